"""Word files for the tests, written part by part: what python-docx cannot write (numbering, revisions, text boxes)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="' + OFFICE + '"'
)
Parts = Mapping[str, str | bytes | None]  # by name; None leaves one out
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def relationships(*targets: tuple[str, str]) -> str:
    """A ``.rels`` part from pairs of kind and target."""
    inner = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'


def zipped(parts: Parts) -> bytes:
    """A zip file of parts; one that is None is left out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return file.getvalue()


def word_file(body: str, *, numbering: str = "", styles: str = "", parts: Parts | None = None) -> bytes:
    """A Word file with this body; `parts` adds others, or replaces these."""
    content: Parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
        ),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(("numbering", "numbering.xml"), ("styles", "styles.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
    }
    return zipped({**content, **(parts or {})})


def p(text: str, properties: str = "") -> str:
    """A paragraph; `text` that begins with a tag is taken as its runs."""
    runs = text if text.startswith("<") else f"<w:r><w:t>{text}</w:t></w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def style(style_id: str, *, name: str = "", base: str = "", kind: str = "paragraph", inner: str = "") -> str:
    """A style; of a style without a base it is said that it is the default."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    default = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"{default}><w:name w:val="{name or style_id}"/>'
        f"{based}{inner}</w:style>"
    )


def styled(style_id: str, text: str, properties: str = "") -> str:
    """A paragraph of a style."""
    return p(text, f'<w:pStyle w:val="{style_id}"/>{properties}')


def num_pr(num_id: int | str | None = None, level: int | str | None = None) -> str:
    """The properties that put a paragraph, or a style, into a list."""
    ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f"<w:numPr>{ilvl}" + ("" if num_id is None else f'<w:numId w:val="{num_id}"/>') + "</w:numPr>"


def level(index: int, form: str, text: str, *, start: int | str | None = 1, inner: str = "") -> str:
    """A level of a list."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{form}"/>{inner}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *levels: str) -> str:
    """The definition of a list."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}'
        "</w:abstractNum>"
    )


def num(number: int, of: int, inner: str = "") -> str:
    """A list that follows a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'


def restart(index: int, start: int | str = 1) -> str:
    """The override that lets a list begin anew."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
