"""Plain Django forms come out in the house's patterns; the figure field reads what officers type."""

from collections.abc import Iterator

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils import translation

from phongtrao.core.figure import Qualifier
from phongtrao.core.vietnamese import Number
from phongtrao.kit.widgets import FigureField, dressed


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


class Section(forms.Form):
    unit = forms.CharField(label="Unit", help_text="In full", max_length=40)
    sessions = FigureField(label="Sessions", unit="buổi", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "In person")], widget=forms.RadioSelect)


def joined(html: str) -> str:
    return "".join(line.strip() for line in html.splitlines())


def summary(*sections: forms.BaseForm) -> str:
    names = " ".join(f"f{place}" for place in range(len(sections)))
    values = {f"f{place}": section for place, section in enumerate(sections)}
    return joined(Template("{% load kit %}{% error_summary " + names + " %}").render(Context(values)))


def test_a_text_field_has_label_hint_and_input() -> None:
    assert joined(Section()["unit"].as_field_group()) == (
        '<div class="govuk-form-group">'
        '<label class="govuk-label" for="id_unit" id="id_unit_label">Unit</label>'
        '<div class="govuk-hint" id="id_unit_helptext">In full</div>'
        '<input type="text" name="unit" aria-describedby="id_unit_helptext" id="id_unit" class="govuk-input">'
        "</div>"
    )


@pytest.mark.parametrize(
    ("language", "length", "says"),
    [
        ("en", 41, "At most 40 characters; this is 1 character too many. Shorten it."),
        ("en", 1274, "At most 40 characters; these are 1,234 characters too many. Shorten it."),
        ("vi", 41, "Nhiều nhất 40 ký tự; đang thừa 1 ký tự. Hãy viết ngắn lại."),
        ("vi", 1274, "Nhiều nhất 40 ký tự; đang thừa 1.234 ký tự. Hãy viết ngắn lại."),
    ],
)
def test_what_is_too_long_is_told_by_how_much_and_kept(language: str, length: int, says: str) -> None:
    form = Section({"unit": "ă" * length, "way": "a"})
    with translation.override(language):
        assert form.errors == {"unit": [says]}
        assert f'value="{"ă" * length}"' in str(form["unit"])


def test_a_form_that_says_it_in_its_own_words_keeps_them() -> None:
    field = forms.CharField(max_length=2, error_messages={"max_length": "Two letters."})
    with pytest.raises(ValidationError) as refused:
        field.clean("abc")
    assert refused.value.messages == ["Two letters."]


def test_an_error_stands_between_hint_and_input_and_is_read_with_it() -> None:
    assert joined(Section({"unit": ""})["unit"].as_field_group()) == (
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_unit" id="id_unit_label">Unit</label>'
        '<div class="govuk-hint" id="id_unit_helptext">In full</div>'
        '<div class="govuk-error-message" id="id_unit_error"><p class="pt-flush">'
        '<span class="govuk-visually-hidden">Error:</span> This field is required.</p></div>'
        '<input type="text" name="unit" aria-invalid="true" '
        'aria-describedby="id_unit_helptext id_unit_error" id="id_unit" '
        'class="govuk-input govuk-input--error">'
        "</div>"
    )


def test_radios_stand_in_a_fieldset_with_its_legend() -> None:
    assert joined(Section()["way"].as_field_group()) == (
        '<div class="govuk-form-group"><fieldset class="govuk-fieldset">'
        '<legend class="govuk-fieldset__legend">Way</legend>'
        '<div class="govuk-radios govuk-radios--small"><div class="govuk-radios__item">'
        '<input class="govuk-radios__input" type="radio" name="way" value="a" id="id_way_0">'
        '<label class="govuk-label govuk-radios__label" for="id_way_0">In person</label>'
        "</div></div></fieldset></div>"
    )


def test_a_long_text_counts_its_characters_and_is_never_cut() -> None:
    class Story(forms.Form):
        text = forms.CharField(label="Story", widget=forms.Textarea(attrs={"rows": 5}), max_length=200)

    assert joined(Story()["text"].as_field_group()) == (
        '<div class="govuk-form-group">'
        '<label class="govuk-label" for="id_text" id="id_text_label">Story</label>'
        '<textarea name="text" cols="40" rows="5" id="id_text" class="govuk-textarea" data-count="200" '
        'aria-describedby="id_text_count"></textarea>'
        '<div class="govuk-hint govuk-character-count__message" id="id_text_count" '
        'data-left="characters left" data-over="characters too many">Up to 200 characters</div></div>'
    )


def test_what_was_typed_is_escaped() -> None:
    html = Section({"unit": '"><script>alert(1)</script>'})["unit"].as_widget()
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_a_figure_is_a_number_with_its_qualifier_beside_it() -> None:
    section = Section(initial={"sessions": Number(40_000, Qualifier.MORE_THAN, percent=False)})
    assert joined(section["sessions"].as_widget()) == (
        '<div class="pt-pair"><input type="text" name="sessions_0" value="40.000" inputmode="decimal" '
        'autocomplete="off" id="id_sessions_0" class="govuk-input">'
        ' <span class="pt-pair__unit">buổi</span>'
        '<select name="sessions_1" id="id_sessions_1" aria-label="How exact" '
        'aria-labelledby="id_sessions_label id_sessions_1" class="govuk-select">'
        '<option value="exact">exactly</option><option value="more_than" selected>more than</option>'
        '<option value="nearly">nearly</option><option value="approximately">approximately</option>'
        '<option value="less_than">less than</option></select></div>'
    )


