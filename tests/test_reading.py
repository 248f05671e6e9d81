"""A path to a document: the kind is taken from the bytes, and whatever is wrong is said with the file's name."""

from __future__ import annotations

import codecs
import os
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from classifier.documents import read_document, reading
from classifier.documents.parsing import LARGEST, parse_document
from classifier.errors import DocumentError
from classifier.isolation import Worker

Write = Callable[..., Path]
REPORT = """云泽县2023年法治政府建设工作报告
2023年，云泽县认真贯彻上级部署，现将情况报告如下。
一、主要工作
全年办结行政复议案件三十二件，无一超期。
云泽县人民政府
2024年1月20日
"""
PAGE = "<html><head><title>云泽县2023年法治政府建设工作报告</title></head><body>{}</body></html>".format(
    "".join(f"<p>{line}</p>\n" for line in REPORT.splitlines())
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: bytes | str, name: str = "report.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_a_text_report_tells_about_itself(write: Write) -> None:
    path = write(REPORT)
    document = read_document(path)
    assert (document.title, document.region, document.year) == ("云泽县2023年法治政府建设工作报告", "云泽县", 2023)
    assert (document.issuer, document.date, document.encoding) == ("云泽县人民政府", "2024-01-20", "utf-8")
    assert document.path == path.as_posix()


@pytest.mark.parametrize("name", ["report.html", "report.txt", "report", "report.doc"])
def test_a_page_is_known_by_its_bytes_and_not_by_its_name(write: Write, name: str) -> None:
    document = read_document(write(PAGE, name))
    assert "<" not in document.text
    assert document.title == "云泽县2023年法治政府建设工作报告"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_page_and_a_text_read_the_same_in_every_encoding(write: Write, encoding: str) -> None:
    page, text = (read_document(write(content.encode(encoding))) for content in (PAGE, REPORT))
    assert page.text == text.text.strip()
    assert (page.title, page.year, page.date) == (text.title, text.year, text.date)


def test_a_page_in_big_endian_utf32_is_a_page(write: Write) -> None:
    assert "<" not in read_document(write(codecs.BOM_UTF32_BE + PAGE.encode("utf-32-be"))).text


def test_a_text_of_very_many_lines_is_refused_at_once(write: Write) -> None:
    with pytest.raises(DocumentError, match="has more than 500,000 lines; cut it into its documents"):
        read_document(write("法治\n" * 500_001))


def test_angle_brackets_in_a_text_do_not_make_it_a_page(write: Write) -> None:
    assert "<p>" in read_document(write(REPORT + "标签<p>是段落的意思，全文共有三处。")).text


def test_every_line_of_a_document_slices_back(write: Write) -> None:
    document = read_document(write(REPORT.replace("\n", "\r\n　　")))
    assert document.lines
    assert all(document.text[line.start : line.end] == line.text for line in document.lines)


@pytest.mark.parametrize("content", [b"", b"  \n\t\n"])
def test_an_empty_file_is_refused(write: Write, content: bytes) -> None:
    with pytest.raises(DocumentError, match=r"empty\.txt: is empty"):
        read_document(write(content, "empty.txt"))


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><body><script>load()</script></body></html>", "<!-- a --><p> <br>"]
)
def test_a_page_without_text_is_refused(write: Write, page: str) -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        read_document(write(page))


def test_a_binary_file_is_refused(write: Write) -> None:
    with pytest.raises(DocumentError, match=r"report\.txt: is a binary file"):
        read_document(write(b"\x02\x01\x01\x00\x00"))


def test_undecodable_bytes_are_named_with_file_and_offset(write: Write) -> None:
    with pytest.raises(DocumentError, match=r"report\.txt: is text in no known encoding \(byte 6 "):
        read_document(write("法治".encode() + b"\xff\xff"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"missing\.txt: cannot be read .*check the path"):
        read_document(tmp_path / "missing.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder; name the files in it"):
        read_document(tmp_path)


def test_a_path_through_a_file_is_refused(write: Write) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(write(REPORT) / "inner.txt")


@pytest.mark.parametrize("name", ["a\0b", "长" * 400])
def test_an_impossible_path_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match="cannot be read"):
        read_document(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    outcome: list[BaseException] = []

    def read() -> None:
        try:
            read_document(tmp_path / "pipe")
        except DocumentError as error:
            outcome.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(5)
    assert len(outcome) == 1
    assert "is not a regular file" in str(outcome[0])


def test_a_file_too_large_for_a_report_is_refused(tmp_path: Path) -> None:
    with open(tmp_path / "large.txt", "wb") as large:
        large.truncate(LARGEST + 1)
    with pytest.raises(
        DocumentError, match=f"large.txt: has {LARGEST + 1} bytes, more than the {LARGEST} that a report"
    ):
        read_document(tmp_path / "large.txt")


def test_a_document_that_hangs_its_reader_costs_its_time_and_no_more(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Worker(seconds=0.5) as worker:
        monkeypatch.setattr(reading, "_worker", lambda: worker)
        monkeypatch.setattr(reading, "_PARSE", "tests.trouble:hang_on")
        with pytest.raises(DocumentError, match=r"report\.txt: took longer than 0\.5 s; open it in the program"):
            read_document(write(REPORT))


def test_a_document_comes_back_from_its_reader_as_it_was_parsed(write: Write) -> None:
    path = write(PAGE)
    assert read_document(path) == parse_document(str(path), path.as_posix())


@pytest.mark.skipif(os.name == "nt", reason="this system has only names in Unicode")
def test_a_name_in_no_encoding_is_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb1\xa8.txt"
    with open(name, "w", encoding="utf-8") as file:
        file.write(REPORT)
    assert read_document(os.fsdecode(name)).year == 2023


def test_documents_are_read_from_several_threads(write: Write) -> None:
    paths = [write(REPORT, f"{n}.txt") for n in range(8)]
    with ThreadPoolExecutor(4) as threads:
        assert [d.path for d in threads.map(read_document, paths)] == [p.as_posix() for p in paths]


def test_the_error_survives_a_worker_process(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(tmp_path / "missing.txt")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.minutes
def test_reading_in_a_child_process_costs_at_most_two_milliseconds_a_file(write: Write) -> None:
    paths = [str(write(REPORT * 20, f"{n}.txt")) for n in range(300)]
    read_document(paths[0])

    def busy(read: Callable[[str], object]) -> float:
        """Give the processor's seconds of this process and its children: what else runs on the machine does not count."""
        before = _busy()
        for path in paths:
            read(path)
        return _busy() - before

    here = min(busy(lambda path: parse_document(path, path)) for _ in range(3))
    assert min(busy(read_document) for _ in range(3)) - here < 2e-3 * len(paths)


def _busy() -> float:
    processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in processes if process.is_running())
