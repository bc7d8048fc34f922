from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.security import HttpBearer

from phongtrao.kit.problems import PROBLEMS
from phongtrao.kit.refusals import Refused
from phongtrao.people import queries
from phongtrao.people.access import TokenRequest, token_of
from phongtrao.people.models import Officer, Organisation

router = Router()
MOST = 200


class Bearer(HttpBearer):
    """The API's door: `Authorization: Bearer <token>`. A token for reading only refuses to write."""

    def authenticate(self, request: HttpRequest, token: str) -> Officer | None:
        found = token_of(token, now=timezone.now())
        if found is None:
            return None
        if request.method not in ("GET", "HEAD", "OPTIONS") and not found.may_write:
            raise Refused(_("This token is for reading only; make one that may also write."))
        request.officer, request.token = found.officer, found  # type: ignore[attr-defined]
        return found.officer


class OrganisationOut(Schema):
    """`place` is the internal number of its place; `closed` its last day."""

    number: int
    kind: str
    name: str
    abbreviation: str
    place: int
    closed: str | None


class Me(Schema):
    username: str
    name: str
    post: str
    role: str
    scope: str
    organisation: OrganisationOut
    may_write: bool


class Organisations(Schema):
    count: int
    organisations: list[OrganisationOut]


@router.get("/me", response={200: Me, **PROBLEMS}, summary="The officer whose token this is")
def me(request: TokenRequest) -> Me:
    officer = request.officer
    return Me(
        username=officer.username,
        name=officer.name,
        post=officer.post,
        role=officer.role,
        scope=officer.scope,
        organisation=_out(officer.organisation),
        may_write=request.token.may_write,
    )


@router.get("/organisations", response={200: Organisations, **PROBLEMS}, summary="Organisations in scope")
def organisations(
    request: TokenRequest,
    q: Annotated[str, Query(max_length=200, description="words of the name; diacritics are not needed")] = "",
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> Organisations:
    found = queries.listed(request.officer, q)
    page = found[offset : offset + limit]
    return Organisations(count=found.count(), organisations=[_out(row) for row in page])


def _out(row: Organisation) -> OrganisationOut:
    return OrganisationOut(
        number=row.pk,
        kind=row.kind,
        name=row.name,
        abbreviation=row.abbreviation,
        place=row.place_id,
        closed=row.valid_to.isoformat() if row.valid_to else None,
    )
