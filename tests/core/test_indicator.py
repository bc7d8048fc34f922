import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from phongtrao.core.indicator import (
    Aggregation,
    BadCatalogue,
    BadCell,
    Catalogue,
    Check,
    CheckKind,
    NoDefinition,
    Term,
    UnknownIndicator,
    load,
    read,
    scale,
    validate,
)
from tools.indicator_table import page

# The ids that the annotated corpus speaks; score.py compares by them.
CORPUS = """
directives_issued conferences_held training_courses training_participants propaganda_sessions
propaganda_participants movement_launches news_items leaflets_distributed banners_slogans pledges_signed
social_media_groups social_media_members model_types models_total models_new models_recognized
models_replicated model_sites model_members mass_mobilization_models clan_models clubs fire_safety_groups
fire_points security_teams security_team_members people_security_groups people_security_group_members
self_management_groups self_management_members civil_defence_teams civil_defence_members
neighbourhood_guard_teams neighbourhood_guard_members semi_professional_commune_police
regular_commune_police youth_shock_teams influential_people border_groups border_participants
border_extent patrols_conducted patrol_participants patrol_teams festival_sites festival_participants
gifts_given gift_value_total gift_value_each houses_built public_works support_funds equipment_donated
units_meeting_standard communes_meeting_standard areas_meeting_standard units_registered
classified_excellent classified_good classified_average crime_free_areas mediation_groups mediators
disputes_resolved offenders_educated reintegrated_persons livelihood_support tips_received tips_valuable
cases_solved clearance_rate offenders_handled caught_red_handed cases_prosecuted cases_admin cases_pending
fines_amount property_recovered crime_change violations_count groups_dispersed guns_collected
ammunition_collected explosives_collected crude_weapons_collected tools_parts_collected listening_forums
forum_participants forum_opinions commended_collectives commended_individuals commended_mixed
awards_issued security_cameras camera_sites security_lights fire_extinguishers facility_funding
facility_donors
"""

Document = dict[str, Any]
ROOT = Path(__file__).parents[2]


def shipped() -> Document:
    text = (ROOT / "phongtrao/core/data/indicators.json").read_text("utf-8")
    document: Document = json.loads(text)
    return document


def small() -> Document:
    """Two indicators, of which `patrols` has two dimensions."""
    definition = {"version": 1, "valid_from": None, "valid_to": None, "vi": "Số cuộc.", "en": "Patrols."}
    entry = {
        "id": "patrols",
        "group": "forces",
        "name_vi": "Cuộc tuần tra",
        "name_en": "Patrols",
        "unit_vi": "cuộc",
        "unit_en": "patrols",
        "aggregation": "flow",
        "decimals": 0,
        "dimensions": ["hour", "body"],
        "definitions": [definition],
        "synonyms": ["cuộc tuần tra"],
        "part_of": None,
        "public": True,
        "source": "",
        "confidence": "",
    }
    night = {**entry, "id": "night_patrols", "dimensions": [], "part_of": "patrols", "synonyms": ["ca đêm"]}
    hour = {"id": "hour", "vi": "Giờ", "en": "Hour", "values": [value("day"), value("night")]}
    body = {"id": "body", "vi": "Lực lượng", "en": "Body", "values": [value("police"), value("team")]}
    return {
        "version": 1,
        "groups": [{"id": "forces", "vi": "Lực lượng", "en": "Forces"}],
        "dimensions": [hour, body],
        "indicators": copy.deepcopy([entry, night]),
        "checks": [],
    }


def value(id: str) -> dict[str, str]:
    return {"id": id, "vi": id, "en": id}


def test_the_catalogue_speaks_the_hundred_ids_of_the_corpus() -> None:
    assert len(CORPUS.split()) == 100
    assert set(CORPUS.split()) - set(load().by_id) == set()


@pytest.mark.parametrize(
    ("aggregation", "ids"),
    [
        (
            "flow",
            "propaganda_sessions banners_slogans models_new commended_collectives festival_sites",
        ),
        ("stock", "security_teams model_sites mediators security_cameras coordination_programmes"),
        ("distinct", "model_types models_total models_recognized exemplar_communes"),
        ("ratio", "regular_commune_police areas_meeting_standard units_registered mediation_success_rate"),
        ("money", "gift_value_total property_recovered bonus_paid"),
        ("none", "crime_change gift_value_each"),
    ],
)
def test_each_indicator_adds_up_as_the_movement_counts_it(aggregation: str, ids: str) -> None:
    assert {id: load().get(id).aggregation for id in ids.split()} == dict.fromkeys(ids.split(), aggregation)


def test_only_prices_and_changes_are_never_totalled() -> None:
    alone = [entry.id for entry in load().indicators if entry.aggregation is Aggregation.NONE]
    assert alone == ["gift_value_each", "crime_change"]


def test_an_unknown_indicator_is_refused_by_its_id() -> None:
    with pytest.raises(UnknownIndicator, match=r"^no_such_thing$"):
        load().get("no_such_thing")


