"""Every address of the house: who opens it, with what. Words that the scene knows become its numbers."""

from dataclasses import dataclass

from django.urls import reverse

from phongtrao.parts import PARTS
from phongtrao.site.urls import urlpatterns
from tests.browser.scene import LEFT_EMPTY, SESSIONS, Scene


@dataclass(frozen=True)
class Visit:
    who: str
    args: tuple[str | int, ...] = ()
    query: str = ""

    def path(self, name: str, scene: Scene) -> str:
        known = {"year": scene.year, "place": scene.cast.thanh_hoa.key}
        args = [scene.numbers.get(str(arg), arg) for arg in self.args]
        return reverse(name, args=args) + self.query.format(**known)


CLERK, HEAD, PROVINCE, NOBODY = "clerk", "head", "province_head", ""
MINISTER, FRONT = "minister", "front"
TOTALS = f"indicator={SESSIONS}&year={{year}}"

PAGES: dict[str, list[Visit]] = {
    "desk:home": [Visit(CLERK), Visit(PROVINCE)],
    "figures:catalogue": [Visit(CLERK), Visit(CLERK, query="?q=mo+hinh")],
    "figures:indicator": [Visit(CLERK, ("models_recognized",))],
    "figures:totals": [Visit(CLERK), Visit(PROVINCE, query=f"?place=38&level=commune&years=2&{TOTALS}")],
    "figures:lines": [Visit(PROVINCE, query=f"?key={{place}}&{TOTALS}")],
    "figures:comparison": [
        Visit(PROVINCE),
        Visit(PROVINCE, query=f"?place=38&level=commune&years=2&{TOTALS}"),
    ],
    "figures:freezes": [Visit(PROVINCE)],
    "figures:freeze": [Visit(PROVINCE, ("freeze",))],
    "figures:figure": [Visit(PROVINCE, ("figure",))],
    "people:sign-in": [Visit(NOBODY)],
    "people:activate": [Visit(NOBODY, query="?name=puluong.canbo")],
    "people:account": [Visit(CLERK)],
    "people:password": [Visit(CLERK)],
    "people:tokens": [Visit(CLERK)],
    "people:set-up": [Visit(PROVINCE)],
    "people:units": [Visit(PROVINCE)],
    "people:organisations": [Visit(PROVINCE)],
    "people:organisation": [Visit(PROVINCE, ("unit",))],
    "people:name": [Visit(PROVINCE, ("unit",))],
    "people:close": [Visit(PROVINCE, ("unit",))],
    "people:move": [Visit(PROVINCE, ("unit",))],
    "people:add": [Visit(PROVINCE, ("unit",))],
    "people:open-account": [Visit(PROVINCE, ("unit",))],
    "people:hand-over": [Visit(PROVINCE, ("clerk",))],
    "people:close-account": [Visit(PROVINCE, ("clerk",))],
    "people:trail": [Visit(PROVINCE)],
    "places:search": [Visit(CLERK), Visit(CLERK, query="?q=nam+dinh")],
    "places:place": [Visit(CLERK, ("commune",)), Visit(CLERK, ("old province",)), Visit(CLERK, ("area",))],
    "places:areas": [Visit(CLERK, ("commune",))],
    "places:area-new": [Visit(CLERK, ("commune",))],
    "places:area-merger": [Visit(CLERK, ("commune",))],
    "places:area-file": [Visit(CLERK, ("commune",))],
    "places:area-name": [Visit(CLERK, ("commune", "area"))],
    "places:area-households": [Visit(CLERK, ("commune", "area"))],
    "places:area-division": [Visit(CLERK, ("commune", "area"))],
    "places:area-end": [Visit(CLERK, ("commune", "area"))],
    "documents:list": [Visit(CLERK), Visit(PROVINCE), Visit(CLERK, query="?q=ngay+hoi")],
    "documents:new": [Visit(CLERK)],
    "documents:document": [
        Visit(CLERK, ("document",)),
        Visit(CLERK, ("draft document",)),
        Visit(CLERK, ("signed document",)),
        Visit(HEAD, ("document",)),
        Visit(PROVINCE, ("document",)),
    ],
    "documents:change": [Visit(CLERK, ("checked document",))],
    "documents:signature": [Visit(CLERK, ("checked document",))],
    "documents:issue": [Visit(CLERK, ("signed document",))],
    "documents:withdrawal": [Visit(HEAD, ("document",))],
    "documents:drop": [Visit(CLERK, ("draft document",))],
    "documents:relations": [Visit(CLERK, ("replacing document",))],
    "documents:incoming": [Visit(CLERK), Visit(CLERK, query="?state=open")],
    "documents:new-incoming": [Visit(CLERK)],
    "documents:arrived": [Visit(CLERK, ("arrived",))],
    "documents:correct": [Visit(CLERK, ("arrived",))],
    "documents:handling": [Visit(CLERK, ("arrived",))],
    "documents:registers": [Visit(CLERK)],
    "documents:new-series": [Visit(CLERK)],
    "documents:series": [Visit(CLERK, ("series",))],
    "documents:register": [Visit(CLERK, ("register",))],
    "documents:cancellation": [Visit(CLERK, ("register", "kept number"))],
    "documents:letterhead": [Visit(CLERK)],
    "documents:signatories": [Visit(CLERK), Visit(HEAD)],
    "documents:signatory-end": [Visit(CLERK, ("signatory",))],
    "notices:list": [Visit(CLERK), Visit(PROVINCE)],
    "reports:annual": [Visit(PROVINCE)],
    "reports:list": [Visit(CLERK), Visit(PROVINCE)],
    "reports:ask": [Visit(PROVINCE)],
    "reports:request": [
        Visit(PROVINCE, ("request",)),
        Visit(PROVINCE, ("request",), "?state=accepted"),
        Visit(PROVINCE, ("request",), "?by=province"),
        Visit(MINISTER, ("asked above",)),
    ],
    "reports:registered": [Visit(PROVINCE, ("request",))],
    "reports:request-imports": [Visit(PROVINCE, ("request",))],
    "reports:comparison": [Visit(PROVINCE, ("request",))],
    "reports:completeness": [Visit(PROVINCE)],
    "reports:worklist": [Visit(PROVINCE)],
    "reports:import": [Visit(FRONT, ("import",))],
    "reports:import-file": [Visit(FRONT, ("import", "import file"))],
    "reports:calendar": [Visit(CLERK), Visit(PROVINCE)],
    "reports:feeds": [Visit(CLERK)],
    "reports:regimes": [Visit(PROVINCE)],
    "reports:new-regime": [Visit(PROVINCE)],
    "reports:regime": [Visit(PROVINCE, ("regime",))],
    "reports:regime-change": [Visit(PROVINCE, ("regime",))],
    "reports:regime-end": [Visit(PROVINCE, ("regime",))],
    "reports:earlier": [Visit(PROVINCE)],
    "reports:earlier-document": [Visit(PROVINCE)],
    "reports:forms": [Visit(PROVINCE)],
    "reports:form": [Visit(PROVINCE, ("form",))],
    "reports:form-preview": [Visit(PROVINCE, ("form", "commendation"))],
    "reports:draft": [Visit(PROVINCE, ("form draft",))],
    "reports:draft-publication": [Visit(PROVINCE, ("form draft",))],
    "reports:draft-preview": [Visit(PROVINCE, ("form draft", "outreach"))],
    "reports:draft-new-section": [Visit(PROVINCE, ("form draft",))],
    "reports:draft-section": [Visit(PROVINCE, ("form draft", "outreach"), "?q=mo+hinh")],
    "reports:draft-new-field": [Visit(PROVINCE, ("form draft", "outreach"), "?kind=narrative")],
    "reports:draft-field": [
        Visit(PROVINCE, ("form draft", "outreach", SESSIONS)),
        Visit(PROVINCE, ("form draft", "commendation", "awards")),
    ],
    "reports:report": [
        Visit(CLERK, ("returned",)),
        Visit(PROVINCE, ("accepted",)),
        Visit(PROVINCE, ("above",)),
        Visit(PROVINCE, ("draft",)),
    ],
    "reports:section": [
        Visit(CLERK, ("returned", LEFT_EMPTY)),
        Visit(CLERK, ("returned", "practices")),
        Visit(CLERK, ("returned", "people_help")),
        Visit(PROVINCE, ("above", "outreach")),
        Visit(PROVINCE, ("above", "commendation")),
    ],
    "reports:evidence": [Visit(CLERK, ("returned", SESSIONS))],
    "reports:check": [Visit(HEAD, ("returned",))],
    "reports:submission": [Visit(PROVINCE, ("sent", 1)), Visit(PROVINCE, ("accepted", 1))],
    "reports:papers": [Visit(CLERK, ("returned",)), Visit(PROVINCE, ("sent",))],
    "reports:report-imports": [Visit(CLERK, ("returned",))],
    "reports:sum": [Visit(PROVINCE, ("above", SESSIONS))],
    "reports:narrative": [Visit(PROVINCE, ("above", "directions"))],
    "reports:differences": [Visit(CLERK, ("returned",))],
    "reports:comments": [Visit(CLERK, ("returned",))],
    "reports:thread": [Visit(PROVINCE, ("returned", SESSIONS))],
    "reports:reopening": [Visit(PROVINCE, ("accepted",))],
    "reports:extensions": [Visit(HEAD, ("returned",))],
    "reports:extension": [Visit(PROVINCE, ("draft", "wish"))],
    "reports:acceptances": [Visit(PROVINCE)],
    "reports:receipt": [Visit(HEAD, ("returned", 1))],
    "reports:readings": [Visit(CLERK, ("returned",)), Visit(FRONT, ("front",))],
    "reports:reading": [
        Visit(FRONT, ("front", "reading")),
        Visit(FRONT, ("front", "reading"), "?order=doubt"),
        Visit(FRONT, ("front", "waiting")),
        Visit(FRONT, ("front", "unread")),
    ],
    "reports:reading-text": [Visit(FRONT, ("front", "reading"))],
    "reports:synonyms": [Visit(CLERK), Visit(FRONT)],
}
FILES: dict[str, Visit] = {
    "figures:evidence-file": Visit(PROVINCE, ("corrected figure",)),
    "documents:file": Visit(PROVINCE, ("document", 2)),
    "documents:incoming-file": Visit(CLERK, ("arrived",)),
    "people:units-file": Visit(PROVINCE),
    "reports:feed": Visit(NOBODY, ("secret",)),
    "reports:workbook": Visit(CLERK, ("returned",)),
    "reports:workbooks": Visit(PROVINCE, ("request",)),
    "reports:earlier-template": Visit(PROVINCE, query="?clock=calendar&first=2023&last=2024&level=commune"),
    "reports:word": Visit(CLERK, ("returned",)),
    "reports:pdf": Visit(CLERK, ("returned",)),
    "reports:paper-file": Visit(CLERK, ("returned", 1)),
    "reports:receipt-file": Visit(HEAD, ("returned", 1)),
    "reports:reading-file": Visit(FRONT, ("front", "reading")),
    "reports:reading-picture": Visit(FRONT, ("front", "reading", 1)),
    "reports:draft-file": Visit(CLERK, ("returned", SESSIONS)),
    "reports:sent-file": Visit(PROVINCE, ("sent", 1, SESSIONS)),
}
ACTS: dict[str, Visit] = {
    "figures:corrections": Visit(PROVINCE, ("figure",)),
    "documents:check": Visit(CLERK, ("draft document",)),
    "documents:number": Visit(CLERK, ("draft document",)),
    "documents:removal": Visit(CLERK, ("replacing document", "relation")),
    "documents:signatory-erasure": Visit(HEAD, ("signatory",)),
    "people:sign-out": Visit(CLERK),
    "people:revoke-token": Visit(CLERK, ("token",)),
    "people:accounts": Visit(PROVINCE),
    "people:slips": Visit(PROVINCE),
    "people:renew-slip": Visit(PROVINCE, ("clerk",)),
    "notices:reading": Visit(CLERK, (1,)),
    "notices:readings": Visit(CLERK),
    "reports:acceptance-check": Visit(PROVINCE),
    "reports:feed-revocation": Visit(CLERK, ("feed",)),
    "reports:adoption": Visit(PROVINCE, ("monthly",)),
    "reports:regime-requests": Visit(PROVINCE, ("regime",)),
    "reports:earlier-entry": Visit(PROVINCE),
    "reports:chases": Visit(PROVINCE, ("request",)),
    "reports:map-changes": Visit(PROVINCE, ("request",)),
    "reports:closing": Visit(PROVINCE, ("request",)),
    "reports:form-retirement": Visit(PROVINCE, ("form",)),
    "reports:draft-order": Visit(PROVINCE, ("form draft",)),
    "reports:draft-removal": Visit(PROVINCE, ("form draft",)),
    "reports:reopening-request": Visit(HEAD, ("accepted",)),
    "reports:reopening-refusal": Visit(PROVINCE, ("accepted",)),
    "reports:read-figure": Visit(FRONT, ("front", "reading", 3)),
    "reports:sure-figures": Visit(FRONT, ("front", "reading")),
    "reports:synonym-withdrawal": Visit(FRONT, (1,)),
    "reports:sums": Visit(PROVINCE, ("above",)),
    "reports:narrative-merge": Visit(PROVINCE, ("above", "directions")),
    "reports:narrative-order": Visit(PROVINCE, ("above", "directions")),
    "reports:removal": Visit(CLERK, ("returned", SESSIONS)),
    "reports:presence": Visit(CLERK, ("returned",)),
    "reports:submissions": Visit(HEAD, ("returned",)),
    "reports:return": Visit(PROVINCE, ("sent", 1)),
    "reports:acceptance": Visit(PROVINCE, ("sent", 1)),
}


def names() -> list[str]:
    """Of the parts' addresses, as they are reversed."""
    parts = [entry for entry in urlpatterns if getattr(entry, "namespace", None) in PARTS]
    return sorted(f"{part.namespace}:{pattern.name}" for part in parts for pattern in part.url_patterns)
