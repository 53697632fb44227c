#!/usr/bin/env python3
"""Writes the ten Word files that the reader is tested with, byte by byte the same each time.

    bench/docx_make.py [FOLDER]        (else into the tests of the crate `document`)

Their words are made up. Each file shows one side of the format: see the comment above the function that makes it.
Python 3.9 or later, nothing else.
"""

import sys
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join([
    f'xmlns:w="{W}"', f'xmlns:r="{R}"',
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
    'xmlns:v="urn:schemas-microsoft-com:vml"',
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"',
])
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"


# Building blocks of a story.

def t(text, props=""):
    """A run."""
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{text}</w:t></w:r>'


def b(text):
    """A bold run."""
    return t(text, "<w:b/>")


def p(*inner, style="", num=None, mark="", more=""):
    """A paragraph of text or runs; `num` is a list and a level."""
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    props += more
    if num is not None:
        props += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    props += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    props = f"<w:pPr>{props}</w:pPr>" if props else ""
    runs = "".join(i if i.startswith("<") else t(i) for i in inner)
    return f"<w:p>{props}{runs}</w:p>"


def field(code, result):
    """A complex field and its result (runs)."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (char("begin") + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            + char("separate") + result + char("end"))


def table(*rows, grid=2):
    return (f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{"<w:gridCol/>" * grid}</w:tblGrid>'
            + "".join(rows) + "</w:tbl>")


def row(*cells, props=""):
    props = f"<w:trPr>{props}</w:trPr>" if props else ""
    return f"<w:tr>{props}{''.join(cells)}</w:tr>"


def cell(*content, props=""):
    inner = "".join(c if c.startswith("<") else p(c) for c in content)
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def style(name, title, more="", kind="paragraph", base=""):
    base = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{title}"/>{base}{more}</w:style>'


def level(index, fmt, text, more="", start=1):
    return (f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>')


def definition(number, *levels, link=""):
    return (f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{link}'
            + "".join(levels) + "</w:abstractNum>")


def instance(number, of, overrides=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def who(name, number, author="Chen Wei", date="2026-03-02T09:00:00Z"):
    return f'<w:{name} w:id="{number}" w:author="{author}" w:date="{date}"'


def ins(number, *runs, name="ins"):
    return who(name, number) + ">" + "".join(r if r.startswith("<") else t(r) for r in runs) + f"</w:{name}>"


def gone(number, text, name="del"):
    kind = "delText" if name == "del" else "t"
    return who(name, number) + f'><w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r></w:{name}>'


# Packages.

def part(root, inner):
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {NAMESPACES}>{inner}</w:{root}>'


RELATED = {
    "styles": "styles.xml", "numbering": "numbering.xml", "settings": "settings.xml", "comments": "comments.xml",
    "footnotes": "footnotes.xml", "endnotes": "endnotes.xml",
}


def package(body, parts=None, related=(), main_type=MAIN_TYPE, change=lambda text: text, extra=()):
    """Entries of a package. `parts` are XML by name in `word/`; `related` names further (kind, target)."""
    parts = dict(parts or {})
    parts.setdefault("styles.xml", part("styles", style("Normal", "Normal")))
    parts["document.xml"] = part("document", f"<w:body>{body}<w:sectPr/></w:body>") if "<w:sectPr" not in body[-400:] \
        else part("document", f"<w:body>{body}</w:body>")
    links = [(kind, name) for kind, name in RELATED.items() if name in parts] + list(related)
    rels = "".join(f'<Relationship Id="rId{i}" Type="{R}/{kind}" Target="{target}"/>'
                   for i, (kind, target) in enumerate(links, 1))
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    kinds = {name: kind for kind, name in links}
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="'
        f'{main_type if name == "document.xml" else base + kinds[name] + "+xml"}"/>'
        for name in parts if name == "document.xml" or name in kinds)
    types = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
             f'"application/vnd.openxmlformats-package.relationships+xml"/>'
             f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>')
    root = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    out = [("[Content_Types].xml", types),
           ("_rels/.rels", change(f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>')),
           ("word/_rels/document.xml.rels", change(f'<Relationships xmlns="{PACKAGE}/relationships">{rels}</Relationships>'))]
    out += [(f"word/{name}", change(text)) for name, text in parts.items()]
    return out + list(extra)


def write(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, text if isinstance(text, bytes) else text.encode())


# The files.

def heading_styles(number, count=5):
    names = [("H1", "heading 1"), ("H2", "heading 2"), ("H3", "heading 3"), ("H4", "heading 4"), ("H5", "heading 5")]
    out = style("Normal", "Normal") + style("Title", "Title", "<w:rPr><w:b/><w:sz w:val=\"36\"/></w:rPr>")
    for i, (name, title) in enumerate(names[:count]):
        bold = "<w:rPr><w:b/></w:rPr>" if i == 0 else ""
        out += style(name, title, f'<w:pPr><w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="{number}"/></w:numPr>'
                                  f'<w:outlineLvl w:val="{i}"/></w:pPr>{bold}', base="Normal")
    return out


def linked(*levels):
    return [level(i, fmt, text, f'<w:pStyle w:val="H{i + 1}"/>') for i, (fmt, text) in enumerate(levels)]


def legal_multilevel():
    """Five levels by heading styles, references to clauses by field, a paragraph whose number is switched off."""
    numbering = definition(0, *linked(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"),
                                      ("lowerRoman", "(%4)"), ("upperLetter", "(%5)"))) + instance(1, 0)
    body = [p("Hosted Platform Agreement", style="Title")]
    for title in ("Service", "Availability", "Fees", "Liability"):
        body += [p(title, style="H1"),
                 p(f"The supplier runs the part called {title.lower()} with care.", style="H2"),
                 p("The customer may ask for a report on it:", style="H2")]
        body += [p(f"at the end of {when};", style="H3") for when in ("each month", "each quarter")]
        body += [p("after an outage, showing:", style="H3"), p("its cause;", style="H4"), p("what was done:", style="H4"),
                 p("at once; and", style="H5"), p("for good.", style="H5")]
    body += [p("This paragraph has no number of its own.", style="H2", num=(0, 0)),
             p("The limit in clause ", field("REF _cap \\r \\h", t("4.1")), " does not cover wilful default.", style="H2")]
    parts = {"styles.xml": part("styles", heading_styles(1)), "numbering.xml": part("numbering", numbering)}
    return package("".join(body), parts)


def articles():
    """Article IV and Section 4.01: decimals for legal numbering, words between the numbers, run-in headings."""
    numbering = definition(0, level(0, "upperRoman", "Article %1", '<w:pStyle w:val="H1"/>'),
                           level(1, "decimalZero", "Section %1.%2", '<w:pStyle w:val="H2"/><w:isLgl/>'),
                           level(2, "lowerLetter", "(%3)", '<w:pStyle w:val="H3"/>'),
                           level(3, "decimal", "%3.%4", "<w:isLgl/>")) + instance(1, 0)
    body = []
    for title in ("Definitions", "Services", "Term", "Payment", "Remedies"):
        body += [p(title, style="H1"), p(b("Scope. "), f"This article is about {title.lower()}.", style="H2"),
                 p(b("Order. "), "It ranks behind the order form, except:", style="H2"),
                 p("where the order form says so; and", style="H3"), p("for fees.", style="H3"), p("small ones", num=(1, 3))]
    parts = {"styles.xml": part("styles", heading_styles(1, 3)), "numbering.xml": part("numbering", numbering)}
    return package("".join(body), parts)


def chinese():
    """第一章, 第一条 through the chapters, （一）, 1., ①; a limit in bold, one dotted below, one bold by its style."""
    numbering = (definition(0, level(0, "chineseCountingThousand", "第%1章", "<w:suff w:val=\"space\"/>"),
                            level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
                            level(2, "chineseCounting", "（%3）"), level(3, "decimal", "%4."),
                            level(4, "decimalEnclosedCircleChinese", "%5"))
                 + definition(1, level(0, "ideographTraditional", "%1、"), level(1, "chineseLegalSimplified", "%2、"))
                 + instance(1, 0) + instance(2, 1))
    styles = (style("Normal", "Normal") + style("Title", "Title", '<w:rPr><w:sz w:val="36"/></w:rPr>')
              + style("Limit", "Limit", "<w:rPr><w:b/></w:rPr>", base="Normal")
              + style("Strong", "Strong", "<w:rPr><w:b/></w:rPr>", kind="character"))
    body = [p("云主机服务合同", style="Title"), p("甲方（客户）：东湖软件有限公司"), p("乙方（服务商）：云桥数据有限公司")]
    for chapter, title in enumerate(("服务内容", "服务可用性", "责任限制")):
        body += [p(title, num=(1, 0)), p("乙方按照本合同的约定向甲方提供云主机。", num=(1, 1)),
                 p("甲方应当妥善保管账号，并对下列事项负责：", num=(1, 1)), p("自行安装的软件；", num=(1, 2)),
                 p("自行开放的端口，包括：", num=(1, 2)), p("管理端口；", num=(1, 3)), p("数据端口：", num=(1, 3)),
                 p("主库；", num=(1, 4)), p("备库。", num=(1, 4))]
    body += [p(b("乙方的赔偿总额不超过甲方近十二个月已付的服务费。"), num=(1, 1)),
             p("间接损失", t("不予赔偿", '<w:em w:val="dot"/>'), "，法律另有规定的除外。", num=(1, 1)),
             p("本条以加粗样式提请甲方注意。", style="Limit", num=(1, 1)),
             p(t("数据丢失", '<w:rStyle w:val="Strong"/>'), "按照附件计算。", num=(1, 1))]
    body += [p(f"附加事项{n}", num=(2, 0)) for n in "一二三"] + [p("小写金额为准。", num=(2, 1))]
    parts = {"styles.xml": part("styles", styles), "numbering.xml": part("numbering", numbering)}
    return package("".join(body), parts)


def restarts():
    """Lists that share counters, start overrides, replaced levels, levels that never restart, numbering styles, many
    formats."""
    formats = ["decimal", "decimalZero", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal",
               "ideographDigital", "japaneseCounting"]
    numbering = (
        definition(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"))
        + definition(1, level(0, "decimal", "%1)"), level(1, "lowerRoman", "%2)", '<w:lvlRestart w:val="0"/>'))
        + definition(2, link='<w:numStyleLink w:val="Steps"/>')
        + definition(3, level(0, "upperLetter", "Step %1", start=3), link='<w:styleLink w:val="Steps"/>')
        + "".join(definition(10 + i, level(0, fmt, f"{fmt} %1:")) for i, fmt in enumerate(formats))
        + instance(1, 0) + instance(2, 0)
        + instance(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
                         '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride>')
        + instance(4, 0, f'<w:lvlOverride w:ilvl="1">{level(1, "upperLetter", "%1-%2")}</w:lvlOverride>')
        + instance(5, 1) + instance(6, 2) + instance(7, 3)
        + "".join(instance(10 + i, 10 + i) for i in range(len(formats))))
    styles = style("Normal", "Normal") + style(
        "Steps", "Steps", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>', kind="numbering")
    order = [(1, 0), (1, 1), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0), (3, 1), (3, 1), (1, 0), (1, 1), (4, 0), (4, 1), (4, 1),
             (5, 0), (5, 1), (5, 1), (5, 0), (5, 1), (6, 0), (7, 0), (6, 0)]
    body = [p(f"Item {i} of the order of work.", num=place) for i, place in enumerate(order, 1)]
    body += [p(f"Entry {n} in a list of its own.", num=(10 + i, 0)) for i in range(len(formats)) for n in range(1, 30)]
    parts = {"styles.xml": part("styles", styles), "numbering.xml": part("numbering", numbering)}
    return package("".join(body), parts)


def tables():
    """Merged cells both ways, a header row, a table in a cell, numbered cells, a frame that only lays out."""
    numbering = definition(0, level(0, "decimal", "%1.")) + instance(1, 0)
    credits = table(
        row(cell("Availability in a month", props='<w:vMerge w:val="restart"/>'),
            cell("Credit of the monthly fee", props='<w:gridSpan w:val="2"/>'), props="<w:tblHeader/>"),
        row(cell("", props="<w:vMerge/>"), cell("basic plan"), cell("premium plan"), props="<w:tblHeader/>"),
        row(cell("below 99.9%"), cell("5%"), cell("10%")),
        row(cell("below 99.0%"), cell("15%"), cell("30%")),
        row(cell("A credit is never paid out in money.", props='<w:gridSpan w:val="3"/>')), grid=3)
    inner = table(row(cell("first hour"), cell("free")), row(cell("each further hour"), cell("40 euros")))
    support = table(
        row(cell(p("Answer", num=(1, 0))), cell("within four hours")),
        row(cell(p("Repair", num=(1, 0))), cell("within two days", p("at the customer's cost:"), inner, p(""))),
        row(cell(p("Report", num=(1, 0))), cell("on request")))
    frame = table(row(cell("Signed for the supplier:", "Harbour Hosting Ltd")), grid=1)
    old = table(row(cell("joined", props='<w:hMerge w:val="restart"/>'), cell("", props="<w:hMerge/>"), cell("single")),
                row(cell("one"), cell("two"), cell("three")), grid=3)
    body = p("The credits are these:") + credits + p("Support works like this:") + support + frame + p("Old merging:") + old
    return package(body + p("The end."), {"numbering.xml": part("numbering", numbering)})


def stories():
    """Headers and footers for first, odd and even pages, footnotes, endnotes, a text box in both spellings, content
    controls."""
    drawn = ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
             '<wp:docPr id="1" name="Box"/><a:graphic><a:graphicData uri='
             '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr/><wps:txbx>'
             '<w:txbxContent>{0}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>'
             '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:72pt;height:72pt"><v:textbox><w:txbxContent>{0}'
             '</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>')
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{0}Reference w:id="{1}"/></w:r>'.format
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    check = control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', t("☒"))
    choice = control('<w:dropDownList><w:listItem w:displayText="monthly" w:value="m"/></w:dropDownList>', t("monthly"))
    body = [p("Fees are due within thirty days", note("footnote", 3), " of the invoice.", note("endnote", 2)),
            p("The supplier may suspend the service", note("footnote", 2), " after a reminder.", drawn.format(p("Note: reminders go by e-mail."))),
            control("<w:alias w:val=\"Term\"/>", p("The term is ", control("", t("two years")), ".")),
            p(check, " renewal, paid ", choice),
            '<w:customXml w:element="clause">' + p("Wrapped in an element of its own.") + "</w:customXml>",
            '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
            '<w:headerReference w:type="even" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/><w:titlePg/></w:sectPr>']
    separator = '<w:{0} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'.format
    notes = lambda kind, *texts: part(f"{kind}s", separator(kind) + "".join(
        f'<w:{kind} w:id="{i}">' + p(f"<w:r><w:{kind}Ref/></w:r>", " " + text) + f"</w:{kind}>" for i, text in enumerate(texts, 2)))
    parts = {
        "footnotes.xml": notes("footnote", "Not for emergency services.", "Bank days in the customer's city count."),
        "endnotes.xml": notes("endnote", "Interest runs from the day after."),
        "header1.xml": part("hdr", p("Hosting terms")), "header2.xml": part("hdr", p("Hosting terms, first page")),
        "header3.xml": part("hdr", p("Hosting terms")),
        "footer1.xml": part("ftr", p("Page ", field("PAGE", t("1")), " of ", field("NUMPAGES", t("3")))),
    }
    links = [("header", f"header{i}.xml") for i in (1, 2, 3)] + [("footer", "footer1.xml")]
    return package("".join(body), parts, links)


def changes(comments=True):
    """Words, paragraphs and rows put in, taken out and moved; a changed number; comments over words and paragraphs."""
    numbering = definition(0, level(0, "decimal", "%1.")) + instance(1, 0)
    mark = lambda name, number: who(name, number) + "/>"
    start, end = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'.format
    if not comments:
        start = end = lambda number: ""
    body = [
        p("The customer pays within ", start(0), gone(1, "30"), ins(2, "45"), " days", end(0), " of the invoice.", num=(1, 0)),
        p("The supplier may raise the fees ", gone(3, "at any time"), ins(4, "once a year"), ".", num=(1, 0)),
        p(gone(5, "Interest runs at nine per cent."), num=(1, 0), mark=mark("del", 6)),
        p(ins(7, "Interest runs at the rate of the central bank."), num=(1, 0), mark=mark("ins", 8)),
        p("Set-off is allowed", num=(1, 0), mark=mark("del", 9)),
        p(" for claims that are not disputed.", num=(1, 0)),
        p("Invoices go by e-mail.", num=(1, 0), mark=mark("ins", 10)),
        p(" Paper costs extra.", num=(1, 0)),
        p(gone(11, "Notices go to the address in the order.", "moveFrom"), num=(1, 0), mark=mark("moveFrom", 12)),
        p(start(1) + t("Either party may end this agreement on ") + ins(13, "written ") + t("notice."), num=(1, 0)),
        p("The last fees stay due", end(1), ".", num=(1, 0)),
        p(ins(14, "Notices go to the address in the order.", name="moveTo"), num=(1, 0), mark=mark("moveTo", 15)),
        p("This paragraph had no number.", num=(1, 0), more="") .replace(
            "</w:numPr></w:pPr>", "</w:numPr>" + who("pPrChange", 16) + "><w:pPr/></w:pPrChange></w:pPr>"),
        p("This one follows it.", num=(1, 0)),
        table(row(cell("Service"), cell("Fee")),
              row(cell(p(gone(17, "Backup"), mark=mark("del", 18))), cell(p(gone(19, "10 euros"), mark=mark("del", 20))),
                  props=mark("del", 21)),
              row(cell(p(ins(22, "Archive"), mark=mark("ins", 23))), cell(p(ins(24, "5 euros"), mark=mark("ins", 25))),
                  props=mark("ins", 26)),
              row(cell("Support"), cell("20 euros"))),
        p("Signed in two copies."),
    ]
    parts = {"numbering.xml": part("numbering", numbering)}
    if comments:
        comment = lambda number, *lines: who("comment", number, "Zhao Min") + ">" + "".join(p(l) for l in lines) + "</w:comment>"
        parts["comments.xml"] = part("comments", comment(0, "We asked for sixty.", "Ask again.") + comment(1, "Check with sales."))
    return package("".join(body), parts)


def strict():
    """The Strict namespaces, with a prefix of its own."""
    numbering = definition(0, level(0, "decimal", "%1.")) + instance(1, 0)
    body = p("Scope", num=(1, 0)) + p("The service is a database.") + p("Price", num=(1, 0)) + p("It is free of charge.")
    swap = lambda text: (text.replace(W, STRICT_W).replace(R, STRICT_R).replace("<w:", "<word:").replace("</w:", "</word:")
                         .replace(" w:", " word:").replace("xmlns:w=", "xmlns:word="))
    return package(body, {"numbering.xml": part("numbering", numbering)}, change=swap)


def macros():
    """A file with macros (which are not looked at), parts with byte-order marks, no prefix at all in the body."""
    body = p("The supplier backs up the data every night.") + p("Copies are kept for ", b("30 days"), ".")
    entries = package(body, main_type=MACRO_TYPE, extra=[("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 not a real project")])
    bare = lambda text: text.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", f'xmlns="{W}" xmlns:w=')
    return [(name, ("\ufeff" + bare(text)).encode() if name == "word/document.xml" else text) for name, text in entries]


def fields():
    """A table of contents, references, form fields, nested fields, symbols, formulas, a phonetic guide, hidden words."""
    styles = (style("Normal", "Normal") + style("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
              + style("T1", "toc 1") + style("Secret", "Secret", "<w:rPr><w:vanish/></w:rPr>", kind="character"))
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    entry = lambda text, page: '<w:hyperlink w:anchor="_x">' + t(text) + "<w:r><w:tab/></w:r>" + field("PAGEREF _x", t(page)) + "</w:hyperlink>"
    form = ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>' + char("end")).format
    formula = ("<m:oMath><m:r><m:t>C=</m:t></m:r><m:f><m:num><m:r><m:t>T−D</m:t></m:r></m:num><m:den><m:r><m:t>T</m:t></m:r>"
               "</m:den></m:f></m:oMath>")
    ruby = ("<w:r><w:ruby><w:rubyPr/><w:rt>" + t("péi") + "</w:rt><w:rubyBase>" + t("赔") + "</w:rubyBase></w:ruby></w:r>")
    conditional = (char("begin") + '<w:r><w:instrText xml:space="preserve"> IF </w:instrText></w:r>' + field("MERGEFIELD plan", t("gold"))
                   + '<w:r><w:instrText xml:space="preserve"> = "gold" "a" "b" </w:instrText></w:r>' + char("separate") + t("a") + char("end"))
    body = [
        p("Contents", style="T1"),
        p(char("begin") + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" </w:instrText></w:r>' + char("separate"),
          entry("Service", "1"), style="T1"),
        p(entry("Credits", "2"), char("end"), style="T1"),
        p("Service", style="H1"),
        p("As section ", field("REF _y \\h", t("Credits")), " says, ", '<w:fldSimple w:instr=" DATE ">' + t("1 May") + "</w:fldSimple>", " counts."),
        p(form("<w:checked/>"), " backup ", form(""), " archive, plan ", conditional),
        p("Credits", style="H1"),
        p("The credit is ", formula, ", never more."),
        p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', " paid in money, ", ruby, "偿 in Chinese.", t("not to be printed", '<w:rStyle w:val="Secret"/>')),
        p("non", "<w:r><w:noBreakHyphen/></w:r>", "binding, soft", "<w:r><w:softHyphen/></w:r>", "hyphen, line", "<w:r><w:br/></w:r>", "break, 5&#160;% &amp; more"),
    ]
    return package("".join(body), {"styles.xml": part("styles", styles)})


FILES = {
    "legal-multilevel.docx": legal_multilevel, "articles.docx": articles, "chinese.docx": chinese, "restarts.docx": restarts,
    "tables.docx": tables, "stories.docx": stories, "changes.docx": changes, "strict.docx": strict, "macros.docm": macros,
    "fields.docx": fields,
}


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else \
        Path(__file__).parent.parent / "src-tauri/crates/document/tests/files/word"
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        write(folder / name, make())


if __name__ == "__main__":
    main()
