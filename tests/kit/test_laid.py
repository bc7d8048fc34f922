"""A template that was laid out says what Django's own says, whatever stands in its context."""

from collections import UserDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Engine, RequestContext
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from phongtrao.kit.addresses import addresses

HOSTILE = "<script>alert('x')</script> & \"y\""
FILES = {
    "page.html": """{% load i18n %}<title>{% block title %}none{% endblock %}</title>
{% translate "Reports" as word %}{% block body %}{{ word }}{% block inner %}inner{% endblock %}{% endblock %}
{{ block }}{{ word }}""",
    "middle.html": """{% extends "page.html" %}{% block title %}{{ hostile }}{% endblock %}
{% block body %}{% with word="within" %}{{ word }}{% endwith %}{% block inner %}{% endblock %}{% endblock %}""",
    "leaf.html": '{% extends "middle.html" %}{% block inner %}{{ safe }}|{{ word }}{% endblock %}',
    "part.html": (
        "{% load i18n %}[{{ one }}|{{ thing.name }}|{{ hostile }}]"
        "{% translate 'Places' as inside %}{{ inside }}"
    ),
    "tree.html": "{{ node.name }}{% for node in node.below %}({% include 'tree.html' %}){% endfor %}",
}
LIBRARIES = {name: f"django.templatetags.{name}" for name in ("i18n", "static")} | {
    "kit": "phongtrao.kit.templatetags.kit"
}


def engine(this: str = "", *, ready: bool = True) -> Engine:
    """An engine that knows `this` as this.html; Django's own, or ours."""
    files = {**FILES, "this.html": this}
    loaders: list[Any] = [
        ("django.template.loaders.locmem.Loader", files),
        "django.template.loaders.app_directories.Loader",
    ]
    return Engine(loaders=[("phongtrao.kit.laid.Loader", loaders)] if ready else loaders, libraries=LIBRARIES)


@dataclass
class Thing:
    name: str
    below: list["Thing"] = field(default_factory=list)
    label = gettext_lazy("Reports")

    def shout(self) -> str:
        return self.name.upper()

    def wants(self, what: str) -> str:
        return what

    def remove(self) -> str:
        raise AssertionError("a template changes nothing")

    remove.alters_data = True  # type: ignore[attr-defined]

    @property
    def broken(self) -> str:
        raise AttributeError("of its own")

    def __str__(self) -> str:
        return f"<{self.name}>"


class Small(forms.Form):
    name = forms.CharField(label=HOSTILE)
    errors_of = forms.IntegerField(required=False)


def context() -> dict[str, Any]:
    return {
        "csrf_token": 'a&"b',
        "hostile": HOSTILE,
        "safe": mark_safe("<b>bold</b>"),
        "lazy": gettext_lazy("Reports"),
        "none": None,
        "zero": 0,
        "number": 1234567,
        "real": 1234.5,
        "day": date(2026, 11, 28),
        "moment": datetime(2026, 11, 28, 20, 0, tzinfo=UTC),
        "thing": Thing(HOSTILE, [Thing("a"), Thing("b", [Thing("c")])]),
        "node": Thing("root", [Thing("a"), Thing("b", [Thing("c")])]),
        "known": {"key": HOSTILE, "items": "an entry", "7": "seven", "nested": {"deep": [1, 2]}},
        "odd": UserDict({"key": "of another mapping"}),
        "pairs": [("a", 1), ("<b>", 2)],
        "texts": ["x", HOSTILE, mark_safe("<i>")],
        "empty": [],
        "form": Small({"name": "", "errors_of": "x"}),
        "call": lambda: HOSTILE,
        "made": (str(n) for n in range(3)),
    }


