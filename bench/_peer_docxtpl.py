"""The same papers by docxtpl, run by an interpreter that has it: WORK DATA.json INTO; prints one JSON line. The
template is made before the clock starts, as an office has it."""

import json
import sys
import time
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docxtpl import DocxTemplate


def certificate_template(path):
    made = _new()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.add_paragraph("{%p for one in certificates %}")
    for size, text in (
        (13, "{{ one.national }}"),
        (13, "{{ one.motto }}"),
        (16, "{{ one.issuer }}"),
        (46, "GIẤY KHEN"),
        (30, "{{ one.recipient }}"),
        (15, "{{ one.address }}"),
        (16, "{{ one.achievement }}"),
        (11, "{{ one.decision }} {{ one.register }}"),
        (13, "{{ one.day }}"),
        (13, "{{ one.post }}"),
        (14, "{{ one.signer }}"),
    ):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).font.size = Pt(size)
    made.add_page_break()
    made.add_paragraph("{%p endfor %}")
    made.save(path)


def document_template(path):
    made = _new()
    head = made.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "{{ issuer }}", "{{ national }}"
    made.add_paragraph("{{ title }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("{%p for block in blocks %}")
    made.add_paragraph("{{ block.1 }}").alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p for table in tables %}")
    made.add_page_break()
    grid = made.add_table(4, 3, style="Table Grid")
    for at, cells in enumerate(
        (
            ("{%tc for cell in table.heads %}", "{{ cell }}", "{%tc endfor %}"),
            ("{%tr for row in table.rows %}", "", ""),
            ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
            ("{%tr endfor %}", "", ""),
        )
    ):
        for place, text in enumerate(cells):
            grid.cell(at, place).text = text
    made.add_paragraph("{%p endfor %}")
    made.save(path)


def _new():
    made = docx.Document()
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Times New Roman", Pt(14)
    return made


def certificates(template, data, into):
    _render(template, {"certificates": data["certificates"]}, into / "all.docx")
    return 1


def documents(template, data, into):
    for at, one in enumerate(data["documents"]):
        _render(template, one, into / f"{at}.docx")
    return len(data["documents"])


def _render(template, said, path):
    made = DocxTemplate(template)
    made.render(said, autoescape=True)
    made.save(path)


def main():
    work, given, into = sys.argv[1:]
    data, into = json.loads(Path(given).read_text("utf-8")), Path(into)
    template = into / "template.docx"
    of_certificates = work == "certificates"
    (certificate_template if of_certificates else document_template)(template)
    began = time.perf_counter()
    files = (certificates if of_certificates else documents)(template, data, into)
    told = {"seconds": time.perf_counter() - began, "files": files}
    template.unlink()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
