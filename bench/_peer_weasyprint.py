"""The same papers by WeasyPrint, run by an interpreter that has it: WORK DATA.json INTO; prints one JSON line."""

import html
import json
import sys
import time
from pathlib import Path

import weasyprint

E = html.escape
CERTIFICATE_STYLE = """
@page { size: A4 landscape; margin: 0 }
body { margin: 0; font-family: Tinos; text-align: center }
.page { page-break-after: always; position: relative; width: 297mm; height: 210mm; overflow: hidden }
.frame { position: absolute; inset: 8mm; border: 1.5mm solid #b88a2e }
.inner { position: absolute; inset: 10.6mm; border: 0.3mm solid #c0272d }
.said { position: absolute; inset: 28mm 35mm; line-height: 1.3 }
.title { font-size: 46pt; font-weight: bold; color: #c0272d; letter-spacing: 4pt }
.name { font-size: 30pt; font-weight: bold }
.left { position: absolute; left: 28mm; top: 147mm; text-align: left; font-size: 11pt }
.right { position: absolute; left: 160mm; width: 112mm; top: 146mm; font-size: 13pt }
.dots { width: 20mm }
"""
DOCUMENT_STYLE = """
@page { size: A4; margin: 25mm 20mm 20mm 30mm; @top-center { content: counter(page) } }
@page :first { @top-center { content: none } }
body { font-family: Tinos; font-size: 14pt; line-height: 1.3 }
p { text-align: justify; text-indent: 12.7mm; margin: 0 0 6pt }
table { width: 100%; border-collapse: collapse; font-size: 12pt; break-before: page }
td, th { border: 0.5pt solid; padding: 1mm } thead { display: table-header-group }
.head td { border: 0; text-align: center } .head { break-before: auto; font-size: 12pt }
h1 { text-align: center; font-size: 14pt; break-before: auto } h2 { font-size: 14pt }
"""


def certificates(data, into):
    pages = "".join(_certificate(one) for one in data["certificates"])
    _pdf(f"<style>{CERTIFICATE_STYLE}</style>{pages}", into / "all.pdf", data)
    return 1


def _certificate(one):
    lines = "".join(f"<div>{E(one[name])}</div>" for name in ("national", "motto", "issuer"))
    return (
        '<div class="page"><div class="frame"></div><div class="inner"></div>'
        f'<div class="said">{lines}<div class="title">GIẤY KHEN</div><div class="name">{E(one["recipient"])}</div>'
        f"<div>{E(one['address'])}</div><div>{E(one['achievement'])}</div></div>"
        f'<div class="left">{E(one["decision"])}<br>{E(one["register"])}<br>'
        f'<div class="dots">{one["dots"]}</div></div>'
        f'<div class="right">{E(one["day"])}<br>{E(one["post"])}<br>{E(one["signer"])}</div></div>'
    )


def documents(data, into):
    for at, one in enumerate(data["documents"]):
        body = "".join(f"<{tag}>{E(text)}</{tag}>" for tag, text in one["blocks"])
        tables = "".join(_table(table) for table in one["tables"])
        head = f'<table class="head"><tr><td>{E(one["issuer"])}<td>{E(one["national"])}</table>'
        page = f"<style>{DOCUMENT_STYLE}</style>{head}<h1>{E(one['title'])}</h1>{body}{tables}"
        _pdf(page, into / f"{at}.pdf", data)
    return len(data["documents"])


def _table(table):
    heads = "".join(f"<th>{E(cell)}</th>" for cell in table["heads"])
    rows = "".join("<tr>" + "".join(f"<td>{E(cell)}</td>" for cell in row) + "</tr>" for row in table["rows"])
    return f"<table><thead><tr>{heads}</tr></thead>{rows}</table>"


def _pdf(page, path, data):
    faces = "".join(
        f"@font-face {{ font-family: Tinos; src: url('file://{file}'); font-weight: {weight}; }}"
        for file, weight in data["fonts"]
    )
    weasyprint.HTML(string=f"<meta charset=utf-8><style>{faces}</style>{page}").write_pdf(path)


def main():
    work, given, into = sys.argv[1:]
    data, into = json.loads(Path(given).read_text("utf-8")), Path(into)
    began = time.perf_counter()
    files = (certificates if work == "certificates" else documents)(data, into)
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - began, "files": files}) + "\n")


if __name__ == "__main__":
    main()
