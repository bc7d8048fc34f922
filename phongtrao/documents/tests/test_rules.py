"""Kinds, symbols, numbers, states, heads, what is looked for."""

import pytest

from phongtrao.documents.rules import (
    FINAL,
    OPEN,
    STANDING,
    Asked,
    DocumentMove,
    DocumentState,
    NotPossible,
    NumberState,
    Profile,
    about_persons,
    default_head,
    joined,
    kind_of,
    kinds,
    lines_of,
    looked_for,
    moves_from,
    number_state,
    offered,
    one_line,
    read_symbol,
    sealed,
    step,
    symbol_of,
    verified,
)
from phongtrao.documents.tests.files import pdf
from phongtrao.documents.tests.office import SIGNED_PDF
from phongtrao.people.rules import Kind

DECREE = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"  # Annex III
)


def test_the_codes_are_the_decrees_and_an_official_letter_has_none() -> None:
    of_the_decree = [kind for kind in kinds().values() if not kind.beyond]
    assert sorted(kind.code for kind in of_the_decree) == sorted(["", *DECREE.split()])
    assert [kind.code for kind in kinds().values() if kind.beyond] == ["GCN", "DS"]
    assert len({kind.vi for kind in kinds().values()} | {kind.en for kind in kinds().values()}) == 60


def test_papers_about_one_person_are_not_drafted_here() -> None:
    assert sorted(set(kinds()) - {kind.id for kind in offered()}) == ["GGT", "GNP", "GUQ"]


@pytest.mark.parametrize(
    ("kind", "abbreviations", "unit", "profile", "symbol"),
    [
        ("KH", ["BCĐ"], "", Profile.STATE, "KH-BCĐ"),
        ("KH", ["BCĐ"], "VX", Profile.STATE, "KH-BCĐ"),
        ("CTR", ["BCA", "MTTW"], "", Profile.STATE, "CTr-BCA-MTTW"),
        ("CV", ["UBND"], "VX", Profile.STATE, "UBND-VX"),
        ("CV", ["UBND"], "", Profile.STATE, "UBND"),
        ("NQ", ["TU"], "", Profile.PARTY, "NQ/TU"),
    ],
)
def test_a_symbol_is_kind_and_issuers(
    kind: str, abbreviations: list[str], unit: str, profile: Profile, symbol: str
) -> None:
    known = kind_of(kind)
    assert known is not None
    assert symbol_of(known, abbreviations, unit=unit, profile=profile) == symbol


@pytest.mark.parametrize(
    ("number", "symbol", "profile", "written"),
    [
        (5, "KH-BCĐ", Profile.STATE, "05/KH-BCĐ"),
        (138, "BC-UBND", Profile.STATE, "138/BC-UBND"),
        (5, "NQ/TU", Profile.PARTY, "05-NQ/TU"),
        (None, "KH-BCĐ", Profile.STATE, "   /KH-BCĐ"),
    ],
)
def test_a_number_below_ten_takes_a_nought(
    number: int | None, symbol: str, profile: Profile, written: str
) -> None:
    assert joined(number, symbol, profile=profile) == written


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("KH-BCĐ", "KH-BCĐ"),
        ("05/KH-BCĐ", "KH-BCĐ"),
        ("Số: 05 / CTr-BCA-MTTW", "CTr-BCA-MTTW"),
        ("NQ/TU", "NQ/TU"),
        ("", None),
        ("KH BCĐ!", None),
        ("K" * 61, None),
    ],
)
def test_a_symbol_is_read_as_it_was_typed(typed: str, read: str | None) -> None:
    assert read_symbol(typed) == read


def test_every_move_leads_where_the_table_says() -> None:
    told = {
        (state.value, move.value): step(state, move).value
        for state in DocumentState
        for move in moves_from(state)
    }
    assert told == {
        ("draft", "change"): "draft",
        ("draft", "check"): "checked",
        ("draft", "drop"): "dropped",
        ("checked", "change"): "draft",
        ("checked", "sign"): "signed",
        ("checked", "drop"): "dropped",
        ("signed", "change"): "draft",
        ("signed", "issue"): "issued",
        ("signed", "drop"): "dropped",
        ("issued", "replace"): "replaced",
        ("issued", "withdraw"): "withdrawn",
    }


