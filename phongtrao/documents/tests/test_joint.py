"""A document that several bodies issue together."""

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.models import Issue, Number
from phongtrao.documents.rules import Partner, Unfit, read_partners
from phongtrao.documents.tests.office import Office

pytestmark = pytest.mark.django_db
FRONT = "Ủy ban MTTQ Việt Nam xã Pù Luông; MTTQ"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        (FRONT, [Partner("Ủy ban MTTQ Việt Nam xã Pù Luông", "MTTQ")]),
        ("- Hội Phụ nữ; HPN\n- Đoàn xã; ĐTN", [Partner("Hội Phụ nữ", "HPN"), Partner("Đoàn xã", "ĐTN")]),
        ("Hội Phụ nữ", None),
        ("Hội; H P", None),
    ],
)
def test_each_body_stands_on_a_line_with_its_abbreviation(typed: str, found: list[Partner] | None) -> None:
    assert read_partners(typed) == found


def test_a_joint_document_takes_a_number_from_each_issuer(office: Office) -> None:
    document = office.signed("Phối hợp tuyên truyền", kind="CTR", partners=FRONT)
    assert document.symbol == "CTr-BCĐ-MTTQ"
    for numbers in ((), (0,), (1, 2)):
        with pytest.raises(Unfit, match="từng cơ quan"):
            office.issue(document, partner_numbers=numbers)
    assert Number.objects.count() == 0
    office.issue(document, partner_numbers=[17])
    document = office.again(document)
    assert (document.written, [one.number for one in document.partners]) == ("01/CTr-BCĐ-MTTQ", [17])
    assert Issue.objects.get().said["joint"] == [
        {"name": "Ủy ban MTTQ Việt Nam xã Pù Luông", "abbreviation": "MTTQ", "number": 17}
    ]


def test_at_most_six_bodies_issue_together(office: Office) -> None:
    five = [f"Hội số {n}; H{n}" for n in range(5)]
    assert len(office.draft(partners=five).partners) == 5
    with pytest.raises(Unfit, match="6"):
        office.draft(partners=[*five, "Hội số 6; H6"])
    with pytest.raises(Unfit, match="chấm phẩy"):
        office.draft(partners="Hội Phụ nữ")


def test_the_page_asks_for_the_others_numbers(office: Office) -> None:
    document = office.signed("Phối hợp", kind="CTR", partners=FRONT)
    client = Client()
    client.force_login(office.cast.clerk)
    page = reverse("documents:issue", args=[document.pk])
    said = {"version": document.version, "issued_on": "2026-11-20", "key": "k"}
    assert client.post(page, said).status_code == 422
    assert client.post(page, {**said, "partner_0": "17"}).status_code == 302
    shown = client.get(reverse("documents:document", args=[document.pk])).content.decode()
    assert ("01/CTr-BCĐ-MTTQ" in shown, "17" in shown, "MTTQ Việt Nam xã Pù Luông" in shown) == (
        True,
        True,
        True,
    )
