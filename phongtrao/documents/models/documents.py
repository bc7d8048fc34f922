"""A document of an organisation, and what was done with it, act by act."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.documents.models.files import File
from phongtrao.documents.models.incoming import Incoming
from phongtrao.documents.models.letterhead import AUTHORITIES, PROFILES, Signatory
from phongtrao.documents.models.registers import Number, Series
from phongtrao.documents.rules import STANDING, DocumentState, Partner, Profile, RelationKind, joined, kind_of
from phongtrao.people.models import Organisation

STATES = [(state.value, state.value) for state in DocumentState]
BEARS = sorted(state.value for state in STANDING)
RELATIONS = [(kind.value, kind.value) for kind in RelationKind]


class Document(models.Model):
    """A document that an organisation makes and issues. While it is open its officers change it; what was issued is
    kept word for word in its Issue, and this row then only says how it stands. `number` and `issued_on` are None
    until then; `joint`: who issues it too, `together` those of them that work in this system; `folded`: what is
    searched."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=10)
    subject = models.CharField(max_length=500)
    symbol = models.CharField(max_length=60)
    profile = models.CharField(max_length=10, choices=PROFILES)
    addressees: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    recipients: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    joint: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    together = models.ManyToManyField(Organisation, related_name="joint_documents")
    state = models.CharField(max_length=10, choices=STATES, default=DocumentState.DRAFT.value)
    number = models.PositiveIntegerField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)
    folded = models.CharField(max_length=700, db_index=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DocumentState]), name="document_state_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=BEARS, number__isnull=False, issued_on__isnull=False)
                    | Q(number__isnull=True, issued_on__isnull=True) & ~Q(state__in=BEARS)
                ),
                name="what_was_issued_bears_a_number",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["organisation", "-saved_at"]),
            models.Index(fields=["number"]),
            models.Index(fields=["issued_on"]),
        ]

    def __str__(self) -> str:
        return self.written

    @property
    def record(self) -> str:
        """Its name in the trail."""
        return f"documents.document:{self.pk}"

    @property
    def written(self) -> str:
        """ "05/KH-BCĐ", with a blank before the stroke until it is numbered."""
        return joined(self.number, self.symbol, profile=Profile(self.profile))

    @property
    def partners(self) -> list[Partner]:
        """Who issues it together with the organisation, in the agreed order."""
        return [Partner(**one) for one in self.joint]

    @property
    def kind_vi(self) -> str:
        found = kind_of(self.kind)
        return found.vi if found else self.kind

    def snapshot(self) -> dict[str, Any]:
        names = (
            "kind",
            "subject",
            "symbol",
            "profile",
            "addressees",
            "recipients",
            "joint",
            "state",
            "number",
        )
        day = self.issued_on.isoformat() if self.issued_on else None
        return {**{name: getattr(self, name) for name in names}, "issued_on": day, "version": self.version}


class Content(models.Model):
    """A file of a document: the text as it was drafted, or what was signed (a scan, or a PDF signed digitally). The
    newest of each stands, all are kept. `sealed`: it bears a digital signature, whose worth is not judged here."""

    append_only = True

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="contents")
    sequence = models.PositiveIntegerField()
    signed = models.BooleanField(default=False)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    sealed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "sequence"], name="one_content_a_sequence")
        ]


class Check(models.Model):
    """The text was checked before it was signed: who looked at which file at which version."""

    append_only = True

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="checks")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Signing(models.Model):
    """A document was signed: by whom, in which post and by whose authority, on which day."""

    append_only = True

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signings")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="signings")
    post = models.CharField(max_length=120)
    authority = models.CharField(max_length=20, choices=AUTHORITIES)
    signed_on = models.DateField()
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Issue(models.Model):
    """A document was issued. `said`: all that it said, word for word (Document.snapshot, with its relations, head and
    the digests of its files)."""

    append_only = True

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="issue")
    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="issue")
    signing = models.ForeignKey(Signing, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField()
    said: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Agreement(models.Model):
    """A body that issues the document too agreed to the text that was signed: it counts for that version."""

    append_only = True

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "organisation", "version"], name="one_agreement_a_version"
            )
        ]


class JointNumber(models.Model):
    """What the register of a body that issued a document too gave it."""

    append_only = True

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="joint_numbers")
    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="joint")


class Withdrawal(models.Model):
    """An issued document is no longer in force: withdrawn with a reason, or replaced by another."""

    append_only = True

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="withdrawal")
    replaced_by = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="replaced"
    )
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=False) | ~Q(reason=""), name="withdrawn_with_a_reason"
            )
        ]


class Drop(models.Model):
    """A draft was given up, with the reason; it never bore a number."""

    append_only = True

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="drop")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Relation(models.Model):
    """How a document stands to another: one of the office's own, one that came in, or one described in words. Kept
    with the issued document in its Issue."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=12, choices=RELATIONS)
    own = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="related_from"
    )
    incoming = models.ForeignKey(
        Incoming, on_delete=models.PROTECT, null=True, blank=True, related_name="related_from"
    )
    described = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(own__isnull=False, incoming__isnull=True, described="")
                    | Q(own__isnull=True, incoming__isnull=False, described="")
                    | (Q(own__isnull=True, incoming__isnull=True) & ~Q(described=""))
                ),
                name="relation_to_one_document",
            )
        ]