def test_nothing_leads_out_of_an_end() -> None:
    for state in FINAL:
        assert moves_from(state) == frozenset()
        with pytest.raises(NotPossible):
            step(state, DocumentMove.CHANGE)
    assert OPEN | STANDING | {DocumentState.DROPPED} == set(DocumentState)


@pytest.mark.parametrize(
    ("used", "cancelled", "state"),
    [
        (False, False, NumberState.RESERVED),
        (True, False, NumberState.USED),
        (False, True, NumberState.CANCELLED),
    ],
)
def test_a_number_is_reserved_used_or_cancelled(used: bool, cancelled: bool, state: NumberState) -> None:
    assert number_state(used=used, cancelled=cancelled) is state


@pytest.mark.parametrize(
    ("kind", "place", "level", "province", "superior", "written_place"),
    [
        (
            Kind.STEERING_COMMITTEE,
            "xã Pù Luông",
            "commune",
            "tỉnh Thanh Hóa",
            "Ủy ban nhân dân xã Pù Luông",
            "Pù Luông",
        ),
        (
            Kind.STEERING_COMMITTEE,
            "tỉnh Thanh Hóa",
            "province",
            "",
            "Ủy ban nhân dân tỉnh Thanh Hóa",
            "Thanh Hóa",
        ),
        (Kind.STEERING_COMMITTEE, "Việt Nam", "nation", "", "Bộ Công an", "Hà Nội"),
        (Kind.PEOPLES_COMMITTEE, "phường 1", "commune", "tỉnh Lâm Đồng", "", "Phường 1"),
        (Kind.POLICE, "xã Pù Luông", "commune", "tỉnh Thanh Hóa", "Công an tỉnh Thanh Hóa", "Pù Luông"),
        (Kind.POLICE, "tỉnh Thanh Hóa", "province", "", "Bộ Công an", "Thanh Hóa"),
    ],
)
def test_the_usual_head_comes_from_the_office_and_its_place(
    kind: Kind, place: str, level: str, province: str, superior: str, written_place: str
) -> None:
    head = default_head(kind, "Tên cơ quan", "TCQ", place, level=level, province=province)
    assert (head.superior, head.place, head.issuer) == (superior, written_place, "Tên cơ quan")


def test_only_the_states_layout_is_verified() -> None:
    assert [profile for profile in Profile if verified(profile)] == [Profile.STATE]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ngày hội", Asked(("ngay", "hoi"))),
        ("05/KH-BCĐ", Asked(("kh", "bcd"), 5)),
        ("Số: 12", Asked((), 12)),
        ("12-NQ/TU", Asked(("nq", "tu"), 12)),
        ("19/8", Asked(("8",), 19)),
        ("  ", Asked()),
    ],
)
def test_what_is_typed_is_words_or_a_number(typed: str, asked: Asked) -> None:
    assert looked_for(typed) == asked


@pytest.mark.parametrize(
    ("subject", "refused"),
    [
        ("Tổng kết phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026", None),
        ("Khen thưởng các tập thể, cá nhân có thành tích", None),
        ("Danh sách đại biểu dự hội nghị tổng kết", None),
        ("Tuyên truyền Luật Căn cước", None),
        ("Chăm sóc sức khỏe cán bộ", None),
        ("Danh sách đối tượng cần quản lý", "list"),
        ("Danh sach nguoi nghien ma tuy", "list"),
        ("Lý lịch cá nhân", "private"),
    ],
)
def test_a_subject_may_be_about_policy_and_about_no_person(subject: str, refused: str | None) -> None:
    found = about_persons(subject)
    assert (found.matter.id if found else None) == refused


def test_lines_are_composed_and_kept_once() -> None:
    assert one_line("  Tổ\tchức\u0000 ngày\nhội ") == "Tổ chức ngày hội"
    assert lines_of("- Như trên;\n\n- UBND tỉnh;\n- UBND tỉnh.\n") == ["Như trên", "UBND tỉnh"]


@pytest.mark.parametrize(
    ("kind", "content", "found"),
    [("pdf", SIGNED_PDF, True), ("pdf", pdf(), False), ("png", SIGNED_PDF, False)],
)
def test_a_digital_signature_is_seen(kind: str, content: bytes, found: bool) -> None:
    assert sealed(kind, content) is found
