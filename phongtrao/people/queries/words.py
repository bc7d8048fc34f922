"""Kinds, roles and scopes in the page's language."""

from django.utils.translation import gettext as _

from phongtrao.core.place import Level
from phongtrao.people.rules import Kind, Role, Scope


def kind_word(kind: str) -> str:
    return {
        Kind.STEERING_COMMITTEE: _("Steering committee"),
        Kind.PEOPLES_COMMITTEE: _("People's Committee"),
        Kind.POLICE: _("Police"),
        Kind.FATHERLAND_FRONT: _("Fatherland Front committee"),
        Kind.MEMBER_ORGANISATION: _("Member organisation of the Front"),
        Kind.AGENCY: _("Agency"),
        Kind.ENTERPRISE: _("Enterprise"),
        Kind.SCHOOL: _("School"),
        Kind.MINISTRY: _("Ministry of Public Security"),
    }[Kind(kind)]


def level_word(level: str) -> str:
    """Of the organisations whose places are of this level."""
    return {
        Level.PROVINCE: _("Provinces"),
        Level.DISTRICT: _("Districts (until 30/6/2025)"),
        Level.COMMUNE: _("Communes"),
    }[Level(level)]


def role_word(role: str) -> str:
    return {
        Role.CLERK: _("Clerk: fills in"),
        Role.HEAD: _("Head: sends up, accepts"),
        Role.VIEWER: _("Viewer: only looks"),
    }[Role(role)]


def scope_word(scope: str) -> str:
    return {Scope.OWN: _("Its own unit"), Scope.SUBTREE: _("Its own unit and those below")}[Scope(scope)]


def sorts() -> list[tuple[str, str]]:
    return [
        ("agency", _("Agency")),
        ("armed_forces", _("Armed forces' unit (outside Circular 124)")),
        ("enterprise", _("Enterprise")),
        ("small_enterprise", _("Small or micro enterprise (outside Circular 124)")),
        ("school", _("School")),
        ("primary_or_kindergarten", _("Primary school, kindergarten or crèche (outside Circular 124)")),
    ]
