from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from phongtrao.core import indicator as catalogue
from phongtrao.figures import queries as figures
from phongtrao.kit.export import downloaded
from phongtrao.reports import access, queries
from phongtrao.reports.rules import split
from phongtrao.reports.views.common import officer


@require_safe
@login_required
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """One figure of a request: unit against unit, and each against the period before and last year's."""
    asked = access.get_request(officer(request), number)
    content = asked.form.questions
    sections = queries.figures_by_section(content)
    context = {
        "asked": asked,
        "sections": sections,
        "window": queries.window_words(asked.clock, asked.window),
    }
    if not content.figure_keys:
        return render(request, "reports/compare.html", context)
    key = request.GET.get("figure", "")
    key = key if key in content.figure_keys else content.figure_keys[0]
    entry = catalogue.load().get(split(key)[0])
    unit = figures.unit_beside(entry, split(key)[1])
    named = str(queries.label(content, key))
    caption = f"{named} ({unit})" if unit else named
    rows = queries.compared_units(asked, key)
    table = figures.comparison_table(caption, _("Unit"), rows, queries.days_of_request(asked), entry)
    if (answer := downloaded(request.GET.get("format", ""), table, _("comparison"))) is not None:
        return answer
    context |= {"chosen": key, "table": table, "chart": figures.comparison_chart(table)}
    return render(request, "reports/compare.html", context)
