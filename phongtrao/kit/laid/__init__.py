"""Django's templates, laid out once a process and language.

Django walks a template's nodes at every page: it looks for the message of each label, reverses each address and opens
each included template anew. Here what can't change in a language (labels, addresses of files, the blocks of a page
that extends another) becomes text once; what remains are functions of the context, in the order of the page. The
templates stay Django's, and what this package doesn't know (`nodes.KNOWN` names what it does) renders itself as
before. tests/kit/test_laid.py holds both against each other.

Used through its loader (settings.TEMPLATES). With DEBUG templates are Django's own, for the sake of its error pages."""

from typing import Any

from django.template import Context, Engine
from django.template.base import NodeList, Template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.template.loaders import cached
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from phongtrao.kit.laid.nodes import Layer, Part, said


class Laid(NodeList):
    """The nodes of a template, which say themselves as they were laid out."""

    def __init__(self, nodes: NodeList, engine: Engine) -> None:
        super().__init__(nodes)
        self.contains_nontext, self.engine = nodes.contains_nontext, engine
        self.by_language: dict[str | None, Part] = {}

    def render(self, context: Context) -> SafeString:
        if not context.autoescape or BLOCK_CONTEXT_KEY in context.render_context:
            return super().render(context)  # the latter: a template that isn't laid out extends this one
        return SafeString(said(self.part(get_language()), context))

    def part(self, language: str | None) -> Part:
        """As it is said in the language, which is the active one."""
        part = self.by_language.get(language)
        if part is None:
            part = self.by_language[language] = Layer(self.engine).lay(self)
        return part


class Loader(cached.Loader):
    """Django's cached templates, laid out."""

    @property
    def _lays(self) -> bool:
        return not self.engine.debug and not self.engine.string_if_invalid

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        found = super().get_template(template_name, skip)
        if self._lays and not isinstance(found.nodelist, Laid):
            found.nodelist = Laid(found.nodelist, self.engine)
        return found
