"""One small fixed world that all tests share: a ministry, two provinces, four communes, five officers.

Thanh Hóa (38) goes on through the reform of 1 July 2025; Nam Định (36) and Ninh Bình (37) became the new
Ninh Bình (37). Two of Nam Định's old communes became one."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Model
from django.utils import timezone

from phongtrao.core.vietnamese import fold, sort_key
from phongtrao.figures.actions import load_catalogue
from phongtrao.figures.models import Indicator
from phongtrao.people.actions import make_token
from phongtrao.people.models import Officer, Organisation, OrganisationParent
from phongtrao.people.rules import Kind, Role, Scope
from phongtrao.places.models import Loaded, Place, PlaceName, PlaceParent, Succession

REFORM = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # 10:00 in Hà Nội
TODAY = date(2026, 11, 20)
PASSWORD = "một-mật-khẩu-dài"


@dataclass
class Cast:
    nation: Place
    thanh_hoa: Place
    ninh_binh: Place
    nam_dinh: Place
    old_ninh_binh: Place
    pu_luong: Place
    ba_dinh: Place
    vu_ban: Place
    hoa_lu: Place
    minh_tan: Place
    hop_hung: Place
    ministry: Organisation
    committee_38: Organisation
    committee_37: Organisation
    committee_pu_luong: Organisation
    committee_ba_dinh: Organisation
    committee_vu_ban: Organisation
    committee_hoa_lu: Organisation
    clerk: Officer  # of Pù Luông: fills
    head: Officer  # of Pù Luông: sends up
    province_head: Officer  # of Thanh Hóa: asks, accepts, returns
    neighbour: Officer  # head of Ninh Bình's committee
    viewer: Officer  # of the ministry: looks at everything


def token(officer: Officer, *, may_write: bool = False) -> str:
    """A key of an officer for the API, made now."""
    return make_token(officer, "test", days=1, may_write=may_write, now=timezone.now())[1]


WRITTEN: tuple[type[Model], ...] = (
    Loaded,
    Indicator,
    Place,
    PlaceName,
    PlaceParent,
    Succession,
    Organisation,
    OrganisationParent,
    Officer,
)
KEPT: list[tuple[Cast, list[list[Model]]]] = []


def raise_curtain() -> Cast:
    """Written once a process; the rows are then put back as they were, under the same numbers, which takes a
    tenth of the time."""
    if not KEPT:
        others = [list(model._default_manager.values_list("pk", flat=True)) for model in WRITTEN]
        raised = _first()
        rows = [list(m._default_manager.exclude(pk__in=pks)) for m, pks in zip(WRITTEN, others, strict=True)]
        KEPT.append((raised, rows))
    else:
        for model, rows in zip(WRITTEN, KEPT[0][1], strict=True):
            model._default_manager.bulk_create(rows)
    return deepcopy(KEPT[0][0])


def _first() -> Cast:
    load_catalogue(now=NOW)
    places = _places()
    organisations = _organisations(places)
    return Cast(**places, **organisations, **_officers(organisations))


def _place(
    key: str, level: str, code: str, kind: str, name: str, days: tuple[date | None, date | None]
) -> Place:
    first, last = days
    place = Place.objects.create(key=key, level=level, valid_from=first, valid_to=last)
    PlaceName.objects.create(
        place=place,
        code=code,
        name=name,
        kind=kind,
        valid_from=first,
        valid_to=last,
        folded=fold(name),
        sort_key=sort_key(name),
    )
    return place


def _under(child: Place, parent: Place) -> None:
    PlaceParent.objects.create(
        child=child, parent=parent, valid_from=child.valid_from, valid_to=child.valid_to
    )


def _places() -> dict[str, Place]:
    always, old, new = (None, None), (None, BEFORE), (REFORM, None)
    nation = _place("VN", "nation", "VN", "Quốc gia", "Việt Nam", always)
    thanh_hoa = _place("p38", "province", "38", "Tỉnh", "Thanh Hóa", always)
    nam_dinh = _place("p36", "province", "36", "Tỉnh", "Nam Định", old)
    old_ninh_binh = _place("p37", "province", "37", "Tỉnh", "Ninh Bình", old)
    ninh_binh = _place("p37-2025", "province", "37", "Tỉnh", "Ninh Bình", new)
    found = {
        "pu_luong": _place("c14896", "commune", "14896", "Xã", "Pù Luông", new),
        "ba_dinh": _place("c14854", "commune", "14854", "Xã", "Ba Đình", new),
        "vu_ban": _place("c13753", "commune", "13753", "Xã", "Vụ Bản", new),
        "hoa_lu": _place("c14362", "commune", "14362", "Phường", "Hoa Lư", new),
        "minh_tan": _place("c13750", "commune", "13750", "Xã", "Minh Tân", old),
        "hop_hung": _place("c13756", "commune", "13756", "Xã", "Hợp Hưng", old),
    }
    for province in (thanh_hoa, nam_dinh, old_ninh_binh, ninh_binh):
        _under(province, nation)
    for name, province in (
        ("pu_luong", thanh_hoa),
        ("ba_dinh", thanh_hoa),
        ("vu_ban", ninh_binh),
        ("hoa_lu", ninh_binh),
        ("minh_tan", nam_dinh),
        ("hop_hung", nam_dinh),
    ):
        _under(found[name], province)
    for old_place, new_place in (
        (nam_dinh, ninh_binh),
        (old_ninh_binh, ninh_binh),
        (found["minh_tan"], found["vu_ban"]),
        (found["hop_hung"], found["vu_ban"]),
    ):
        Succession.objects.create(old=old_place, new=new_place, on=REFORM, kind="merge", whole=True)
    provinces = {"thanh_hoa": thanh_hoa, "ninh_binh": ninh_binh, "nam_dinh": nam_dinh}
    return {"nation": nation, "old_ninh_binh": old_ninh_binh, **provinces, **found}


def _organisation(kind: Kind, name: str, place: Place, parent: Organisation | None) -> Organisation:
    row = Organisation.objects.create(
        kind=kind.value,
        name=name,
        abbreviation="BCĐ" if kind is Kind.STEERING_COMMITTEE else "BCA",
        place=place,
        folded=fold(name),
        sort_key=sort_key(name),
    )
    if parent is not None:
        OrganisationParent.objects.create(child=row, parent=parent)
    return row


def _organisations(places: dict[str, Place]) -> dict[str, Organisation]:
    ministry = _organisation(Kind.MINISTRY, "Bộ Công an", places["nation"], None)
    committee = Kind.STEERING_COMMITTEE
    found = {"ministry": ministry}
    for name, title, place, above in (
        ("committee_38", "Ban Chỉ đạo 138 tỉnh Thanh Hóa", "thanh_hoa", "ministry"),
        ("committee_37", "Ban Chỉ đạo 138 tỉnh Ninh Bình", "ninh_binh", "ministry"),
        ("committee_pu_luong", "Ban Chỉ đạo xã Pù Luông", "pu_luong", "committee_38"),
        ("committee_ba_dinh", "Ban Chỉ đạo xã Ba Đình", "ba_dinh", "committee_38"),
        ("committee_vu_ban", "Ban Chỉ đạo xã Vụ Bản", "vu_ban", "committee_37"),
        ("committee_hoa_lu", "Ban Chỉ đạo phường Hoa Lư", "hoa_lu", "committee_37"),
    ):
        found[name] = _organisation(committee, title, places[place], found[above])
    return found


def _officer(username: str, name: str, organisation: Organisation, role: Role, scope: Scope) -> Officer:
    return Officer.objects.create(
        username=username,
        name=name,
        organisation=organisation,
        role=role.value,
        scope=scope.value,
        password="!",
    )


def _officers(organisations: dict[str, Organisation]) -> dict[str, Officer]:
    return {
        "clerk": _officer(
            "puluong.canbo", "Hà Thị Mai", organisations["committee_pu_luong"], Role.CLERK, Scope.OWN
        ),
        "head": _officer(
            "puluong.lanhdao", "Lê Văn Sơn", organisations["committee_pu_luong"], Role.HEAD, Scope.OWN
        ),
        "province_head": _officer(
            "thanhhoa.lanhdao", "Trần Thu Hà", organisations["committee_38"], Role.HEAD, Scope.SUBTREE
        ),
        "neighbour": _officer(
            "ninhbinh.lanhdao", "Phạm Đức Long", organisations["committee_37"], Role.HEAD, Scope.SUBTREE
        ),
        "viewer": _officer(
            "bo.theodoi", "Vũ Minh Anh", organisations["ministry"], Role.VIEWER, Scope.SUBTREE
        ),
    }
