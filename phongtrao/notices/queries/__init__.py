from phongtrao.notices.queries.lists import Told, newest_unread, told, unread
from phongtrao.notices.queries.zalo import Chase, group_message, unit_message

__all__ = ["Chase", "Told", "group_message", "newest_unread", "told", "unit_message", "unread"]
