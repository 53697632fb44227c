#!/usr/bin/env python3
"""Make the Word, PDF and broken test files from the agreements written in Markdown and text.

    pip install python-docx pillow fpdf2
    CJK_FONT=wqy-microhei.ttc python3 make_fixtures.py     # all; needs chromium and qpdf on the PATH
    python3 make_fixtures.py docx                               # only the Word files; also: pdf, bad, gbk

The results are checked in: the tests do not run this script. Run it after a change to sample-en.md or sample-zh.md.
"""

import html
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BAD = HERE / "bad"
# Word files carry dates; a fixed one keeps the bytes the same from run to run.
STAMP = (2025, 5, 1, 9, 0, 0)


def blocks(markdown):
    """The blocks of the small part of Markdown that the samples use: (kind, text or rows)."""
    out, rows = [], []
    for line in markdown.splitlines() + [""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
            continue
        if rows:
            out.append(("table", rows))
            rows = []
        heading = re.match(r"(#+) (.*)", line)
        if heading:
            out.append((f"h{len(heading[1])}", heading[2]))
        elif line.strip():
            out.append(("p", line.strip()))
    return out


def bold_runs(text):
    """Split at ** into (text, bold) runs."""
    return [(part, i % 2 == 1) for i, part in enumerate(text.split("**")) if part]


# --------------------------------------------------------------------------------------------------------------- Word

# One level of a list: number format, text of the label, whether numbers of outer levels print as 1, 2, 3.
EN_BODY = [("decimal", "%1.", 0), ("decimal", "%1.%2", 0), ("lowerLetter", "(%3)", 0)]
EN_SCHEDULE = [("decimal", "Schedule %1:", 0), ("decimal", "%2.", 0), ("decimal", "%2.%3", 0), ("lowerLetter", "(%4)", 0)]
EN_RECITAL = [("upperLetter", "(%1)", 0)]
ZH_BODY = [("chineseCountingThousand", "第%1条", 0), ("decimal", "%1.%2", 1), ("chineseCounting", "（%3）", 0)]
ZH_ANNEX = [
    ("chineseCountingThousand", "附件%1", 0),
    ("chineseCounting", "%2、", 0),
    ("decimal", "%2.%3", 1),
    ("chineseCounting", "（%4）", 0),
]

# Label as typed in the Markdown -> (list, level). First hit decides; the body lists hold until the first schedule.
EN_RULES = [
    (r"Schedule \d+:\s*", "schedule", 0),
    (r"\([A-Z]\)\s+", "recital", 0),
    (r"\d+\.\d+\s+", None, None),
    (r"\d+\.\s+", None, "section"),
    (r"\([a-z]\)\s+", None, "item"),
]
ZH_RULES = [
    (r"第[一二三四五六七八九十]+条\s*", "body", 0),
    (r"附件[一二三]\s+", "schedule", 0),
    (r"[一二三四五六七八九十]+、\s*", "schedule", 1),
    (r"\d+\.\d+\s+", None, None),
    (r"（[一二三四五六七八九十]+）", None, "item"),
]


def placed(text, rules, in_schedule):
    """(text without its label, list name, level), or (text, None, None) where it has no label."""
    for pattern, name, level in rules:
        match = re.match(pattern, text)
        if not match:
            continue
        rest = text[match.end() :]
        if isinstance(level, int):
            return rest, name, level
        base = 1 if in_schedule else 0
        depth = {"section": base, None: base + 1, "item": base + 2}[level]
        return rest, "schedule" if in_schedule else "body", depth
    return text, None, None


def add_list(document, levels, number):
    """Add a multi-level list to the numbering part; returns the id that paragraphs refer to."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = document.part.numbering_part.element
    xml = [f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{900 + number}"><w:multiLevelType w:val="multilevel"/>']
    for depth, (kind, text, legal) in enumerate(levels):
        xml.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            + ("<w:isLgl/>" if legal else "")
            + f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{max(depth - 1, 0) * 425}"/></w:pPr></w:lvl>'
        )
    xml.append("</w:abstractNum>")
    abstract = parse_xml("".join(xml))
    first = next((e for e in numbering if e.tag.endswith("}num")), None)
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{900 + number}"><w:abstractNumId w:val="{900 + number}"/></w:num>')
    )
    return 900 + number


def set_number(paragraph, list_id, level):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = list_id


def field(paragraph, code):
    """A field such as PAGE, with a result that a reader which does not compute fields shows."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", None, "separate", "result", "end"):
        run = paragraph.add_run()
        if kind is None:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)
        elif kind == "result":
            run.text = "1"
        else:
            char = OxmlElement("w:fldChar")
            char.set(qn("w:fldCharType"), kind)
            run._r.append(char)


