"""Templates as data: what is shipped, what an office adds, and what is refused by its key."""

import json
from pathlib import Path
from typing import Any

import pytest

from phongtrao.core.vetting import Kind as FileKind
from phongtrao.letters.certificates import Kind, TemplateFault, Writer, load, shipped, write
from phongtrao.letters.certificates.loading import LARGEST_PICTURE
from phongtrao.letters.certificates.template import Frame, Paper, Words
from tests.letters.papers import CERTIFICATE, paper, png

BOX: dict[str, Any] = {
    "x": 30,
    "y": 90,
    "width": 200,
    "height": 30,
    "parts": [{"text": "Tặng {recipient}", "size": 20}],
}
PLAIN: dict[str, Any] = {"kind": "merit", "boxes": {"name": BOX}}


def template(folder: Path, plain: Any) -> Path:
    path = folder / "cua-toi.json"
    path.write_text(plain if isinstance(plain, str) else json.dumps(plain), encoding="utf-8")
    return path


def box(**changes: Any) -> dict[str, Any]:
    return {**PLAIN, "boxes": {"name": {**BOX, **changes}}}


def part(**changes: Any) -> dict[str, Any]:
    return box(parts=[{**BOX["parts"][0], **changes}])


def test_the_shipped_templates() -> None:
    assert [(name, one.kind, one.paper) for name, one in shipped().items()] == [
        ("bang-khen", Kind.MERIT, Paper.A4),
        ("co-thi-dua", Kind.FLAG, Paper.A3),
        ("giay-chung-nhan", Kind.CERTIFICATE, Paper.A4),
        ("giay-cong-nhan", Kind.RECOGNITION, Paper.A4),
        ("giay-khen", Kind.COMMENDATION, Paper.A4),
        ("phoi-in-san", Kind.MERIT, Paper.A4),
    ]


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_names_who_what_for_and_by_whom(name: str) -> None:
    parts = [part for one in shipped()[name].boxes for part in one.parts]
    named = {field for part in parts if isinstance(part, Words) for field in part.fields}
    always = {"issuer", "recipient", "address", "achievement", "decision", "register"}
    assert sorted(always | {"place_and_day", "authority", "posts", "signer"} - named) == sorted(always)


def test_an_offices_own_builds_on_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "nen.png").write_bytes(png())
    (tmp_path / "huy.png").write_bytes(png(20, 20))
    own = {
        "extends": "giay-khen",
        "paper": "A3",
        "background": "nen.png",
        "emblem": "huy.png",
        "boxes": {"decision": None, "issuer": {"y": 60}},
    }
    made, below = load(template(tmp_path, own)), shipped()["giay-khen"]
    assert (made.name, made.kind, made.paper, made.frame) == (
        "cua-toi",
        below.kind,
        Paper.A3,
        Frame.DOUBLE,
    )
    assert len(made.boxes) == len(below.boxes) - 1
    assert [one.y for one in made.boxes][:2] == [below.boxes[0].y, 60]
    assert made.background is not None
    assert (made.background.kind, made.background.content) == (FileKind.PNG, png())


def test_the_offices_pictures_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "nen.png").write_bytes(png())
    plain = load(template(tmp_path, {"extends": "giay-khen"}))
    with_ground = load(template(tmp_path, {"extends": "giay-khen", "background": "nen.png"}))
    with_emblem = load(template(tmp_path, {"extends": "giay-khen", "emblem": "nen.png"}))
    one = paper(check_address="")
    images = [
        write([one], template).count(b"/Subtype/Image") for template in (plain, with_ground, with_emblem)
    ]
    assert images == [0, 1, 1]


def test_an_emblem_pushes_down_what_stands_below_it(tmp_path: Path) -> None:
    (tmp_path / "huy.png").write_bytes(png())
    plain, own = (
        Writer(load(template(tmp_path, {"extends": "giay-khen", **more}))).page(CERTIFICATE).items
        for more in ({}, {"emblem": "huy.png"})
    )
    assert ([item["is"] for item in own][:2], plain[0]["text"]) == (["picture", "text"], own[1]["text"])
    assert own[1]["y"] > plain[0]["y"]


def test_a_template_of_its_own_needs_little(tmp_path: Path) -> None:
    made = load(template(tmp_path, PLAIN))
    assert [item["text"] for item in Writer(made).page(CERTIFICATE).items] == [
        "Tặng Nhân dân và cán bộ thôn Làng Bái"
    ]


