"""What stands above a signature. # NĐ 30/2020/NĐ-CP, Annex I, part I.II.7"""

from phongtrao.documents.rules.letterhead import PREFIXES, Authority

DEPUTY = "phó "
FOR_ANOTHER = frozenset({Authority.FOR, Authority.BY_ORDER, Authority.BY_AUTHORISATION})


def head_post(post: str) -> str:
    """Whose post a deputy signs for: "Trưởng ban" of "Phó Trưởng ban"; empty where it isn't known."""
    if not post.lower().startswith(DEPUTY):
        return ""
    rest = post[len(DEPUTY) :].strip()
    return rest[:1].upper() + rest[1:]


def signed_for(
    authority: Authority, post: str, for_post: str, *, body: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of authority, and those of the post: "KT. TRƯỞNG BAN" above "PHÓ TRƯỞNG BAN"; a deputy who signs in a
    body's name has "TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN"."""
    own = post.upper()
    if authority is Authority.ON_BEHALF:
        deputy = (f"{PREFIXES[Authority.FOR]} {for_post.upper()}",) if for_post else ()
        return (f"{PREFIXES[authority]} {body.upper()}", *deputy), (own,)
    if authority in FOR_ANOTHER:
        asked = for_post or head_post(post)
        return (f"{PREFIXES[authority]} {asked.upper()}",), (own,)
    return (), (f"{PREFIXES[authority]} {own}".strip(),)