TEMPLATES = [
    "{% csrf_token %}|{% with csrf_token=number %}{% csrf_token %}{% endwith %}",
    "{% with csrf_token='' %}{% csrf_token %}{% endwith %}",
    (
        "{{ hostile }}{{ safe }}{{ lazy }}{{ none }}{{ zero }}{{ number }}{{ real }}{{ day }}"
        "{{ moment }}{{ missing }}"
    ),
    (
        "{{ thing }}{{ thing.name }}{{ thing.shout }}{{ thing.wants }}{{ thing.remove }}"
        "{{ thing.missing }}{{ thing.label }}"
    ),
    (
        "{{ known.key }}{{ known.items }}{{ known.keys|length }}{{ known.7 }}{{ known.none.of.it }}"
        "{{ known.nested.deep.1 }}"
    ),
    (
        "{{ odd.key }}{{ pairs.1.0 }}{{ pairs.9 }}{{ hostile.upper }}{{ call }}{{ none.name }}"
        "{{ missing.name }}"
    ),
    (
        "{{ form.errors.name }}{{ form.name.label }}{{ form.name.errors }}{{ form.name.0 }}"
        "{{ form.fields.name.label }}"
    ),
    (
        "{{ hostile|upper }}{{ safe|lower }}{{ hostile|safe }}{{ texts|join:', ' }}"
        "{{ missing|default:hostile }}"
    ),
    (
        "{{ none|default_if_none:'–' }}{{ moment|date:'H:i d/m/Y' }}{{ hostile|truncatechars:9 }}"
        "{{ zero|add:number }}"
    ),
    "{{ 'a<b' }}{{ 7 }}{{ 7.5 }}{{ _('Reports') }}{{ 'x'|add:hostile }}{{ hostile|linebreaksbr }}",
    (
        "{% load i18n %}{% translate 'Reports' %}{% translate hostile %}{% translate 'Reports'|upper %}"
        "{{ word }}"
    ),
    "{% load i18n %}{% translate 'Reports' as word %}{{ word }}{% if word %}{{ word|upper }}{% endif %}",
    (
        "{% load i18n %}{% translate 'Reports' noop %}{% translate 'A 100% share' %}"
        "{% translate 'May' context 'verb' %}"
    ),
    (
        "{% load i18n %}{% blocktranslate %}Reports{% endblocktranslate %}"
        "{% blocktranslate %}100% of <b>{% endblocktranslate %}"
    ),
    (
        "{% load i18n %}{% blocktranslate with name=thing.name %}Of {{ name }}{% endblocktranslate %}"
        "{{ name }}"
    ),
    (
        "{% load i18n %}{% blocktranslate count n=texts|length %}{{ n }} comment{% plural %}"
        "{{ n }} comments{% endblocktranslate %}"
    ),
    "{% load i18n %}{% blocktranslate asvar kept %}Reports{% endblocktranslate %}{{ kept }}",
    (
        "{% load i18n %}{% get_current_language as language %}{{ language }}{% language 'en' %}"
        "{% translate 'Reports' %}{% endlanguage %}"
    ),
    (
        "{% if missing %}a{% elif zero %}b{% elif not none %}c{% else %}d{% endif %}{% if hostile %}"
        "{{ hostile }}{% endif %}"
    ),
    (
        "{% if zero == 0 and hostile != 'x' or missing %}a{% endif %}{% if 'x' in texts %}b{% endif %}"
        "{% if 'x' in none %}c{% endif %}"
    ),
    (
        "{% if number > 5 %}a{% endif %}{% if number > hostile %}b{% endif %}{% if none is None %}c"
        "{% endif %}{% if 'q' not in texts %}d{% endif %}"
    ),
    (
        "{% if thing.missing == none %}a{% endif %}{% if missing.name == none %}b{% endif %}"
        "{% if form.errors %}c{% endif %}"
    ),
    (
        "{% if texts|length == 3 %}a{% endif %}{% if hostile|add:missing %}b{% else %}c{% endif %}"
        "{% if thing.remove %}d{% endif %}"
    ),
    (
        "{% for text in texts %}{{ forloop.counter }}{{ text }}{% if forloop.last %}.{% else %},"
        "{% endif %}{% empty %}no{% endfor %}{{ text }}"
    ),
    (
        "{% for name, n in pairs reversed %}{{ forloop.revcounter0 }}{{ name }}{{ n }}{% endfor %}"
        "{{ name }}{% for x in empty %}{% empty %}none{% endfor %}"
    ),
    (
        "{% for x in missing %}{% empty %}none{% endfor %}{% for x in none %}{% endfor %}"
        "{% for x in made %}{{ x }}{% endfor %}"
    ),
    (
        "{% for one in thing.below %}{% for two in one.below %}{{ forloop.parentloop.counter }}"
        "{{ two.name }}{% endfor %}{% endfor %}"
    ),
    (
        "{% for name in known.nested %}{{ name }}{% endfor %}{% for letter in 'abc' %}{{ letter }}"
        "{% cycle 'x' 'y' %}{% endfor %}"
    ),
    (
        "{% for text in texts %}{% ifchanged text %}{{ text }}{% endifchanged %}{% firstof none text %}"
        "{% endfor %}"
    ),
    "{% with one=hostile two=thing.name %}{{ one }}{{ two }}{% endwith %}{{ one }}",
    (
        "{% include 'part.html' %}{{ inside }}{% include 'part.html' with one=hostile %}"
        "{% include 'part.html' with one=safe only %}"
    ),
    "{% with file='part.html' %}{% include file %}{% endwith %}{% include 'tree.html' %}",
    "{% include 'leaf.html' %}{{ inside }}",
    "{% extends 'leaf.html' %}{% block title %}{{ number }}{% endblock %}",
    "{% extends 'page.html' %}{% load i18n %}{% block body %}{% translate 'Reports' %}{% endblock %}",
    (
        "{% autoescape off %}{{ hostile }}{% include 'part.html' %}{% endautoescape %}{# nothing #}"
        "{% comment %}x{% endcomment %}"
    ),
    "{% load static %}{% static 'site.css' %}{% static hostile %}{% static 'a b' as path %}{{ path }}",
    (
        "{% url 'desk:home' %}{% url 'reports:section' 12 'general' %}"
        "{% url 'reports:section' number hostile|slugify %}"
    ),
    (
        "{% url 'reports:evidence' 7 'a|b=c;d=e' %}{% url 'reports:evidence' '7' 'é x' %}"
        "{% url 'nowhere' as gone %}{{ gone }}"
    ),
    (
        "{% load kit %}{% figure number 2 %}{% state_tag hostile hostile %}{% figure none as text %}"
        "{{ text }}{{ number|number }}{{ day|local_date }}"
    ),
    (
        "{% load kit %}{{ known|item:'key' }}{{ none|item:'key' }}{% error_summary form %}"
        "{% csrf_token %}{% spaceless %}<p> </p>{% endspaceless %}"
    ),
]