def test_tips_cases_and_persons_dealt_with_are_not_public() -> None:
    guarded = {entry.id for entry in load().indicators if not entry.public}
    crime = {entry.id for entry in load().indicators if entry.group == "crime_prevention"}
    people = {"offenders_educated", "offenders_improved", "offenders_reviewed", "reintegrated_persons"}
    registry = {"reports_requested", "reports_submitted", "reports_on_time", "reports_accepted"}
    assert guarded == crime | people | registry | {"force_casualties"}


# Nam Định's awards of 2021 and its recognised practices, as the demo enters them.
@pytest.mark.parametrize(
    ("id", "values", "cell"),
    [
        ("commended_collectives", {"award_form": "flag_province"}, "award_form=flag_province"),
        ("commended_collectives", {"award_form": "merit_ministry"}, "award_form=merit_ministry"),
        ("commended_individuals", {"award_form": "commendation_police"}, "award_form=commendation_police"),
        ("models_recognized", {"recognised_by": "ministry"}, "recognised_by=ministry"),
        ("models_new", {}, ""),
    ],
)
def test_a_breakdown_has_one_key(id: str, values: dict[str, str], cell: str) -> None:
    assert load().get(id).cell(values) == cell
    assert load().get(id).parse_cell(cell) == values


def test_every_cell_of_every_indicator_reads_back_to_itself() -> None:
    for entry in load().indicators:
        assert [entry.cell(entry.parse_cell(cell)) for cell in entry.cells()] == list(entry.cells())


def test_a_key_names_its_dimensions_in_declared_order() -> None:
    patrols = read(small()).get("patrols")
    assert patrols.cell({"body": "team", "hour": "night"}) == "hour=night;body=team"
    assert list(patrols.cells()) == [
        "",
        "hour=day;body=police",
        "hour=day;body=team",
        "hour=night;body=police",
        "hour=night;body=team",
    ]


@pytest.mark.parametrize(
    "values",
    [{"hour": "night"}, {"hour": "night", "body": "fire"}, {"hour": "day", "body": "team", "rank": "1"}],
)
def test_a_cell_names_all_dimensions_with_known_values_or_none(values: dict[str, str]) -> None:
    with pytest.raises(BadCell):
        read(small()).get("patrols").cell(values)


@pytest.mark.parametrize("cell", ["body=team;hour=night", "hour=night", "hour=night;body=team;", "hour", "="])
def test_only_a_canonical_key_is_read(cell: str) -> None:
    with pytest.raises(BadCell):
        read(small()).get("patrols").parse_cell(cell)


def test_kinds_with_different_units_have_no_whole() -> None:
    explosives = load().get("explosives_collected")
    with pytest.raises(BadCell):
        explosives.cell({})
    assert explosives.unit("explosive_kind=shell") == ("quả", "pieces")
    assert explosives.unit("explosive_kind=firecracker") == ("kg", "kg")
    assert load().get("commended_collectives").unit("award_form=merit_province") == ("tập thể", "collectives")


def test_the_scale_is_ten_to_the_decimals() -> None:
    ids = ("models_new", "regular_commune_police", "border_extent", "gift_value_total")
    assert {id: scale(load().get(id)) for id in ids} == {
        "models_new": 1,
        "regular_commune_police": 100,
        "border_extent": 1000,
        "gift_value_total": 1,
    }


def test_the_neighbourhood_guard_is_counted_until_the_grassroots_force_began() -> None:
    guards = load().get("neighbourhood_guard_teams")
    assert guards.definition(date(2024, 6, 30)).version == 1
    with pytest.raises(NoDefinition, match=r"^neighbourhood_guard_teams was not counted on 2024-07-01$"):
        guards.definition(date(2024, 7, 1))


def test_a_definition_is_the_one_of_the_day() -> None:
    first = load().get("models_new").definitions[0]
    spells = (
        replace(first, valid_to=date(2025, 6, 30)),
        replace(first, version=2, valid_from=date(2025, 7, 1)),
    )
    entry = replace(load().get("models_new"), definitions=spells)
    assert [entry.definition(day).version for day in (date(2025, 6, 30), date(2025, 7, 1))] == [1, 2]


def check(id: str) -> Check:
    return next(check for check in load().checks if check.id == id)


@pytest.mark.parametrize(("resolved", "verdict"), [(186, True), (187, False), (None, None)])
def test_disputes_received_are_those_resolved_unresolved_and_under_way(
    resolved: int | None, verdict: bool | None
) -> None:
    values = {Term("disputes_received"): 323, Term("disputes_unsettled"): 103, Term("disputes_ongoing"): 34}
    if resolved is not None:
        values[Term("disputes_resolved")] = resolved
    assert check("disputes_by_outcome").holds(values) is verdict


@pytest.mark.parametrize(("excellent", "verdict"), [(20, True), (21, False)])
def test_excellent_teams_are_at_most_a_fifth_of_the_good_ones(excellent: int, verdict: bool) -> None:
    cells = ("rating_grade=excellent", "rating_grade=good")
    values = {Term("team_grades", cell): count for cell, count in zip(cells, (excellent, 100), strict=True)}
    assert check("excellent_teams_limit").holds(values) is verdict


