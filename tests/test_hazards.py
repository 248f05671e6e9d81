"""Every document is hostile: it is read right or refused in one line, within its time and memory, and nothing else
happens."""

from __future__ import annotations

import os
import re
import socketserver
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import require_program
from tests.harness import Harness, Outcome, digest
from tests.hazards import HAZARDS, SECRET, Hazard, Place

SECONDS = 10.0  # for a document
START = 2.0  # for the process that reads it, where one before it was ended
OFFICE_SECONDS = 30.0  # where LibreOffice starts and makes its profile
GIVEN_UP = 75.0  # longer than the product gives LibreOffice
MEMORY = 1 << 30  # bytes
pytestmark = pytest.mark.skipif(os.name == "nt", reason="this system has neither pipes with names nor memory limits")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Listener(socketserver.TCPServer):
    """A server that no document may make anyone ask."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def process_request(self, request, client_address) -> None:
        self.asked += 1
        super().process_request(request, client_address)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with Listener() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def harness() -> Iterator[Harness]:
    harness = Harness(SECRET, seconds=GIVEN_UP)
    yield harness
    harness.close()


@pytest.fixture
def place(listener: Listener) -> Iterator[Place]:
    """A folder that goes when the test ends: some hazards are large."""
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "secret.txt")
        secret.write_text(SECRET, encoding="utf-8")
        inner = Path(folder, "documents")
        inner.mkdir()
        yield Place(inner, secret, listener.url)


def marked(hazard: Hazard) -> object:
    marks = [pytest.mark.slow] if hazard.slow else [pytest.mark.minutes]
    return pytest.param(hazard, id=hazard.name, marks=marks)


@pytest.mark.parametrize("hazard", [marked(hazard) for hazard in HAZARDS])
def test_a_hazard_is_read_or_refused_in_words(
    hazard: Hazard, place: Place, harness: Harness, listener: Listener
) -> None:
    if hazard.office:
        require_program("soffice")
    path = write(hazard, place)
    before, asked = list_files(place.folder), listener.asked
    outcome = harness.read(path)
    assert outcome.kind in ("text", "error"), outcome
    assert outcome.seconds <= (OFFICE_SECONDS if hazard.office else SECONDS + START), outcome
    assert outcome.peak <= MEMORY, outcome
    if outcome.kind == "error":
        check_error(outcome, path)
    check_expectation(hazard, outcome)
    assert not outcome.shown, "the text of another file is in this one"
    assert listener.asked == asked, "a server was asked"
    assert list_files(place.folder) == before, "something was written beside it"


def write(hazard: Hazard, place: Place) -> Path:
    try:
        return hazard.write(place)
    except OSError:
        if not hazard.name.startswith("paths/"):
            raise
        pytest.skip("this file system has no such path")


def check_expectation(hazard: Hazard, outcome: Outcome) -> None:
    assert hazard.expected in (outcome.kind, "either"), outcome
    assert outcome.intact, "lines do not slice back"
    if outcome.kind == "text" and hazard.text:
        assert outcome.digest == digest(hazard.text), outcome.message


def check_error(outcome: Outcome, path: Path) -> None:
    """An error is one line that names the file and can be printed, whatever the file is called."""
    assert not UNPRINTABLE.search(outcome.message), ascii(outcome.message)
    stem = path.name if not UNPRINTABLE.search(path.name) else "hazard"
    assert stem in outcome.message, outcome
    assert len(outcome.message) < len(os.fspath(path)) + 400, "too long for a line"


def list_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_there_are_hazards_of_every_sort_and_none_twice() -> None:
    names = [hazard.name for hazard in HAZARDS]
    assert len(set(names)) == len(names) >= 170
