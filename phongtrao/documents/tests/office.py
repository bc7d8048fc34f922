"""What the tests of documents share: an office with a signatory, and documents in every state."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from phongtrao.documents import actions
from phongtrao.documents.models import Document, Incoming, Issue, Signatory
from phongtrao.documents.rules import Authority
from phongtrao.documents.tests.files import office as word
from phongtrao.documents.tests.files import pdf
from tests.cast import NOW, TODAY, Cast

SIGNED_PDF = pdf("/SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3]")


def upload(name: str = "ke-hoach.docx", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or (pdf() if name.endswith("pdf") else word()))


@dataclass
class Office:
    cast: Cast

    @property
    def signatory(self) -> Signatory:
        found = Signatory.objects.filter(organisation=self.cast.committee_pu_luong).first()
        return found or actions.add_signatory(
            self.cast.committee_pu_luong,
            name="Lê Văn Sơn",
            post="Trưởng ban",
            authority=Authority.ON_BEHALF,
            valid_from=date(2026, 1, 1),
            by=self.cast.clerk,
            now=NOW,
        )

    def draft(self, subject: str = "Tổ chức ngày hội", **said: Any) -> Document:
        given = {"kind": "KH", "upload": upload(), "by": self.cast.clerk, "now": NOW, **said}
        return actions.draft(self.cast.committee_pu_luong, subject=subject, **given)

    def checked(self, subject: str = "Tổ chức ngày hội", **said: Any) -> Document:
        document = self.draft(subject, **said)
        actions.check(document, base_version=document.version, by=self.cast.clerk, now=NOW)
        return self.again(document)

    def signed(self, subject: str = "Tổ chức ngày hội", **said: Any) -> Document:
        document = self.checked(subject, **said)
        self.sign(document)
        return self.again(document)

    def sign(self, document: Document, content: bytes = b"", on: date = TODAY) -> None:
        actions.sign(
            document,
            upload("da-ky.pdf", content),
            base_version=document.version,
            signatory=self.signatory,
            signed_on=on,
            by=self.cast.clerk,
            now=NOW,
        )

    def issue(self, document: Document, on: date = TODAY, **said: Any) -> Issue:
        return actions.issue(
            document, base_version=document.version, issued_on=on, by=self.cast.clerk, now=NOW, **said
        )

    def issued(self, subject: str = "Tổ chức ngày hội", **said: Any) -> Document:
        return self.again(self.issue(self.signed(subject, **said)).document)

    def arrive(self, subject: str = "Báo cáo kết quả phong trào", **said: Any) -> Incoming:
        given = {
            "issuer": "Ủy ban nhân dân tỉnh Thanh Hóa",
            "arrived_on": TODAY,
            "sign": "12/UBND-NC",
            **said,
        }
        return actions.register_incoming(
            self.cast.committee_pu_luong, subject=subject, by=self.cast.clerk, now=NOW, **given
        )

    def again(self, document: Document) -> Document:
        rows = Document.objects.select_related("organisation__place", "series")
        return rows.get(pk=document.pk)
