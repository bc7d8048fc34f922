"""Refusals that say why, in words an officer can act on."""


class Refused(Exception):
    """The officer may see the record but not do this; the sentence says who can or what must come first."""


class Conflict(Exception):
    """Someone else was faster: the record is no longer what the officer saw."""
