from phongtrao.notices.queries.lists import Told, told, unread
from phongtrao.notices.queries.zalo import Chase, group_message, unit_message

__all__ = ["Chase", "Told", "group_message", "told", "unit_message", "unread"]