@pytest.fixture(params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with override(request.param):
        yield request.param


def both(source: str, **options: Any) -> list[str]:
    """By Django's own engine, and twice (laid out, then as it was laid out) by ours."""
    plain, ready = engine(source, ready=False), engine(source)
    return [
        one.get_template("this.html").render(Context(context(), **options)) for one in (plain, ready, ready)
    ]


@pytest.mark.parametrize("source", TEMPLATES)
def test_it_says_what_django_says(source: str, language: str) -> None:
    django, first, second = both(source)
    assert (first, second) == (django, django)


@pytest.mark.parametrize("source", [TEMPLATES[2], TEMPLATES[3], TEMPLATES[30]])
def test_where_nothing_is_escaped_django_renders(source: str) -> None:
    django, first, second = both(source, autoescape=False)
    assert (first, second) == (django, django)


def test_a_template_of_its_own_extends_one_that_is_laid_out() -> None:
    source = (
        "{% extends 'middle.html' %}{% block inner %}mine{% endblock %}{% block title %}own{% endblock %}"
    )
    said = [known.from_string(source).render(Context(context())) for known in (engine(), engine(ready=False))]
    assert said[0] == said[1] and "mine" in said[0] and "<title>own</title>" in said[0]
    assert engine().get_template("middle.html").render(Context(context())).count("mine") == 0


def test_each_language_has_its_own() -> None:
    ready = engine().get_template("part.html")
    said = []
    for code in ("vi", "en", "vi"):
        with override(code):
            said.append(ready.render(Context({"one": 1, "thing": None, "hostile": "x"})))
    assert said == ["[1||x]Địa bàn", "[1||x]Places", "[1||x]Địa bàn"]


def test_what_is_wrong_is_as_wrong_as_before() -> None:
    for source, problem in (
        ("{{ thing.broken }}", AttributeError),
        ("{% for a, b in texts %}{% endfor %}", ValueError),
        ("{% extends 'page.html' %}{% block title %}{{ block.super }}{% endblock %}", TemplateSyntaxError),
        ("{% url 'nowhere' %}", NoReverseMatch),
    ):
        with pytest.raises(problem):
            engine(source).get_template("this.html").render(Context(context()))


def test_an_error_leaves_the_context_as_it_was() -> None:
    page = RequestContext(RequestFactory().get("/"), context())
    template = engine().get_template("tree.html")
    layers = len(page.dicts)
    page["node"] = Thing("a", [Thing("b")])
    page["node"].below[0].below = 7
    with pytest.raises(TypeError):
        template.render(page)
    assert len(page.dicts) == layers


def test_an_address_is_the_one_that_django_gives() -> None:
    for name, *values in (
        ("desk:home",),
        ("reports:report", 12),
        ("reports:report", "12"),
        ("reports:section", 12, "general"),
        ("reports:evidence", 12, "models_recognized|recognised_by=ministry"),
        ("reports:evidence", 12, "é x&y?z#"),
        ("reports:evidence", 12, "a.b-c_d:e;f"),
        ("set_language",),
    ):
        assert addresses(name)(*values) == reverse(name, args=values)
    for name, *values in (
        ("reports:report", -1),
        ("reports:report", "x"),
        ("reports:evidence", 1, "a/b"),
        ("no",),
    ):
        with pytest.raises(NoReverseMatch):
            addresses(name)(*values)