def test_what_is_part_of_another_may_not_exceed_it() -> None:
    within = check("tips_valuable_within_tips_received")
    assert (within.kind, within.left, within.right) == (
        CheckKind.AT_MOST,
        Term("tips_valuable"),
        (Term("tips_received"),),
    )
    assert within.vi == "“Tin có giá trị” không thể lớn hơn “Tin báo, tố giác của Nhân dân”."


def test_awards_by_form_make_up_the_commended_collectives() -> None:
    forms = check("collectives_by_form")
    counted = {"flag_province": 2, "merit_ministry": 10, "merit_province": 8, "commendation_police": 18}
    values = {term: counted.get(term.cell.removeprefix("award_form="), 0) for term in forms.right}
    assert forms.holds({**values, Term("commended_collectives"): 38}) is True


def spoil(path: str, value: object) -> Callable[[Document], None]:
    """Sets one place of a document, given as "indicators.0.group"."""

    def change(document: Document) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        target: Any = document
        for step in steps:
            target = target[step]
        target[last] = value

    return change


def again(kind: str) -> Callable[[Document], None]:
    return lambda document: document[kind].append(copy.deepcopy(document[kind][0]))


def second_definition(document: Document) -> None:
    definitions = document["indicators"][0]["definitions"]
    definitions[0]["valid_to"] = "2025-07-01"
    definitions.append({**definitions[0], "version": 2, "valid_from": "2025-07-01", "valid_to": None})


FAULTS = [
    (again("indicators"), "indicators: patrols stands more than once"),
    (again("dimensions"), "dimensions: hour stands more than once"),
    (again("groups"), "groups: forces stands more than once"),
    (spoil("dimensions.0.values.1.id", "day"), "hour: day stands more than once"),
    (spoil("indicators.0.group", "sports"), "patrols: unknown group sports"),
    (spoil("indicators.0.dimensions", ["place"]), "patrols: unknown dimension place"),
    (spoil("indicators.0.decimals", 4), "patrols: 4 decimals"),
    (spoil("indicators.0.aggregation", "ratio"), "patrols: a ratio, and only a ratio, names its parts"),
    (
        spoil("indicators.0.whole", False),
        "patrols: without a whole it needs one dimension whose values have units",
    ),
    (spoil("indicators.0.synonyms", ["ca", "Ca"]), "synonym 'ca' stands 2 times"),
    (spoil("indicators.0.synonyms", ["lu\u031b\u1ee3t"]), "not NFC: lu\u031b\u1ee3t"),
    (spoil("indicators.0.definitions", []), "patrols: no definition"),
    (second_definition, "patrols: definitions 1 and 2 clash"),
    (spoil("indicators.1.part_of", "rounds"), "night_patrols: part of unknown rounds"),
    (spoil("indicators.1.part_of", "night_patrols"), "night_patrols: part of itself"),
    (spoil("dimensions.1.values.0.id", "ethnic_group"), "forbidden word 'ethnic': ethnic_group"),
    (spoil("dimensions.1.vi", "Dân tộc"), "forbidden word 'dân tộc': Dân tộc"),
    (spoil("indicators.1.name_vi", "Chức sắc tôn giáo"), "forbidden word 'tôn giáo': Chức sắc tôn giáo"),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_catalogue_that_contradicts_itself_is_refused(
    change: Callable[[Document], None], fault: str
) -> None:
    document = small()
    change(document)
    with pytest.raises(BadCatalogue) as refusal:
        read(document)
    assert fault in str(refusal.value).split("; ")


def test_a_check_of_unknown_terms_is_refused() -> None:
    document = small()
    row = {"id": "strange", "kind": "sum", "vi": "", "en": ""}
    document["checks"] = [{**row, "left": "patrols[hour=night]", "right": ["rounds"]}]
    with pytest.raises(BadCatalogue) as refusal:
        read(document)
    assert str(refusal.value) == (
        "check strange: BadCell('patrols is broken down by hour, body; got hour'); "
        "check strange: UnknownIndicator('rounds')"
    )


def test_a_check_over_different_scales_is_refused() -> None:
    catalogue = load()
    mixed = Check("mixed", CheckKind.AT_MOST, Term("models_new"), (Term("regular_commune_police"),), "", "")
    with pytest.raises(BadCatalogue, match=r"^check mixed: compares values of different scales$"):
        validate(replace(catalogue, checks=(mixed,)))


def test_the_digest_changes_with_the_matter_and_not_with_the_layout() -> None:
    document = shipped()
    laid_out_anew = json.loads(json.dumps(document, indent=3))
    assert read(laid_out_anew).digest() == load().digest()
    renamed = copy.deepcopy(document)
    renamed["indicators"][0]["name_vi"] += " trong kỳ"
    assert read(renamed).digest() != load().digest()


def test_the_order_of_indicators_is_part_of_the_digest() -> None:
    document = small()
    before = read(document).digest()
    document["indicators"].reverse()
    assert read(document).digest() != before


def test_the_reference_page_is_the_catalogue_of_today() -> None:
    catalogue: Catalogue = load()
    assert (ROOT / "docs/reference/indicators.md").read_text("utf-8") == page(catalogue)
