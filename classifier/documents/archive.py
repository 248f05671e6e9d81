"""The zip of XML parts that a Word file is (ISO 29500-2): its parts, found by relationship, each within limits.

Takes a file's bytes, gives parsed parts. A part that nobody asks for is never unpacked, nothing outside the file is
followed. Not for what the parts say (docx, styles, numbering).
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from urllib.parse import unquote

from lxml import etree

from classifier.errors import DocumentError

LARGEST_PART = 128 * 1024 * 1024  # bytes; the text of a report of 300 pages has less than 10 MB
LARGEST = 256 * 1024 * 1024  # bytes of all parts that are read
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, OverflowError, ValueError,
)  # fmt: skip
_ENCRYPTED = 0x1  # bit of the entry's flags
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # all that the standard allows
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# the strict variant of the format says the same under other names
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}


class Archive:
    """An open file; parts are named without a leading slash and found in any case, as the standard has it.

    Parameters
    ----------
    content : bytes

    Raises
    ------
    DocumentError
        If it is no zip file, is cut short, or has encrypted entries; the methods raise it for a part that is damaged,
        there twice, too large, or declares a document type.
    """

    def __init__(self, content: bytes) -> None:
        self._read = 0
        self._entries: dict[str, list[zipfile.ZipInfo]] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGED as error:
            raise DocumentError(f"is cut short or damaged ({_brief(error)}); download or copy it again") from error
        for entry in self._zip.infolist():
            if entry.flag_bits & _ENCRYPTED:
                raise DocumentError("is encrypted; open it with its password and save it without one")
            self._entries.setdefault(_key(entry.filename), []).append(entry)

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def read(self, name: str) -> bytes:
        """Unpack a part, counting the bytes that come rather than those announced."""
        first, *others = self._entries[_key(name)]
        if others:
            raise DocumentError(f"holds its part {name} twice; open it in Word or WPS and save it again")
        if first.compress_type not in _METHODS:
            raise DocumentError(f"packs its part {name} as no Word file does; open it in Word or WPS and save it again")
        allowed = min(LARGEST_PART, LARGEST - self._read)
        try:
            with self._zip.open(first) as part:
                content = part.read(allowed + 1)
        except _DAMAGED as error:
            raise DocumentError(
                f"is damaged: its part {name} cannot be unpacked ({_brief(error)}); download or copy it again"
            ) from error
        if len(content) > allowed:
            raise DocumentError(f"unpacks to more than {allowed // 1024**2} MB in {name}, as no report does; split it")
        self._read += len(content)
        return content

    def parse(self, name: str) -> etree._Element:
        """Parse a part; the strict variant of the format is read as the usual one."""
        content = self.read(name)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            content = content.decode("utf-16", "replace").encode("utf-8", "replace")
        if b"<!DOCTYPE" in content:
            raise DocumentError(
                f"declares a document type in {name}, as no Word file does; open it in Word or WPS and save it again"
            )
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        # the encoding is fixed, lest a document type hide in another; huge_tree allows 2,048 nested elements, not 256
        parser = etree.XMLParser(
            encoding="utf-8", huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )  # fmt: skip
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise DocumentError(_fault(name, error)) from error

    def related(self, source: str, kind: str, default: str) -> str:
        """Give the name of the part that `source` ("" for the whole file) points to by a relationship of this kind.

        Where the relationship is missing or leads nowhere, `default`, the usual name, beside `source`.
        """
        folder, base = posixpath.split(source)
        relationships = posixpath.join(folder, "_rels", f"{base}.rels")
        if relationships in self:
            for relationship in self.parse(relationships).iter(_RELATIONSHIP):
                if relationship.get("TargetMode", "").lower() == "external":
                    continue
                if relationship.get("Type", "").endswith(f"/{kind}"):
                    target = posixpath.join("/", folder, relationship.get("Target", "").replace("\\", "/"))
                    name = posixpath.normpath(target).lstrip("/")
                    if name in self:
                        return name
        return posixpath.join(folder, default)


def _key(name: str) -> str:
    return unquote(name).replace("\\", "/").lstrip("/").lower()


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _fault(name: str, error: etree.XMLSyntaxError) -> str:
    if not error.lineno or "emory" in str(error):  # what the parser says when memory ends
        return f"has too much text in {name} for the memory allowed; split it"
    if "depth" in str(error):
        return f"has elements nested too deeply in {name}; copy its text into a new document"
    return f"is damaged: {name} is no proper XML ({_brief(error)}); open it in Word or WPS and save it again"
