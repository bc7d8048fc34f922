"""Each kind of node as text, where it never changes in a language, or as a function of the context."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, TypeVar, cast

from django.template import Context, Engine, VariableDoesNotExist
from django.template.base import FilterExpression, Node, TextNode, Variable, VariableNode
from django.template.defaulttags import (
    CsrfTokenNode,
    ForNode,
    IfNode,
    LoadNode,
    TemplateLiteral,
    URLNode,
    WithNode,
)
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, GetCurrentLanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.utils.html import conditional_escape
from django.utils.translation import get_language, gettext

from phongtrao.kit.addresses import addresses
from phongtrao.kit.laid.reading import Read, reader, written

Said = Callable[[Context], str]
Part = str | Said
N = TypeVar("N", bound=Node)
KNOWN: dict[type[Node], Callable[["Layer", Any], Part]] = {}


def said(part: Part, context: Context) -> str:
    return part if isinstance(part, str) else part(context)


def knows(kind: type[N]) -> Callable[[Callable[["Layer", N], Part]], Callable[["Layer", N], Part]]:
    def keep(lay: Callable[["Layer", N], Part]) -> Callable[["Layer", N], Part]:
        KNOWN[kind] = lay
        return lay

    return keep


class Layer:
    """Lays out nodes in the language that is active; `blocks`: what the pages that extend this one put in."""

    def __init__(self, engine: Engine, blocks: Mapping[str, BlockNode] | None = None) -> None:
        self.engine, self.blocks = engine, blocks or {}

    def lay(self, nodes: Iterable[Node]) -> Part:
        parts: list[Part] = []
        for node in nodes:
            part = self._one(node)
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
        return _joined(parts)

    def _one(self, node: Node) -> Part:
        lay = KNOWN.get(type(node))
        return lay(self, node) if lay is not None else _itself(node)


def _itself(node: Node) -> Said:
    """What is not laid out, as Django renders it."""
    return node.render


def _joined(parts: list[Part]) -> Part:
    if len(parts) < 2:
        return parts[0] if parts else ""

    def join(context: Context) -> str:
        return "".join([part if isinstance(part, str) else part(context) for part in parts])

    return join


def _within(part: Part, values: Callable[[Context], dict[str, Any]]) -> Part:
    """With a layer of the context for itself: what is named within is forgotten after it."""
    if isinstance(part, str):
        return part

    def say(context: Context) -> str:
        context.dicts.append(values(context))
        try:
            return part(context)
        finally:
            context.dicts.pop()

    return say


def _values(expressions: Mapping[str, FilterExpression]) -> Callable[[Context], dict[str, Any]]:
    readers = {name: reader(expression) for name, expression in expressions.items()}
    return lambda context: {name: read(context) for name, read in readers.items()}


def _literal(expression: Any) -> str | None:
    """The text of an expression that is nothing but text."""
    if isinstance(expression, FilterExpression) and not expression.filters:
        value = expression.var.literal if isinstance(expression.var, Variable) else expression.var
        return value if isinstance(value, str) else None
    return None


# What is text -----------------------------------------------------------------------------------------------


@knows(TextNode)
def _text(layer: Layer, node: TextNode) -> Part:
    return node.s


@knows(LoadNode)
def _nothing(layer: Layer, node: LoadNode) -> Part:
    return ""


@knows(TranslateNode)
def _translate(layer: Layer, node: TranslateNode) -> Part:
    if node.message_context or _literal(node.filter_expression) is None:
        return _itself(node)
    words = Context()
    text = node.render(words)
    name = node.asvar
    if not name:
        return str(text)
    value = words[name]

    def keep(context: Context) -> str:
        context.dicts[-1][name] = value
        return ""

    return keep


@knows(BlockTranslateNode)
def _block_translate(layer: Layer, node: BlockTranslateNode) -> Part:
    message, names = node.render_token_list(node.singular)
    if node.plural or node.extra_context or node.message_context or node.asvar or names:
        return _itself(node)
    return gettext(message) % {}


@knows(GetCurrentLanguageNode)
def _language(layer: Layer, node: Any) -> Part:
    language, name = get_language(), node.variable

    def keep(context: Context) -> str:
        context.dicts[-1][name] = language
        return ""

    return keep


@knows(StaticNode)
def _static(layer: Layer, node: Any) -> Part:
    constant = not node.varname and _literal(node.path) is not None
    return str(node.render(Context())) if constant else _itself(node)


# What has a value -------------------------------------------------------------------------------------------


@knows(VariableNode)
def _variable(layer: Layer, node: VariableNode) -> Part:
    read = reader(node.filter_expression)

    def say(context: Context) -> str:
        value = read(context)
        return escape(value) if type(value) is str else written(value, context)

    return say


@knows(CsrfTokenNode)
def _csrf_token(layer: Layer, node: CsrfTokenNode) -> Part:
    def say(context: Context) -> str:
        token = context.get("csrf_token")
        if not token or token == "NOTPROVIDED":
            return node.render(context)
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{escape(str(token))}">'

    return say


@knows(SimpleNode)
def _simple(layer: Layer, node: SimpleNode) -> Part:
    if node.takes_context:
        return _itself(node)
    readers, named, function = [reader(argument) for argument in node.args], _values(node.kwargs), node.func
    name = node.target_var

    def say(context: Context) -> str:
        found = function(*[read(context) for read in readers], **named(context))
        if name is None:
            return conditional_escape(found)
        context.dicts[-1][name] = found
        return ""

    return say


@knows(URLNode)
def _url(layer: Layer, node: Any) -> Part:
    """No part of the house is mounted twice, so a name alone tells where."""
    name = _literal(node.view_name)
    if name is None or node.kwargs or node.asvar:
        return _itself(node)
    address, readers = addresses(name), [reader(argument) for argument in node.args]
    return lambda context: escape(address(*[read(context) for read in readers]))


# What chooses, repeats, names ------------------------------------------------------------------------------


@knows(IfNode)
def _if(layer: Layer, node: IfNode) -> Part:
    branches = [(_condition(condition), layer.lay(nodes)) for condition, nodes in node.conditions_nodelists]

    def choose(context: Context) -> str:
        for holds, part in branches:
            try:
                chosen = holds(context)
            except VariableDoesNotExist:
                continue
            if chosen:
                return part if isinstance(part, str) else part(context)
        return ""

    return choose


def _condition(condition: Any) -> Read:
    """As Django's operators: what goes wrong within one is false."""
    if condition is None:
        return lambda _context: True
    if isinstance(condition, TemplateLiteral):
        return reader(cast(FilterExpression, condition.value), quiet=True)
    sides = [_condition(side) for side in (condition.first, condition.second) if side is not None]
    operator = OPERATORS.get(condition.id)
    if operator is None:
        return condition.eval  # type: ignore[no-any-return]

    def holds(context: Context) -> Any:
        try:
            return operator(context, *sides)
        except Exception:
            return False

    return holds


