from phongtrao.notices.actions.digests import make_digests, send_digests
from phongtrao.notices.actions.telling import New, mark_read, tell

__all__ = ["New", "make_digests", "mark_read", "send_digests", "tell"]
