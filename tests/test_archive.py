"""Word files that are damaged, hostile, or something else: one clear error, never another exception."""

from __future__ import annotations

import io
import pickle
import random
import struct
import subprocess
import sys
import textwrap
import warnings
import zipfile

import pytest

from classifier.documents import archive
from classifier.documents.docx import read_docx
from classifier.errors import DocumentError
from tests.conftest import ROOT
from tests.word_files import NAMESPACES, p, relationships, word_file, zipped

REPORT = word_file(p("办结三十件。") + p("普法十场。"))
BOMB = "<!DOCTYPE a [<!ENTITY a '法治'><!ENTITY b '" + "&a;" * 100 + "'><!ENTITY c '" + "&b;" * 100 + "'>]>"


def refusal(content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        read_docx(content)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300
    assert str(pickle.loads(pickle.dumps(caught.value))) == message
    return message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a zip file", REPORT[:-30], REPORT[: len(REPORT) // 2]])
def test_a_file_cut_short_is_refused(content: bytes) -> None:
    assert "is cut short or damaged" in refusal(content)
    assert "download or copy it again" in refusal(content)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": None}, "is no Word document (it lacks word/document.xml)"),
        ({"word/document.xml": None, "xl/workbook.xml": "<workbook/>"}, "is an Excel workbook"),
        (
            {
                "word/document.xml": None,
                "xl/workbook.xml": "<workbook/>",
                "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
            },
            "is an Excel workbook",
        ),
        ({"word/document.xml": None, "ppt/presentation.xml": ""}, "is a PowerPoint presentation"),
        ({"word/document.xml": None, "content.xml": "", "mimetype": ""}, "is an OpenDocument file"),
        ({"word/document.xml": "<html/>"}, "is no Word document"),
        ({"word/document.xml": '<w:document xmlns:w="urn:other"/>'}, "is no Word document"),
    ],
)
def test_a_file_of_another_kind_is_named(parts: dict[str, str], kind: str) -> None:
    assert refusal(word_file("", parts=parts)).startswith(kind)


def test_an_encrypted_entry_is_named() -> None:
    at = REPORT.index(b"PK\x01\x02") + 8  # flags in the central directory
    assert "is encrypted; open it with its password" in refusal(REPORT[:at] + struct.pack("<H", 1) + REPORT[at + 2 :])


def test_a_part_that_is_there_twice_is_refused() -> None:
    file = io.BytesIO(REPORT)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as written:
        warnings.simplefilter("ignore")
        written.writestr("word/document.xml", "<other/>")
    assert "holds its part word/document.xml twice" in refusal(file.getvalue())


def test_a_method_of_packing_that_word_does_not_know_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as written:
        written.writestr("word/document.xml", f"<w:document {NAMESPACES}/>")
    assert "packs its part word/document.xml as no Word file does" in refusal(file.getvalue())


def test_a_part_that_unpacks_to_too_much_is_refused() -> None:
    spaces = b" " * (archive.LARGEST_PART + 1)
    assert "unpacks to more than 128 MB" in refusal(word_file("", parts={"word/document.xml": spaces}))


def test_parts_that_unpack_to_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 3 * 1024 * 1024)
    big = f"<w:styles {NAMESPACES}>" + " " * 2 * 1024 * 1024 + "</w:styles>"
    assert "unpacks to more than" in refusal(word_file("", parts={"word/styles.xml": big, "word/numbering.xml": big}))


def test_a_size_that_is_announced_too_small_is_no_way_in() -> None:
    content = word_file("", parts={"word/document.xml": b"<a>" + b" " * 10_000_000 + b"</a>"})
    size = struct.pack("<I", 10_000_007)
    assert content.count(size) == 2
    assert "cannot be unpacked" in refusal(content.replace(size, struct.pack("<I", 10)))


def test_what_nobody_reads_is_never_unpacked() -> None:
    content = word_file(p("正文。"), parts={"word/media/image1.bmp": b"\0" * (archive.LARGEST + 1)})
    assert read_docx(content).text == "正文。"


@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels", "docProps/core.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_part_that_declares_a_document_type_is_refused(name: str, encoding: str) -> None:
    part = f"{BOMB}<a b='&c;'>&c;</a>".encode(encoding)
    assert f"declares a document type in {name}" in refusal(word_file(p("正文。"), parts={name: part}))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "cp037"])
