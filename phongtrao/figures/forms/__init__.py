from phongtrao.figures.forms.asking import CorrectionForm, FreezeForm, TotalsForm
from phongtrao.figures.forms.superior import FillForm, KeepForm, SpotForm

__all__ = ["CorrectionForm", "FillForm", "FreezeForm", "KeepForm", "SpotForm", "TotalsForm"]