OPERATORS: dict[str, Callable[..., Any]] = {
    "not": lambda context, one: not one(context),
    "and": lambda context, one, other: one(context) and other(context),
    "or": lambda context, one, other: one(context) or other(context),
    "==": lambda context, one, other: one(context) == other(context),
    "!=": lambda context, one, other: one(context) != other(context),
    "in": lambda context, one, other: one(context) in other(context),
}


@knows(ForNode)
def _for(layer: Layer, node: Any) -> Part:
    sequence = reader(node.sequence, quiet=True)
    inside, empty = layer.lay(node.nodelist_loop), layer.lay(node.nodelist_empty)
    names = tuple(node.loopvars)

    def repeat(context: Context) -> str:
        values = sequence(context)
        values = [] if values is None else values if hasattr(values, "__len__") else list(values)
        if len(values) < 1:
            return said(empty, context)
        loop: dict[str, Any] = {"parentloop": context.get("forloop", {})}
        context.dicts.append({"forloop": loop})
        try:
            return "".join(
                [
                    _turn(context, inside, names, value)
                    for value in _counted(loop, reversed(values) if node.is_reversed else values, len(values))
                ]
            )
        finally:
            context.dicts.pop()

    return repeat


def _counted(loop: dict[str, Any], values: Iterable[Any], length: int) -> Iterable[Any]:
    """Each value, with what `forloop` tells at its turn."""
    for number, value in enumerate(values):
        loop["counter0"], loop["counter"] = number, number + 1
        loop["revcounter"], loop["revcounter0"] = length - number, length - number - 1
        loop["first"], loop["last"] = number == 0, number == length - 1
        yield value


def _turn(context: Context, inside: Part, names: tuple[str, ...], value: Any) -> str:
    if len(names) == 1:
        context.dicts[-1][names[0]] = value
        return said(inside, context)
    if len(names) != len(value):
        raise ValueError(f"Need {len(names)} values to unpack in for loop; got {len(value)}.")
    context.dicts.append(dict(zip(names, value, strict=True)))
    try:
        return said(inside, context)
    finally:
        context.dicts.pop()


@knows(WithNode)
def _with(layer: Layer, node: WithNode) -> Part:
    return _within(layer.lay(node.nodelist), _values(node.extra_context))


# What stands in other files --------------------------------------------------------------------------------


@knows(IncludeNode)
def _include(layer: Layer, node: IncludeNode) -> Part:
    """Laid out when it is first shown: a template may include itself."""
    name = _literal(node.template)
    if name is None or name.startswith(".") or node.isolated_context:
        return _itself(node)
    nodes: Any = layer.engine.get_template(name).nodelist
    if any(isinstance(one, ExtendsNode) for one in nodes):
        return _itself(node)
    language = get_language()
    return _within(lambda context: said(nodes.part(language), context), _values(node.extra_context))


@knows(ExtendsNode)
def _extends(layer: Layer, node: ExtendsNode) -> Part:
    """The page below with this one's blocks in their places; blocks of pages that extend this one come first."""
    name = _literal(node.parent_name)
    if name is None or name == node.origin.template_name:
        return _itself(node)
    blocks = {**node.blocks, **layer.blocks}
    return Layer(layer.engine, blocks).lay(layer.engine.get_template(name).nodelist)


@knows(BlockNode)
def _block(layer: Layer, node: BlockNode) -> Part:
    """`block.super` is not used in the house, and refused by Django's block itself."""
    shown = layer.blocks.get(node.name, node)
    return _within(layer.lay(shown.nodelist), lambda _context: {"block": shown})
