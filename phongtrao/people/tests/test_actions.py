from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.utils import translation

from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.people import access, actions, queries
from phongtrao.people.models import ActivationCode, ApiToken, Officer, Organisation, OrganisationParent
from phongtrao.people.rules import Kind, Role, digest_of
from phongtrao.trail import queries as trail
from phongtrao.trail.models import Row
from tests.cast import NOW, TODAY, Cast

PASSWORD = "bốn con mèo uống trà"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared in the language of their message ids."""
    with translation.override("en"):
        yield


def done() -> list[tuple[str, str, str]]:
    """What the trail says, oldest first, once it holds."""
    assert trail.first_break() is None
    return list(Row.objects.order_by("at", "id").values_list("chain", "officer", "action"))


def parent(organisation: Organisation) -> Organisation | None:
    return queries.parent_of(organisation)


# Activation ------------------------------------------------------------------------------


def slip_for(cast: Cast) -> actions.Slip:
    return actions.renew_slip(cast.head, by=cast.province_head, now=NOW)


def test_a_code_sets_the_password_once(cast: Cast) -> None:
    slip = slip_for(cast)
    officer = actions.activate("PuLuong.LanhDao", slip.code.lower(), PASSWORD, now=NOW)
    assert officer == cast.head
    assert officer.check_password(PASSWORD) is True
    with pytest.raises(Refused, match="already"):
        actions.activate("puluong.lanhdao", slip.code, PASSWORD, now=NOW)
    chain = cast.committee_pu_luong.chain
    assert done() == [
        (chain, "thanhhoa.lanhdao", "slip renewed"),
        (chain, "puluong.lanhdao", "account activated"),
    ]


def test_a_code_is_kept_as_a_digest_only(cast: Cast) -> None:
    slip = slip_for(cast)
    kept = ActivationCode.objects.values_list("digest", flat=True).get()
    assert kept == digest_of(slip.code.replace("-", ""))


@pytest.mark.parametrize(("days", "opens"), [(29, True), (30, False)])
def test_a_code_expires_after_thirty_days(cast: Cast, days: int, opens: bool) -> None:
    slip, later = slip_for(cast), NOW + timedelta(days=days)
    if opens:
        assert actions.activate("puluong.lanhdao", slip.code, PASSWORD, now=later) == cast.head
    else:
        with pytest.raises(Refused, match="expired"):
            actions.activate("puluong.lanhdao", slip.code, PASSWORD, now=later)


def test_an_unknown_name_and_a_wrong_code_sound_the_same(cast: Cast) -> None:
    slip = slip_for(cast)
    said = set()
    for name, code in (
        ("nobody", slip.code),
        ("puluong.canbo", slip.code),
        ("puluong.lanhdao", "0000-0000-0000-0000-0000"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.activate(name, code, PASSWORD, now=NOW)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_a_renewed_slip_voids_the_one_before(cast: Cast) -> None:
    first, second = slip_for(cast), slip_for(cast)
    with pytest.raises(Refused, match="do not fit"):
        actions.activate("puluong.lanhdao", first.code, PASSWORD, now=NOW)
    assert actions.activate("puluong.lanhdao", second.code, PASSWORD, now=NOW) == cast.head


def test_a_clerk_cannot_renew_his_own_heads_slip(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.renew_slip(cast.head, by=cast.clerk, now=NOW)
    assert ActivationCode.objects.count() == 0


def test_a_neighbour_finds_no_account(cast: Cast) -> None:
    with pytest.raises(Http404):
        actions.renew_slip(cast.head, by=cast.neighbour, now=NOW)


# Handing over, closing ------------------------------------------------------------------------------


def test_handing_over_changes_the_holder_and_ends_tokens(cast: Cast) -> None:
    token, secret = actions.make_token(cast.clerk, "sync", days=30, may_write=True, now=NOW)
    assert access.token_of(secret, now=NOW) == token
    before = cast.clerk.get_session_auth_hash()
    slip = actions.hand_over(cast.clerk, "Vi Văn Bình", "Công chức", by=cast.head, now=NOW)
    officer = Officer.objects.get(pk=cast.clerk.pk)
    assert (officer.username, officer.name, officer.post) == ("puluong.canbo", "Vi Văn Bình", "Công chức")
    assert (officer.has_usable_password(), officer.get_session_auth_hash() == before) == (False, False)
    assert access.token_of(secret, now=NOW) is None
    assert actions.activate("puluong.canbo", slip.code, PASSWORD, now=NOW) == officer
    assert [action for _chain, _by, action in done()] == [
        "token made",
        "account handed over",
        "account activated",
    ]


def test_a_head_does_not_hand_over_his_own_account(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.hand_over(cast.head, "Ai Đó", "", by=cast.head, now=NOW)


def test_a_closed_account_opens_nothing(cast: Cast) -> None:
    _token, secret = actions.make_token(cast.clerk, "sync", days=30, may_write=False, now=NOW)
    slip = actions.renew_slip(cast.clerk, by=cast.head, now=NOW)
    actions.close_account(cast.clerk, reason="Nghỉ hưu", by=cast.head, now=NOW)
    assert access.token_of(secret, now=NOW) is None
    assert access.visible(Officer.objects.get(pk=cast.clerk.pk)).count() == 0
    with pytest.raises(Refused):
        actions.activate("puluong.canbo", slip.code, PASSWORD, now=NOW)
    with pytest.raises(Conflict):
        actions.renew_slip(Officer.objects.get(pk=cast.clerk.pk), by=cast.head, now=NOW)
    assert Row.objects.order_by("-id").values_list("action", "reason")[0] == ("account closed", "Nghỉ hưu")


# Tokens ------------------------------------------------------------------------------


def test_a_token_is_valid_until_it_expires_or_is_revoked(cast: Cast) -> None:
    token, secret = actions.make_token(cast.clerk, "sync", days=1, may_write=False, now=NOW)
    assert secret not in token.digest
    assert access.token_of(secret, now=NOW + timedelta(hours=23)) == token
    assert access.token_of(secret, now=NOW + timedelta(days=1)) is None
    actions.revoke_token(token, now=NOW)
    assert access.token_of(secret, now=NOW) is None
    with pytest.raises(Conflict):
        actions.revoke_token(token, now=NOW)


@pytest.mark.parametrize("days", [0, 366])
def test_a_token_lives_a_year_at_most(cast: Cast, days: int) -> None:
    with pytest.raises(Refused):
        actions.make_token(cast.clerk, "sync", days=days, may_write=False, now=NOW)


def test_a_viewers_token_cannot_write(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.make_token(cast.viewer, "sync", days=1, may_write=True, now=NOW)
    assert ApiToken.objects.count() == 0


# Organisations ------------------------------------------------------------------------------


def test_a_commune_adds_a_school_that_the_circular_leaves_out(cast: Cast) -> None:
    school = actions.add(
        cast.committee_pu_luong,
        "primary_or_kindergarten",
        " Trường Mầm non  Pù Luông ",
        "MN",
        by=cast.clerk,
        now=NOW,
    )
    assert (school.name, school.kind, school.subject) == ("Trường Mầm non Pù Luông", "school", "excluded")
    assert parent(school) == cast.committee_pu_luong
    assert done() == [(school.chain, "puluong.canbo", "organisation added")]


def test_nothing_is_added_under_a_province(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.add(cast.committee_38, "agency", "Sở Tư pháp", "STP", by=cast.province_head, now=NOW)


def test_a_viewer_adds_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.add(cast.committee_pu_luong, "agency", "Trạm y tế", "TYT", by=cast.viewer, now=NOW)


def test_a_corrected_name_leaves_no_former_name(cast: Cast) -> None:
    unit = cast.committee_pu_luong
    actions.correct(unit, "Ban Chỉ đạo 138 xã Pù Luông", "BCĐ", version=1, by=cast.head, now=NOW)
    assert (unit.name, unit.folded, unit.version) == (
        "Ban Chỉ đạo 138 xã Pù Luông",
        "ban chi dao 138 xa pu luong",
        2,
    )
    assert unit.former_names.count() == 0


def test_a_new_name_keeps_the_former_one_with_its_last_day(cast: Cast) -> None:
    unit, since = cast.committee_pu_luong, date(2026, 9, 1)
    actions.rename(unit, "BCĐ 138 Pù Luông", "BCĐ", since=since, version=1, by=cast.head, now=NOW)
    assert list(unit.former_names.values_list("name", "valid_to")) == [
        ("Ban Chỉ đạo xã Pù Luông", date(2026, 8, 31))
    ]
    with pytest.raises(Refused):
        actions.rename(unit, "Khác", "K", since=since, version=2, by=cast.head, now=NOW)


def test_a_change_to_an_older_version_is_refused(cast: Cast) -> None:
    actions.correct(cast.committee_pu_luong, "A", "A", version=1, by=cast.head, now=NOW)
    with pytest.raises(Conflict):
        actions.correct(cast.committee_pu_luong, "B", "B", version=1, by=cast.clerk, now=NOW)
    assert Organisation.objects.get(pk=cast.committee_pu_luong.pk).name == "A"


def test_a_closed_unit_stays_visible_above_and_its_accounts_end(cast: Cast) -> None:
    unit = cast.committee_pu_luong
    actions.close(unit, TODAY, reason="Sáp nhập", version=1, by=cast.province_head, now=NOW)
    assert unit in access.visible(cast.province_head)
    assert set(unit.officers.values_list("is_active", flat=True)) == {False}
    assert done() == [(unit.chain, "thanhhoa.lanhdao", "organisation closed")]


def test_a_unit_with_others_under_it_is_not_closed(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.close(cast.committee_38, TODAY, reason="x", version=1, by=cast.province_head, now=NOW)
    actions.add(cast.committee_pu_luong, "agency", "Trạm y tế", "TYT", by=cast.clerk, now=NOW)
    with pytest.raises(Refused):
        actions.close(cast.committee_pu_luong, TODAY, reason="x", version=1, by=cast.province_head, now=NOW)
    assert Organisation.objects.filter(valid_to__isnull=False).count() == 0


def test_a_unit_moves_from_a_day(cast: Cast) -> None:
    unit, since = cast.committee_pu_luong, date(2026, 7, 1)
    ministry_head = Officer.objects.create(
        username="bo.lanhdao", name="A", organisation=cast.ministry, role="head", scope="subtree"
    )
    actions.move(unit, cast.committee_37, since=since, version=1, by=ministry_head, now=NOW)
    links = OrganisationParent.objects.filter(child=unit).order_by("pk")
    assert list(links.values_list("parent", "valid_from", "valid_to")) == [
        (cast.committee_38.pk, None, date(2026, 6, 30)),
        (cast.committee_37.pk, since, None),
    ]
    assert (unit in access.visible(cast.province_head), unit in access.visible(cast.neighbour)) == (
        False,
        True,
    )
    with pytest.raises(Refused):
        actions.move(unit, cast.committee_38, since=since, version=2, by=ministry_head, now=NOW)


def test_a_unit_never_stands_under_its_own(cast: Cast) -> None:
    ministry_head = Officer.objects.create(
        username="bo.lanhdao", name="A", organisation=cast.ministry, role="head", scope="subtree"
    )
    with pytest.raises(Refused):
        actions.move(
            cast.committee_38, cast.committee_pu_luong, since=TODAY, version=1, by=ministry_head, now=NOW
        )
    assert parent(cast.committee_38) == cast.ministry


def test_a_province_cannot_move_a_unit_to_its_neighbour(cast: Cast) -> None:
    with pytest.raises(Http404):
        actions.move(
            cast.committee_pu_luong,
            cast.committee_37,
            since=TODAY,
            version=1,
            by=cast.province_head,
            now=NOW,
        )


# Set-up ------------------------------------------------------------------------------


def all_wanted(cast: Cast) -> list[actions.Wanted]:
    lines = queries.proposal(cast.thanh_hoa, TODAY)
    return [actions.Wanted(line.key, line.name, line.abbreviation) for line in lines]


def test_the_proposal_has_four_bodies_of_the_province_and_of_each_commune(cast: Cast) -> None:
    lines = queries.proposal(cast.thanh_hoa, TODAY)
    assert [line.key for line in lines if line.kind is Kind.POLICE] == [
        "38.police",
        "14854.police",
        "14896.police",
    ]
    assert len(lines) == 12
    assert [line.name for line in lines if line.organisation] == [
        "Ban Chỉ đạo 138 tỉnh Thanh Hóa",
        "Ban Chỉ đạo xã Ba Đình",
        "Ban Chỉ đạo xã Pù Luông",
    ]


def test_a_province_is_set_up_in_one_act(cast: Cast) -> None:
    result = actions.set_up_province(cast.thanh_hoa, all_wanted(cast), by=cast.province_head, now=NOW)
    assert (result.added, result.renamed) == (9, 0)
    bodies = {(row.place_id, row.kind): row for row in Organisation.objects.all()}
    police, front = (bodies[cast.thanh_hoa.pk, kind] for kind in ("police", "fatherland_front"))
    assert parent(bodies[cast.pu_luong.pk, "police"]) == police
    assert parent(bodies[cast.ba_dinh.pk, "fatherland_front"]) == front
    assert parent(police) == cast.committee_38
    assert parent(cast.committee_38) == cast.ministry
    assert done() == [(cast.committee_38.chain, "thanhhoa.lanhdao", "units set up")]


def test_setting_up_twice_adds_nothing(cast: Cast) -> None:
    actions.set_up_province(cast.thanh_hoa, all_wanted(cast), by=cast.province_head, now=NOW)
    again = actions.set_up_province(cast.thanh_hoa, all_wanted(cast), by=cast.province_head, now=NOW)
    assert (again.added, again.renamed) == (0, 0)


def test_a_body_left_out_is_not_made_and_its_counterpart_goes_to_the_committee(cast: Cast) -> None:
    rows = [row for row in all_wanted(cast) if row.key != "38.police"]
    actions.set_up_province(cast.thanh_hoa, rows, by=cast.province_head, now=NOW)
    police = Organisation.objects.get(kind="police", place=cast.pu_luong)
    assert Organisation.objects.filter(kind="police").count() == 2
    assert parent(police) == cast.committee_38


def test_a_corrected_name_of_a_standing_body_is_taken(cast: Cast) -> None:
    wanted = [actions.Wanted("14896.steering_committee", "BCĐ 138 xã Pù Luông", "BCĐ138")]
    result = actions.set_up_province(cast.thanh_hoa, wanted, by=cast.province_head, now=NOW)
    row = Organisation.objects.get(pk=cast.committee_pu_luong.pk)
    assert (result.added, result.renamed) == (0, 1)
    assert (row.name, row.abbreviation, row.version) == ("BCĐ 138 xã Pù Luông", "BCĐ138", 2)


def test_another_provinces_unit_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="13753"):
        actions.set_up_province(
            cast.thanh_hoa, [actions.Wanted("13753.police", "x", "x")], by=cast.province_head, now=NOW
        )


def test_a_neighbour_and_a_commune_set_up_no_province(cast: Cast) -> None:
    for officer in (cast.neighbour, cast.head):
        with pytest.raises(Http404):
            actions.set_up_province(cast.thanh_hoa, [], by=officer, now=NOW)


def test_accounts_for_all_come_in_one_act(cast: Cast) -> None:
    actions.set_up_province(cast.thanh_hoa, all_wanted(cast), by=cast.province_head, now=NOW)
    slips = actions.make_accounts(by=cast.province_head, now=NOW)
    names = {slip.officer.username for slip in slips}
    # 12 units x 2, less three that stand: Pù Luông's clerk and head, the province's head
    assert (len(slips), len(names)) == (21, 21)
    assert {"thanhhoa.canbo", "badinh.lanhdao", "puluong.congan.canbo", "thanhhoa.ubnd.lanhdao"} <= names
    assert {slip.officer.has_usable_password() for slip in slips} == {False}
    assert actions.make_accounts(by=cast.province_head, now=NOW) == []
    last = slips[-1]
    assert actions.activate(last.officer.username, last.code, PASSWORD, now=NOW) == last.officer


def test_a_clerk_opens_no_account_in_his_own_unit(cast: Cast) -> None:
    cast.head.delete()
    assert actions.make_accounts(by=cast.clerk, now=NOW) == []


def test_lost_slips_are_renewed_in_one_act_but_not_those_of_used_accounts(cast: Cast) -> None:
    first = actions.make_accounts(by=cast.province_head, now=NOW)
    below = [slip for slip in first if slip.officer.organisation_id != cast.committee_38.pk]
    used = below[0]
    actions.activate(used.officer.username, used.code, PASSWORD, now=NOW)
    renewed = actions.renew_unused_slips(by=cast.province_head, now=NOW)
    assert {slip.officer.pk for slip in renewed} == {slip.officer.pk for slip in below[1:]}


def test_the_first_office_is_founded_from_the_command_line(cast: Cast) -> None:
    cast.neighbour.delete()
    found = actions.found_office(cast.ninh_binh, "", "Phạm Đức Long", renew=False, now=NOW)
    assert found is not None
    office, slip = found
    assert (office, slip.officer.username, slip.officer.name) == (
        cast.committee_37,
        "ninhbinh.lanhdao",
        "Phạm Đức Long",
    )
    assert (slip.officer.role, slip.officer.scope) == (Role.HEAD, "subtree")
    assert actions.found_office(cast.ninh_binh, "", "", renew=False, now=NOW) is None
    renewed = actions.found_office(cast.ninh_binh, "", "", renew=True, now=NOW)
    assert renewed is not None
    assert renewed[1].code != slip.code
    assert [action for _chain, _by, action in done()] == ["account opened", "slip renewed"]


def test_a_ministry_founded_late_gathers_the_provinces(cast: Cast) -> None:
    OrganisationParent.objects.filter(parent=cast.ministry).delete()
    Officer.objects.filter(organisation=cast.ministry).delete()
    cast.ministry.delete()
    found = actions.found_office(cast.nation, "", "", renew=False, now=NOW)
    assert found is not None
    ministry, slip = found
    assert (ministry.name, slip.officer.username) == ("Bộ Công an", "vietnam.lanhdao")
    assert {parent(cast.committee_38), parent(cast.committee_37)} == {ministry}
    assert access.visible(slip.officer).count() == 7