HOSTILE = "\ue000\"><script>'&"


@pytest.mark.parametrize("typed", ["7", HOSTILE, "", None, "0"])
@pytest.mark.parametrize("chosen", ["exact", "nearly", HOSTILE, "", None])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_figures_control_is_drawn_once_and_keeps_what_each_typed(
    typed: str | None, chosen: str | None, language: str
) -> None:
    """Against Django's own templates of the same boxes."""
    widget, attrs = FigureField(unit="<b>").widget, {"id": "id_x", "aria-describedby": 'a "b"'}
    with translation.override(language):
        context = dressed(widget.get_context("x", [typed, chosen], attrs)["widget"])
        number, qualifier = (
            DjangoTemplates().render(part["template_name"], {"widget": part}).strip()
            for part in context["subwidgets"]
        )
        for _turn in range(2):
            html = str(widget.render("x", [typed, chosen], attrs))
            assert joined(html) == joined(
                f'<div class="pt-pair">{number} <span class="pt-pair__unit">&lt;b&gt;</span>{qualifier}</div>'
            )


@pytest.mark.parametrize(
    ("typed", "chosen", "read"),
    [
        ("40.000", "more_than", Number(40_000, Qualifier.MORE_THAN, percent=False)),
        ("hơn 1,2 triệu", "exact", Number(1_200_000, Qualifier.MORE_THAN, percent=False)),
        ("gần 2.000 buổi", "nearly", Number(2_000, Qualifier.NEARLY, percent=False)),
        ("17", "", Number(17, Qualifier.EXACT, percent=False)),
        ("0", "exact", Number(0, Qualifier.EXACT, percent=False)),
        ("  ", "more_than", None),
    ],
)
def test_a_figure_reads_what_officers_type(typed: str, chosen: str, read: Number | None) -> None:
    section = Section({"unit": "x", "way": "a", "sessions_0": typed, "sessions_1": chosen})
    assert (section.errors, section.cleaned_data["sessions"]) == ({}, read)


@pytest.mark.parametrize(
    ("typed", "chosen", "sentence"),
    [
        ("nhiều", "exact", "“nhiều” is not a number. Type it like 1.234,5 or 1,2 triệu."),
        ("1O", "exact", "A letter stands among the digits. Did you mean 10?"),
        ("l.2O0", "exact", "A letter stands among the digits. Did you mean 1.200?"),
        ("-5", "exact", "A figure cannot be less than 0."),
        ("2,75", "exact", "“2,75” must be a whole number."),
        ("1.5", "exact", "“1.5” can be read in two ways: 1,5 / 15. Type the one you mean."),
        ("99999999999999999999", "exact", "“99999999999999999999” is too large."),
        ("hơn 5", "nearly", "The word before the number and the choice beside it differ: keep one."),
    ],
)
def test_a_figure_that_cannot_be_read_says_why(typed: str, chosen: str, sentence: str) -> None:
    section = Section({"unit": "x", "way": "a", "sessions_0": typed, "sessions_1": chosen})
    assert section.errors == {"sessions": [sentence]}


def test_a_figure_with_decimals_says_how_many_are_kept() -> None:
    class Rate(forms.Form):
        rate = FigureField(label="Rate", decimals=1)

    assert Rate({"rate_0": "98,76"}).errors == {"rate": ["“98,76” has more decimals than the 1 kept."]}


def test_the_summary_leads_to_the_first_control_of_each_field() -> None:
    section = Section({"unit": "", "sessions_0": "-5"})
    assert summary(section) == (
        '<div class="govuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1" '
        'data-focus><h2 class="govuk-error-summary__title" id="error-summary-title">There is a problem</h2>'
        '<ul class="govuk-list govuk-error-summary__list">'
        '<li><a href="#id_unit">Unit: This field is required.</a></li>'
        '<li><a href="#id_sessions_0">Sessions: A figure cannot be less than 0.</a></li>'
        '<li><a href="#id_way_0">Way: This field is required.</a></li></ul></div>'
    )


def test_the_summary_gathers_forms_and_formsets() -> None:
    class Member(forms.Form):
        name = forms.CharField(label="Name")

    members = forms.formset_factory(Member, min_num=1)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}
    )
    one = Member({})
    one.add_error(None, "Nothing was sent.")
    links = summary(one, members).split('error-summary__list">')[1]
    assert links == (
        '<li>Nothing was sent.</li><li><a href="#id_name">Name: This field is required.</a></li>'
        '<li><a href="#id_form-0-name">Name: This field is required.</a></li></ul></div>'
    )


def test_without_errors_there_is_no_summary() -> None:
    assert summary(Section(), Section({"unit": "x", "way": "a"})) == ""
