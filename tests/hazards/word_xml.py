"""What XML inside a .docx, .xlsx or .odt can do: entities, depth, width, loops, links to elsewhere.

Gives `HAZARDS`. Not for the archive around it (archives).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.hazards.hazard import BODY, LINES, TEXT, Hazard, Place, file, placed
from tests.hazards.samples import (
    DECLARATION,
    NAMESPACES,
    document_xml,
    docx,
    docx_parts,
    odt_parts,
    paragraphs,
    relations,
    xlsx_parts,
    zipped,
)  # fmt: skip

_LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)
_QUADRATIC = f"<!DOCTYPE d [<!ENTITY big '{'法治' * 50_000}'>]>"
_LOOP = "<!DOCTYPE d [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>"

# (name, document type, what calls the entity); {file} and {url} are the place's
_ENTITIES = (
    ("laughs", _LAUGHS, "&a11;"),
    ("quadratic-entity", _QUADRATIC, "&big;" * 20_000),
    ("entity-of-itself", _LOOP, "&a;"),
    ("entity-of-a-file", '<!DOCTYPE d [<!ENTITY x SYSTEM "{file}">]>', "&x;"),
    ("entity-of-a-server", '<!DOCTYPE d [<!ENTITY x SYSTEM "{url}x">]>', "&x;"),
    ("parameter-entity", '<!DOCTYPE d [<!ENTITY % x SYSTEM "{url}x.dtd"> %x;]>', "法"),
    ("outer-document-type", '<!DOCTYPE d SYSTEM "{url}d.dtd">', "法"),
)


def _entity_docx(doctype: str, call: str) -> bytes:
    return docx(document_xml(f"{paragraphs()}<w:p><w:r><w:t>{call}</w:t></w:r></w:p>", doctype=doctype))


def _entity_xlsx(doctype: str, call: str) -> bytes:
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{call}</t></is></c></row>'
    return zipped(xlsx_parts(row, doctype=doctype))


def _entity_odt(doctype: str, call: str) -> bytes:
    return zipped(odt_parts(f"<text:p>{BODY}{call}</text:p>", doctype=doctype))


def _entities(kind: str, make: Callable[[str, str], bytes]) -> list[Hazard]:
    def content(doctype: str, call: str, place: Place) -> bytes:
        return make(doctype.replace("{file}", place.secret.as_uri()).replace("{url}", place.url), call)

    return [
        placed(
            f"{name}-{kind}",
            partial(content, doctype, call),
            "error" if kind == "xlsx" else "either",
            office=kind == "odt",
            slow=kind == "odt" and name != "laughs",
        )
        for name, doctype, call in _ENTITIES
    ]


def _linked(kind: str, body: str, *, mode: str = "External") -> Callable[[Place], bytes]:
    """Give a document with a relation of this kind to a server; the body calls it rId3."""

    def content(place: Place) -> bytes:
        links = relations(
            ("styles", "styles.xml", ""), ("numbering", "numbering.xml", ""), (kind, f"{place.url}evil", mode)
        )
        more = {
            "word/_rels/document.xml.rels": links,
            "word/_rels/settings.xml.rels": relations((kind, f"{place.url}evil", mode)),
        }
        return docx(document_xml(paragraphs() + body), more)

    return content


def _nested(element: str, depth: int, *, inner: str = "", body: str = paragraphs()) -> bytes:
    """Give a document with its paragraphs inside so many elements: "w:sdt w:sdtContent" opens two at each step."""
    names = element.split()
    start, end = "".join(f"<{n}>" for n in names), "".join(f"</{n}>" for n in reversed(names))
    return docx(document_xml(start * depth + (inner or body) + end * depth))


def _numbered(numbering: str, properties: str = '<w:ilvl w:val="0"/><w:numId w:val="1"/>') -> bytes:
    numbered = f"<w:p><w:pPr><w:numPr>{properties}</w:numPr></w:pPr><w:r><w:t>{LINES[2][2:]}</w:t></w:r></w:p>"
    body = paragraphs(LINES[:2]) + numbered + paragraphs(LINES[3:])
    part = f"{DECLARATION}<w:numbering {NAMESPACES}>{numbering}<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    return docx(document_xml(body), {"word/numbering.xml": part})


def _level(text: str, *, start: str = "1", numbers: str = "chineseCounting", level: str = "0") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{numbers}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
    )


def _styled(styles: str) -> bytes:
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>' for line in LINES)
    return docx(document_xml(body), {"word/styles.xml": f"{DECLARATION}<w:styles {NAMESPACES}>{styles}</w:styles>"})


def _style(name: str, based_on: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/></w:style>'


def _in_encoding(encoding: str, declared: str) -> bytes:
    text = document_xml(paragraphs()).replace("UTF-8", declared)
    return zipped({**docx_parts(), "word/document.xml": text.encode(encoding)})


_CHAIN = "".join(_style(f"s{n}", f"s{n + 1}") for n in range(20_000)).replace('"s0"', '"a"')
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_FIELDS = (
    "<w:p>" + _FIELD.format("begin") + '<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc" INCLUDEPICTURE "http://x/"</w:instrText></w:r>'
    + _FIELD.format("separate") + "<w:r><w:t>特此报告。</w:t></w:r>" + _FIELD.format("end") + "</w:p>"
)  # fmt: skip

HAZARDS: list[Hazard] = [
    *_entities("docx", _entity_docx),
    *_entities("xlsx", _entity_xlsx),
    *_entities("odt", _entity_odt),
    placed("template-of-a-server-docx", _linked("attachedTemplate", ""), "text", TEXT),
    placed("picture-of-a-server-docx", _linked("image", '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId3"/></v:shape></w:pict></w:r></w:p>'), "text", TEXT),
    placed("page-of-a-server-docx", _linked("aFChunk", '<w:altChunk r:id="rId3"/>'), "either", TEXT),
    placed("frame-of-a-server-docx", _linked("frame", ""), "text", TEXT),
    placed("document-of-a-server-docx", _linked("subDocument", '<w:subDoc r:id="rId3"/>'), "either", TEXT),
    file("commands-in-a-field-docx", lambda: docx(document_xml(paragraphs() + _FIELDS)), "text", TEXT + "\n特此报告。"),
    file("field-never-closed-docx", lambda: docx(document_xml(paragraphs() + f"<w:p>{_FIELD.format('begin')}</w:p>" * 2000)), "either", TEXT),
    file("deep-tables-docx", partial(_nested, "w:tbl w:tr w:tc", 3000), "either"),
    file("deep-tables-below-the-parser-s-limit-docx", partial(_nested, "w:tbl w:tr w:tc", 60), "text", TEXT),
    file("deep-controls-docx", partial(_nested, "w:sdt w:sdtContent", 5000), "either"),
    file("deep-unknown-elements-docx", partial(_nested, "w:customXml", 100_000), "either"),
    file("deep-text-boxes-docx", partial(_nested, "w:p w:r w:pict v:shape v:textbox w:txbxContent", 1000), "either"),
    file("deep-insertions-docx", lambda: docx(document_xml("<w:p>" + "<w:ins>" * 5000 + f"<w:r><w:t>{BODY}</w:t></w:r>" + "</w:ins>" * 5000 + "</w:p>")), "either"),
    file("deep-sheet-xlsx", lambda: zipped(xlsx_parts("<row>" * 100_000 + "</row>" * 100_000))),
    file("deep-sections-odt", lambda: zipped(odt_parts("<text:section>" * 5000 + f"<text:p>{BODY}</text:p>" + "</text:section>" * 5000)), "either", office=True, slow=True),
    file("half-a-million-empty-paragraphs-docx", lambda: docx(document_xml(paragraphs() + "<w:p/>" * 500_000)), "either", TEXT, slow=True),
    file("half-a-million-runs-docx", lambda: docx(document_xml(paragraphs() + "<w:p>" + "<w:r><w:t>法</w:t></w:r>" * 500_000 + "</w:p>")), "either", TEXT + "\n" + "法" * 500_000, slow=True),
    file("hundred-thousand-cells-docx", lambda: docx(document_xml(paragraphs() + "<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 100_000 + "</w:tr></w:tbl>")), "either", slow=True),
    file("cell-over-a-billion-columns-docx", lambda: docx(document_xml(paragraphs() + '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>')), "either", TEXT),
    file("huge-attribute-docx", lambda: docx(document_xml(paragraphs() + f'<w:p w:rsidR="{"A" * 20_000_000}"/>')), "either"),
    file("hundred-thousand-attributes-docx", lambda: docx(document_xml(paragraphs() + "<w:p " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>")), "either"),
    file("huge-text-docx", lambda: docx(document_xml(f"<w:p><w:r><w:t>{'法' * 12_000_000}</w:t></w:r></w:p>")), "either", slow=True),
    file("long-name-docx", lambda: docx(document_xml(f"<{'a' * 1_000_000}/>" + paragraphs())), "either"),
    file("styles-in-a-circle-docx", lambda: _styled(_style("a", "b") + _style("b", "a")), "text", TEXT),
    file("style-on-itself-docx", lambda: _styled(_style("a", "a")), "text", TEXT),
    file("chain-of-styles-docx", lambda: _styled(_CHAIN), "text", TEXT, slow=True),
    file("numbering-in-a-circle-docx", lambda: _numbered('<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'), "either"),
    file("numbering-from-a-billion-docx", lambda: _numbered(_level("%1、", start="1000000000")), "either"),
    file("numbering-from-below-zero-docx", lambda: _numbered(_level("%1、", start="-7")), "either"),
    file("numbering-from-a-word-docx", lambda: _numbered(_level("%1、", start="七")), "either"),
    file("roman-numbering-from-ten-billion-docx", lambda: _numbered(_level("%1.", start="9999999999", numbers="upperRoman")), "either"),
    file("letters-from-ten-billion-docx", lambda: _numbered(_level("%1.", start="9999999999", numbers="lowerLetter")), "either"),
    file("numbering-by-level-99-docx", lambda: _numbered(_level("%99、%0、%1、")), "either"),
    file("numbering-of-a-million-characters-docx", lambda: _numbered(_level("%1、" * 300_000)), "either"),
    file("level-99-docx", lambda: _numbered(_level("%1、"), '<w:ilvl w:val="99"/><w:numId w:val="1"/>'), "either"),
    file("level-below-zero-docx", lambda: _numbered(_level("%1、"), '<w:ilvl w:val="-1"/><w:numId w:val="1"/>'), "either"),
    file("level-that-is-no-number-docx", lambda: _numbered(_level("%1、"), '<w:ilvl w:val="x"/><w:numId w:val="y"/>'), "either"),
    file("numbering-unknown-docx", lambda: _numbered("", '<w:ilvl w:val="0"/><w:numId w:val="77"/>'), "text", TEXT.replace("一、", "")),
    file("document-of-another-kind-docx", lambda: docx("<html><body><p>not Word's</p></body></html>")),
    file("document-without-body-docx", lambda: docx(f"<w:document {NAMESPACES}/>")),
    file("document-that-is-no-xml-docx", lambda: docx("{\\rtf1 not xml}")),
    file("document-cut-in-its-xml-docx", lambda: docx(document_xml(paragraphs())[:-40]), "error"),
    file("document-of-nul-bytes-docx", lambda: docx("", {"word/document.xml": bytes(1000)})),
    file("xml-in-utf16-docx", lambda: _in_encoding("utf-16", "UTF-16"), "text", TEXT),
    file("xml-in-gb18030-docx", lambda: _in_encoding("gb18030", "GB18030"), "either", TEXT),
    file("xml-in-utf7-docx", lambda: _in_encoding("utf-7", "UTF-7"), "either"),
    file("xml-in-no-encoding-docx", lambda: _in_encoding("utf-8", "x-none"), "either"),
    file("control-characters-docx", lambda: docx(document_xml(paragraphs() + "<w:p><w:r><w:t>&#1;&#11;\x02</w:t></w:r></w:p>")), "either"),
    file("instructions-and-comments-docx", lambda: docx(document_xml("<?evil code?><!-- w:p -->" + paragraphs() + "<![CDATA[<w:p>]]>")), "text", TEXT),
]  # fmt: skip
