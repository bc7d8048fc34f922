from django.utils import translation


def said(message: str, language: str = "vi") -> str:
    """A message as the page shows it."""
    with translation.override(language):
        return translation.gettext(message)