def test_an_encoding_that_could_hide_a_document_type_is_not_read(encoding: str) -> None:
    part = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode(encoding)
    assert "is no proper XML" in refusal(word_file("", parts={"word/document.xml": part}))


@pytest.mark.parametrize(
    "body",
    [b"<w:p>", b"<w:p></w:r>", p("\x00").encode(), p("\x01").encode(), b"&#0;", b"&#xD800;", b"&entity;", b"\xff\xfe", b"<x:p/>"],
)  # fmt: skip
def test_broken_xml_is_refused(body: bytes) -> None:
    document = f"<w:document {NAMESPACES}><w:body>".encode() + body + b"</w:body></w:document>"
    assert "word/document.xml is no proper XML" in refusal(word_file("", parts={"word/document.xml": document}))


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"])
def test_a_broken_part_that_decides_what_is_shown_is_refused(name: str) -> None:
    assert f"{name} is no proper XML" in refusal(word_file(p("正文。"), parts={name: "<a><b>"}))


NESTED = {
    "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "boxes": ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    "alternatives": ("<mc:AlternateContent><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>"),
    "paragraphs": ("<w:p>", "</w:p>"),
}


@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_five_hundred_deep_is_read(kind: str) -> None:
    begin, end = NESTED[kind]
    assert (
        read_docx(word_file(begin * 500 + p("办结三十件。") + end * 500 + p("后文。"))).text == "办结三十件。\n后文。"
    )


@pytest.mark.parametrize("kind", NESTED)
def test_what_is_nested_too_deeply_is_refused_rather_than_cut(kind: str) -> None:
    begin, end = NESTED[kind]
    assert "nested too deeply" in refusal(word_file(begin * 5000 + p("办结三十件。") + end * 5000))


@pytest.mark.minutes
@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory")
@pytest.mark.parametrize("unit", [p("法"), "<w:p/>", "<w:sdt><w:p/></w:sdt>", "字"])
def test_a_full_part_ends_in_an_answer_within_a_gigabyte(unit: str) -> None:
    code = f"""
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        from classifier.documents.docx import read_docx
        from classifier.errors import DocumentError
        from tests.word_files import word_file
        content = word_file({unit!r} * (120 * 1024 * 1024 // len({unit!r}.encode())))
        try:
            print("read", len(read_docx(content).text))
        except DocumentError as error:
            print("refused", error)
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.stdout.startswith(("read", "refused")), ended.stderr
    assert not ended.stdout.startswith("refused") or "memory allowed" in ended.stdout


def test_a_hundred_thousand_paragraphs_are_read() -> None:
    assert read_docx(word_file(p("文") * 100_000)).text.count("\n") == 99_999


def test_nothing_done_to_the_bytes_raises_anything_but_a_document_error() -> None:
    chance = random.Random(5)
    for _ in range(1500):
        content = bytearray(REPORT)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(content))
            if chance.random() < 0.2:
                del content[at : at + chance.randint(1, 200)]
            else:
                content[at] = chance.choice([0, 1, 0xFF, chance.randrange(256), content[at] ^ 1 << chance.randrange(8)])
        try:
            extract = read_docx(bytes(content))
        except DocumentError:
            continue
        assert "\0" not in extract.text


def test_nothing_done_to_the_xml_raises_anything_but_a_document_error() -> None:
    chance = random.Random(6)
    parts = {
        info.filename: zipfile.ZipFile(io.BytesIO(REPORT)).read(info)
        for info in zipfile.ZipFile(io.BytesIO(REPORT)).infolist()
    }
    words = [
        b"w:p",
        b"w:r",
        b"w:tc",
        b"w:tr",
        b"w:t",
        b"Target=",
        b"",
        b"w:val=",
        b"<",
        b"</w:p>",
        b"<w:tr>",
        b"w:fldChar",
        b"\xff",
    ]
    for _ in range(500):
        name = chance.choice(list(parts))
        old, new = chance.choice(words) or b"w:", chance.choice(words)
        try:
            read_docx(zipped({**parts, name: parts[name].replace(old, new, chance.choice([-1, 1, 3]))}))
        except DocumentError:
            continue
