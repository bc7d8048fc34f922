import argparse

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.kit.console import Refusal, must_be_set_up, print_json, say
from phongtrao.kit.writing import at_home, written_day
from phongtrao.people import actions
from phongtrao.places import queries as places

PAGE = "/people/activation/"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("office", help=_("found the first office and its head's account"))
    parser.add_argument("code", metavar="CODE", help=_("code of the province; VN for the ministry"))
    parser.add_argument("--name", default="", help=_("name of the steering committee, if not the usual one"))
    parser.add_argument("--holder", default="", help=_("name of the head who will hold the account"))
    parser.add_argument(
        "--address", default="http://127.0.0.1:8138", help=_("address at which officers reach this server")
    )
    parser.add_argument("--renew", action="store_true", help=_("a new code for the head"))
    parser.add_argument("--json", action="store_true", help=_("print JSON"))
    parser.set_defaults(run=run_office)


def run_office(options: argparse.Namespace) -> None:
    """The first account of all; the code stands in the output only."""
    must_be_set_up("people_officer", real=True)
    now = timezone.now()
    try:
        place = places.by_code(options.code, at_home(now).date())
    except places.UnknownPlace as problem:
        raise Refusal(_("No province bears the code %(code)s today.") % {"code": options.code}) from problem
    if place.level not in ("nation", "province"):
        raise Refusal(_("%(code)s is not a province: its own province sets it up.") % {"code": options.code})
    found = actions.found_office(place, options.name, options.holder, renew=options.renew, now=now)
    if found is None:
        raise Refusal(_("This office stands already. With --renew its head gets a new code."))
    office, slip = found
    facts = {
        "office": office.name,
        "address": options.address.rstrip("/") + PAGE,
        "username": slip.officer.username,
        "code": slip.code,
        "expires": at_home(slip.expires_at).date().isoformat(),
    }
    if options.json:
        print_json(facts)
        return
    words = {**facts, "expires": written_day(slip.expires_at)}
    say(_("%(office)s\nAddress: %(address)s\nUser name: %(username)s") % words)
    say(_("One-time code: %(code)s (valid until %(expires)s, shown only now)") % words)