def make_docx(language):
    import datetime

    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    source = HERE / f"sample-{language}.md"
    document = docx.Document()
    stamp = datetime.datetime(*STAMP)
    core = document.core_properties
    core.author, core.title, core.created, core.modified, core.comments = "", source.stem, stamp, stamp, ""
    core.last_modified_by = ""
    if language == "zh":
        for name in ("Normal", "Title", "Heading 1", "Heading 2"):
            fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), "SimSun")
    document.styles["Normal"].font.size = Pt(10.5)
    rules = EN_RULES if language == "en" else ZH_RULES
    lists = {
        "body": add_list(document, EN_BODY if language == "en" else ZH_BODY, 1),
        "schedule": add_list(document, EN_SCHEDULE if language == "en" else ZH_ANNEX, 2),
        "recital": add_list(document, EN_RECITAL, 3),
    }
    section = document.sections[0]
    section.header.paragraphs[0].text = "Confidential" if language == "en" else "商业秘密"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page " if language == "en" else "第")
    field(footer, "PAGE")
    footer.add_run("" if language == "en" else "页")

    in_schedule = False
    for kind, content in blocks(source.read_text("utf-8")):
        if kind == "table":
            table = document.add_table(len(content), len(content[0]))
            table.style = "Table Grid"
            for r, row in enumerate(content):
                for c, cell in enumerate(row):
                    table.cell(r, c).paragraphs[0].add_run(cell).bold = True if r == 0 else None
            header = table.rows[0]._tr.get_or_add_trPr()
            header.append(header.makeelement(qn("w:tblHeader"), {}))
            document.add_paragraph()
            continue
        if re.match(r"Schedule \d|附件[一二三]\s", content) and kind == "h2":
            in_schedule = True
        text, name, level = placed(content, rules, in_schedule)
        style = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "p": None}[kind]
        paragraph = document.add_paragraph(style=style)
        for part, bold in bold_runs(text):
            paragraph.add_run(part).bold = True if bold else None
        if name:
            set_number(paragraph, lists[name], level)
    buffer = io.BytesIO()
    document.save(buffer)
    rezip(buffer.getvalue(), HERE / f"sample-{language}.docx")


def rezip(data, target):
    """Write the archive again with fixed dates."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))


# ---------------------------------------------------------------------------------------------------------------- PDF

CSS = """
@page { size: A4; margin: 22mm 20mm;
  @top-right { content: "LHC-2025-0417"; font-size: 8pt; }
  @bottom-center { content: counter(page) " / " counter(pages); font-size: 8pt; } }
