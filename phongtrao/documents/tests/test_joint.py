"""A document that several bodies issue together."""

import docx
import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from phongtrao.documents import access, actions, queries
from phongtrao.documents.models import Agreement, Document, Issue, Number
from phongtrao.documents.rules import NumberState, Partner, Unfit, read_partners
from phongtrao.documents.tests.files import typed
from phongtrao.documents.tests.office import Office, upload
from phongtrao.kit.refusals import Conflict, Refused
from phongtrao.notices.models import Notice
from phongtrao.people.models import Officer, Organisation
from phongtrao.trail import queries as trail
from tests.cast import NOW

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
        {
            "name": "Ủy ban MTTQ Việt Nam xã Pù Luông",
            "abbreviation": "MTTQ",
            "number": 17,
            "organisation": None,
        }
    ]


def test_the_number_of_each_issuer_stands_in_its_own_box(office: Office) -> None:
    boxes = typed("Số:      /CTr-MTTQ", "Số:      /CTr-BCĐ")
    document = office.signed("Phối hợp", kind="CTR", partners=FRONT, upload=upload("a.docx", boxes))
    office.issue(document, partner_numbers=[17])
    text = queries.text_of(document)
    assert text is not None
    lines = docx.Document(str(queries.path_of(text.file.digest))).paragraphs
    assert [line.text for line in lines] == ["Số: 17/CTr-MTTQ", "Số: 01/CTr-BCĐ"]


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


# A partner that works in this system ------------------------------------------------------------------------


@pytest.fixture
def joint(office: Office) -> Document:
    """Signed by Pù Luông, to be issued with the province's committee and a body outside."""
    partners = [f"{office.cast.committee_38.name}; BCĐ138", FRONT]
    return office.signed("Phối hợp tuyên truyền", kind="CTR", partners=partners)


def agree(office: Office, document: Document, by: Officer) -> Agreement:
    return actions.agree(document, base_version=document.version, by=by, now=NOW)


def test_a_partner_here_agrees_and_its_own_register_gives_the_number(office: Office, joint: Document) -> None:
    province = office.cast.committee_38
    assert [one.organisation for one in joint.partners] == [province.pk, None]
    actions.begin_register(
        actions.main_series(province), year=2026, last=40, by=office.cast.province_head, now=NOW
    )
    with pytest.raises(Conflict, match=province.name):
        office.issue(joint, partner_numbers=[17])
    agree(office, joint, office.cast.province_head)
    office.issue(joint, partner_numbers=[17])
    joint = office.again(joint)
    assert (joint.number, [one.number for one in joint.partners]) == (1, [41, 17])
    register = access.registers(office.cast.province_head).get()
    assert [(one.row.number, one.state, one.document) for one in queries.told(queries.entries(register))] == [
        (41, NumberState.USED, joint)
    ]
    number = access.get_number(office.cast.province_head, register.pk, 41)
    with pytest.raises(Conflict, match="đã dùng"):
        actions.cancel(number, reason="Nhầm", by=office.cast.province_head, now=NOW)
    told = [row.action for row in trail.of_record(joint.record)]
    assert told.count("joint document agreed to") == told.count("joint document issued") == 1


def test_what_is_refused_gives_nobody_a_number(office: Office, joint: Document) -> None:
    agree(office, joint, office.cast.province_head)
    with pytest.raises(Unfit, match="từng cơ quan"):
        office.issue(joint)
    assert Number.objects.count() == 0


def test_it_is_agreed_to_as_it_stands(office: Office, joint: Document) -> None:
    for officer in (office.cast.clerk, office.cast.neighbour):
        with pytest.raises((Refused, Http404)):
            agree(office, joint, officer)
    agree(office, joint, office.cast.province_head)
    assert queries.unagreed(joint) == []
    given = {"kind": "CTR", "subject": "Khác", "partners": [f"{office.cast.committee_38.name}; BCĐ138"]}
    actions.change(joint, base_version=joint.version, by=office.cast.clerk, now=NOW, **given)
    actions.check(office.again(joint), base_version=joint.version + 1, by=office.cast.clerk, now=NOW)
    with pytest.raises(Http404):
        agree(office, office.again(joint), office.cast.province_head)
    office.sign(office.again(joint))
    with pytest.raises(Conflict, match="chưa đồng ý"):
        office.issue(office.again(joint))
    agree(office, office.again(joint), office.cast.province_head)
    issued = office.issue(office.again(joint)).document
    with pytest.raises(Conflict, match="chưa ban hành"):
        agree(office, issued, office.cast.province_head)


def test_only_who_works_here_under_that_name_alone_is_asked(office: Office) -> None:
    cast = office.cast
    names = (cast.committee_38, cast.committee_37, cast.committee_ba_dinh, cast.committee_pu_luong)
    document = office.draft(partners=[f"{one.name}; B{at}" for at, one in enumerate(names)])
    assert [one.organisation for one in document.partners] == [
        cast.committee_38.pk,
        cast.committee_37.pk,
        None,
        None,
    ]
    Organisation.objects.filter(pk=cast.committee_37.pk).update(name=cast.committee_38.name)
    again = office.draft(partners=[f"{cast.committee_38.name}; BCĐ138"])
    assert [one.organisation for one in again.partners] == [None]


def test_the_partner_is_told_and_agrees_on_the_documents_page(office: Office, joint: Document) -> None:
    notice = Notice.objects.get(organisation=office.cast.committee_38)
    lead, partner = Client(), Client()
    lead.force_login(office.cast.clerk)
    partner.force_login(office.cast.province_head)
    assert "đồng ý cùng ban hành văn bản “Phối hợp tuyên truyền”" in partner.get("/").content.decode()
    page = reverse("documents:agreement", args=[joint.pk])
    shown = partner.get(notice.link).content.decode()
    assert (page in shown, page in lead.get(notice.link).content.decode()) == (True, False)
    text = reverse("documents:file", args=[joint.pk, 2])
    assert partner.get(text).status_code == 200
    assert partner.post(page, {"version": "1"}).status_code == 302
    assert len(queries.unagreed(joint)) == 1
    partner.post(page, {"version": joint.version})
    assert page not in partner.get(notice.link).content.decode()
    said = {"version": joint.version, "issued_on": "2026-11-20", "key": "k", "partner_0": "17"}
    assert lead.post(reverse("documents:issue", args=[joint.pk]), said).status_code == 302
    assert "01/CTr" in partner.get(notice.link).content.decode()
