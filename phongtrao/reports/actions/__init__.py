"""What is done with reports, one verb each."""

from phongtrao.reports.actions.accepting import MOST_AT_ONCE, Decided, Result, Tick, accept_many
from phongtrao.reports.actions.asking import ask, load_forms, publish
from phongtrao.reports.actions.building import StaleDraft, begin, discard, publish_draft, retire, save_draft
from phongtrao.reports.actions.calendar import make_feed, revoke_feed
from phongtrao.reports.actions.chasing import chase, close, remind
from phongtrao.reports.actions.commenting import comment
from phongtrao.reports.actions.consolidating import arrange, merge, take_totals
from phongtrao.reports.actions.deciding import accept, return_
from phongtrao.reports.actions.earlier import enter_earlier
from phongtrao.reports.actions.editing import edit_text
from phongtrao.reports.actions.filling import attach, detach, keep_as_typed, save_section
from phongtrao.reports.actions.following import follow_map, follow_maps
from phongtrao.reports.actions.from_text import (
    begin_reading,
    note_failed,
    note_read,
    places_of,
    store_narrative,
    tell_progress,
)
from phongtrao.reports.actions.handing_in import Kept, hand_in, keep, must_hand_in
from phongtrao.reports.actions.imports import give_up, take
from phongtrao.reports.actions.letters import draft_letter
from phongtrao.reports.actions.many import save_many
from phongtrao.reports.actions.papers import file_paper
from phongtrao.reports.actions.presence import look_in
from phongtrao.reports.actions.regimes import Terms, adopt, ask_period, change_regime, end_regime, make_regime
from phongtrao.reports.actions.reopening import ask_to_reopen, keep_closed, reopen
from phongtrao.reports.actions.sending import new_key, submit
from phongtrao.reports.actions.taking import Differs, drop_figure, pick_up, take_figure, take_sure
from phongtrao.reports.actions.teaching import synonyms_of, withdraw_synonym

__all__ = [
    "MOST_AT_ONCE",
    "Decided",
    "Differs",
    "Kept",
    "Result",
    "StaleDraft",
    "Terms",
    "Tick",
    "accept",
    "accept_many",
    "adopt",
    "arrange",
    "ask",
    "ask_period",
    "ask_to_reopen",
    "attach",
    "begin",
    "begin_reading",
    "change_regime",
    "chase",
    "close",
    "comment",
    "detach",
    "discard",
    "draft_letter",
    "drop_figure",
    "edit_text",
    "end_regime",
    "enter_earlier",
    "file_paper",
    "follow_map",
    "follow_maps",
    "give_up",
    "hand_in",
    "keep",
    "keep_as_typed",
    "keep_closed",
    "load_forms",
    "look_in",
    "make_feed",
    "make_regime",
    "merge",
    "must_hand_in",
    "new_key",
    "note_failed",
    "note_read",
    "pick_up",
    "places_of",
    "publish",
    "publish_draft",
    "remind",
    "reopen",
    "retire",
    "return_",
    "revoke_feed",
    "save_draft",
    "save_many",
    "save_section",
    "store_narrative",
    "submit",
    "synonyms_of",
    "take",
    "take_figure",
    "take_sure",
    "take_totals",
    "tell_progress",
    "withdraw_synonym",
]