body { font: 10.5pt/1.45 "Liberation Serif", serif; }
h1 { font-size: 17pt; } h2 { font-size: 12.5pt; } h3 { font-size: 11pt; }
table { border-collapse: collapse; width: 100%; } td, th { border: 0.6pt solid #444; padding: 3pt 5pt; text-align: left; }
p.i { margin-left: 2em; }
"""


def to_html(language):
    def inline(text):
        return "".join(f"<b>{html.escape(t)}</b>" if b else html.escape(t) for t, b in bold_runs(text))

    out = [f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>sample-{language}</title>']
    out.append(f"<style>{CSS}</style>")
    for kind, content in blocks((HERE / f"sample-{language}.md").read_text("utf-8")):
        if kind == "table":
            rows = "".join(
                "<tr>" + "".join(f"<{t}>{inline(c)}</{t}>" for c in row) + "</tr>"
                for row, t in zip(content, ["th"] + ["td"] * len(content))
            )
            out.append(f"<table>{rows}</table>")
        elif kind == "p":
            item = re.match(r"\([a-z]\)|（[一二三四五六七八九十]+）", content)
            out.append(f'<p class="i">{inline(content)}</p>' if item else f"<p>{inline(content)}</p>")
        else:
            out.append(f"<{kind}>{inline(content)}</{kind}>")
    return "\n".join(out)


def print_pdf(page, target):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(page, "utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def make_chinese_pdf(font):
    """sample-zh.pdf with an embedded TrueType font (a browser would draw these glyphs as Type 3 procedures)."""
    import datetime

    import fpdf

    class Page(fpdf.FPDF):
        def header(self):
            self.set_font("cjk", size=8)
            self.cell(0, 5, "YS-FW-2025-0086", align="R", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self):
            self.set_y(-14)
            self.set_font("cjk", size=8)
            self.cell(0, 5, f"第{self.page_no()}页 共{{nb}}页", align="C")

    pdf = Page(format="A4")
    pdf.set_creation_date(datetime.datetime(*STAMP, tzinfo=datetime.timezone.utc))
    pdf.set_title("云服务采购协议")
    pdf.add_font("cjk", fname=font)
    pdf.set_margins(22, 18)
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()
    for kind, content in blocks((HERE / "sample-zh.md").read_text("utf-8")):
        if kind == "table":
            pdf.set_font("cjk", size=9.5)
            with pdf.table(line_height=6, headings_style=fpdf.FontFace(emphasis="")) as table:
                for row in content:
                    table.row(row)
            pdf.ln(3)
            continue
        pdf.set_font("cjk", size={"h1": 17, "h2": 13, "h3": 11.5, "p": 10.5}[kind])
        text = "".join(part for part, _ in bold_runs(content))
        pdf.multi_cell(0, 6 if kind == "p" else 9, text, align="C" if kind == "h1" else "L", wrapmode="CHAR",
                       new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1.5)
    pdf.output(HERE / "sample-zh.pdf")


# ---------------------------------------------------------------------------------------------------------- bad files

def make_bad():
    BAD.mkdir(exist_ok=True)
    (BAD / "empty.md").write_bytes(b"")
    (BAD / "binary.bin").write_bytes(bytes((i * 167 + (i >> 3) * 59) % 256 for i in range(4096)))

    word = (HERE / "sample-en.docx").read_bytes()
    (BAD / "truncated.docx").write_bytes(word[: len(word) // 2])

    # The header and directory that Word writes around an encrypted package: a compound file with two streams by name.
    (BAD / "encrypted.docx").write_bytes(compound_file(["EncryptionInfo", "EncryptedPackage"]))
    (BAD / "old.doc").write_bytes(compound_file(["WordDocument", "1Table"]))

    with zipfile.ZipFile(BAD / "zip-that-is-not-word.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("readme.txt", STAMP), "A zip archive without a Word document in it.\n")

    short = '<!DOCTYPE html><meta charset="utf-8"><h1>Terms</h1><p>1.1 Our total liability is limited to £100.</p>'
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.pdf")
        print_pdf(short, plain)
        shutil.copy(plain, BAD / "wrong-extension.docx")
        subprocess.run(
            ["qpdf", "--encrypt", "secret", "owner", "256", "--", plain, BAD / "encrypted.pdf"], check=True
        )
    from PIL import ImageFont

    scanned(BAD / "scanned.pdf", SCANNED_EN, ImageFont.load_default(size=60))
    scanned(BAD / "scanned-zh.pdf", SCANNED_ZH, ImageFont.truetype(os.environ["CJK_FONT"], size=60))
    (BAD / "html-error-page.pdf").write_text(
        '<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>\n'
        "<body><h1>503 Service Unavailable</h1><p>The document could not be delivered. Try again later.</p></body></html>\n",
        "utf-8",
    )
    (BAD / "notutf8-gbk.txt").write_bytes(
        "第一条 责任限制\n\n1.1 在任何情况下，乙方承担的赔偿责任总额不超过甲方已支付的三个月服务费。\n".encode("gbk")
    )


def compound_file(streams):
    """A minimal compound file (the container of old Office files): header, FAT sector, directory with `streams`."""
    import struct

    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    sectors = struct.pack("<III", fat, end, free) + struct.pack("<I", free) * 125

    def entry(name, kind, child, right):
        raw = (name + "\0").encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(raw), kind, 1, free, right, child)
            + bytes(36)
            + struct.pack("<IQ", end if kind == 2 else end, 0)
        )

    directory = entry("Root Entry", 5, 1, free)
    for index, name in enumerate(streams, start=1):
        directory += entry(name, 2, free, index + 1 if index < len(streams) else free)
    return header + sectors + directory.ljust(512, b"\0")


SCANNED_EN = ["SERVICES AGREEMENT", "", "1. Liability", "1.1 Our total liability is limited to the fees", "paid in the previous month."]
SCANNED_ZH = [
    "云服务协议",
    "",
    "第一条 责任限制",
    "1.1 在任何情况下，乙方承担的赔偿责任总额",
    "不超过甲方在索赔前三个月内已支付的服务费。",
    "1.2 乙方对甲方的利润损失不承担责任。",
]


def scanned(target, lines, font):
    """A PDF with one page that is nothing but a picture of text."""
    from PIL import Image, ImageDraw

    picture = Image.new("1", (2480, 3508), 1)
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        draw.text((300, 400 + 100 * i), line, font=font, fill=0)
    picture.save(target, "PDF", resolution=300.0)


def main():
    wanted = set(sys.argv[1:]) or {"docx", "pdf", "bad", "gbk"}
    if "gbk" in wanted:
        text = (HERE / "hosting-zh.txt").read_text("utf-8")
        (HERE / "hosting-zh-gbk.txt").write_bytes(text.encode("gbk"))
    if "docx" in wanted:
        make_docx("en")
        make_docx("zh")
    if "pdf" in wanted:
        print_pdf(to_html("en"), HERE / "sample-en.pdf")
        make_chinese_pdf(os.environ["CJK_FONT"])
    if "bad" in wanted:
        make_bad()


if __name__ == "__main__":
    os.umask(0o022)
    main()
