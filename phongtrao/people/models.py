from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from phongtrao.kit.ready import ready
from phongtrao.people.rules import Kind, Role, Scope, Subject
from phongtrao.places.models import Place, in_order

KINDS = [(kind.value, kind.label) for kind in Kind]
ROLES = [(role.value, role.label) for role in Role]
SCOPES = [(scope.value, scope.label) for scope in Scope]
SUBJECTS = [(subject.value, subject.label) for subject in Subject]


class Organisation(models.Model):
    """A body that reports, leads, signs or is commended. Belongs to a place; 3,321 communes but 3,319 commune
    police units: two registries."""

    kind = models.CharField(max_length=30, choices=KINDS)
    name = models.CharField(max_length=250)
    abbreviation = models.CharField(max_length=40, help_text="For document symbols: 05/BC-BCĐ")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="organisations")
    subject = models.CharField(max_length=20, choices=SUBJECTS, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    folded = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=500)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [in_order("valid_from", "valid_to", "organisation_days_in_order")]
        indexes = [models.Index(fields=["kind"])]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """The name of its chain in the trail."""
        return f"organisation:{self.pk}"

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"people.organisation:{self.pk}"

    def snapshot(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "name": self.name,
            "abbreviation": self.abbreviation,
            "place": self.place_id,
            "subject": self.subject,
            "valid_to": self.valid_to,
        }


class FormerName(models.Model):
    """What an organisation was called until a day: its documents of that time bear this name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=250)
    abbreviation = models.CharField(max_length=40)
    valid_to = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_to"], name="one_former_name_a_day")
        ]


class OrganisationParent(models.Model):
    """To whom an organisation reports, from a day to a day."""

    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="child_rows")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            in_order("valid_from", "valid_to", "organisation_parent_days"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="organisation_not_own_parent"),
            models.UniqueConstraint(
                fields=["child"], condition=Q(valid_to__isnull=True), name="one_open_parent_an_organisation"
            ),
        ]


class OfficerManager(BaseUserManager["Officer"]):
    def get_by_natural_key(self, username: str | None) -> "Officer":
        found = _named((username or "").lower())
        if not found:
            raise Officer.DoesNotExist
        return found[0]


class Officer(AbstractBaseUser):
    """An account holder, with the least that serves. The account stays with the post: when it is handed over,
    its user name stays and its holder changes."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="officers")
    role = models.CharField(max_length=10, choices=ROLES)
    scope = models.CharField(max_length=10, choices=SCOPES)
    language = models.CharField(max_length=2, default="vi")
    contact_number = models.CharField(max_length=15, blank=True, help_text="As the holder entered it himself")
    email = models.EmailField(blank=True, help_text="As the holder entered it himself; for the daily digest")
    is_active = models.BooleanField(default=True)
    credentials = models.PositiveIntegerField(default=0, help_text="Grows to end all sessions at once")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = OfficerManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_officer_a_username")]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}{self.credentials}"

    @property
    def trail_name(self) -> str:
        return self.username

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"people.officer:{self.pk}"

    def snapshot(self) -> dict[str, Any]:
        return {
            "username": self.username,
            "name": self.name,
            "post": self.post,
            "role": self.role,
            "scope": self.scope,
            "active": self.is_active,
            "credentials": self.credentials,
        }


@ready
def _named(lowered: str) -> models.QuerySet[Officer]:
    return Officer.objects.alias(lowered=Lower("username")).filter(lowered=lowered)


class ActivationCode(models.Model):
    """A one-time code on an A4 slip: sets the first password, or a new one when it was lost."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=150)


class ApiToken(models.Model):
    """A key of one officer for programs: hashed, expiring, for reading or also for writing."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def snapshot(self) -> dict[str, Any]:
        return {"officer": self.officer_id, "name": self.name, "may_write": self.may_write}