def test_braces_around_anything_but_a_field_are_text(tmp_path: Path) -> None:
    made = load(template(tmp_path, part(text="{recipient.__class__} {recipient}")))
    said = [item["text"] for item in Writer(made).page(CERTIFICATE).items]
    assert said == ["{recipient.__class__} Nhân dân và cán bộ thôn Làng Bái"]


@pytest.mark.parametrize(
    ("plain", "code", "key"),
    [
        ("{", "not_json", ""),
        ("[]", "not_json", ""),
        ("[" * 100_000, "not_json", ""),
        ('{"kind": "merit", "boxes": {}}', "not_boxes", "boxes"),
        ({"boxes": {"name": BOX}}, "not_choice", "kind"),
        ({**PLAIN, "kind": ["merit"]}, "not_choice", "kind"),
        ({**PLAIN, "paper": "A5"}, "not_choice", "paper"),
        ({**PLAIN, "ground": "red"}, "not_colour", "ground"),
        ({**PLAIN, "colour": "#000000"}, "unknown_key", "colour"),
        ({**PLAIN, "colours": []}, "not_object", "colours"),
        ({**PLAIN, "extends": "khong-co"}, "no_template", "extends"),
        ({**PLAIN, "extends": "../bang-khen"}, "no_template", "extends"),
        ({**PLAIN, "extends": 5}, "no_template", "extends"),
        ({**PLAIN, "boxes": {"name": 5}}, "not_object", "boxes.name"),
        ({"extends": "bang-khen", "boxes": []}, "not_boxes", "boxes"),
        (box(x="30"), "not_number", "boxes.name.x"),
        (box(x=True), "not_number", "boxes.name.x"),
        (box(x=float("nan")), "not_number", "boxes.name.x"),
        (box(x=120), "outside", "boxes.name"),
        (box(parts=[]), "not_parts", "boxes.name.parts"),
        (box(across="middle"), "not_choice", "boxes.name.across"),
        (part(text="{cccd}"), "no_field", "boxes.name.parts[1].text"),
        (part(text=5), "not_text", "boxes.name.parts[1].text"),
        (part(size=500), "not_number", "boxes.name.parts[1].size"),
        (part(least=30), "not_number", "boxes.name.parts[1].least"),
        (part(bold="yes"), "not_truth", "boxes.name.parts[1].bold"),
        (part(colour="gold"), "not_colour", "boxes.name.parts[1].colour"),
        (part(font="Arial"), "unknown_key", "boxes.name.parts[1].font"),
        ({**PLAIN, "check": {"x": 290, "y": 10, "size": 20}}, "outside", "check"),
        ({**PLAIN, "background": "../nen.png"}, "not_beside", "background"),
        ({**PLAIN, "background": "/etc/passwd"}, "not_beside", "background"),
        ({**PLAIN, "background": "missing.png"}, "no_picture", "background"),
        ({**PLAIN, "emblem": "text.txt"}, "picture_kind", "emblem"),
        ({**PLAIN, "emblem": "script.svg"}, "picture", "emblem"),
        ({**PLAIN, "emblem": "lies.png"}, "picture", "emblem"),
        ({**PLAIN, "emblem": "broken.png"}, "picture", "emblem"),
        ({**PLAIN, "emblem": "huge.png"}, "picture", "emblem"),
        ({**PLAIN, "emblem": "heavy.png"}, "picture", "emblem"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_key(
    tmp_path: Path, plain: Any, code: str, key: str
) -> None:
    (tmp_path / "text.txt").write_text("chữ", encoding="utf-8")
    (tmp_path / "script.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "lies.png").write_bytes(b"%PDF-1.7")
    (tmp_path / "broken.png").write_bytes(png()[:60])
    (tmp_path / "huge.png").write_bytes(png()[:16] + b"\x00\x01\x00\x00" * 2 + png()[24:])
    with (tmp_path / "heavy.png").open("wb") as heavy:
        heavy.truncate(LARGEST_PICTURE + 1)
    path = template(tmp_path, plain)
    with pytest.raises(TemplateFault) as refused:
        load(path)
    assert (refused.value.code, refused.value.key) == (code, key)
