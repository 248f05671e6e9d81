"""Old and foreign word processors' files (.doc, .wps, .rtf, .odt) to .docx, by LibreOffice.

Takes the file's bytes, gives those of a .docx. Not for reading it (docx).
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from classifier.errors import DocumentError

SECONDS = 25.0  # of one conversion; the first one of a process also makes a profile
MEMORY = 1 << 30  # bytes that it may take
# LibreOffice is given its limits by a Python that it then takes the place of; Windows has none. The one of time is for
# a LibreOffice that nobody waits for any more.
_LIMITED = "; ".join(
    (
        "import os, resource, sys",
        "resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[1]),) * 2)",
        "resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]),) * 2)",
        "os.execv(sys.argv[3], sys.argv[3:])",
    )
)
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_LOCK = threading.Lock()  # one LibreOffice uses a profile at a time


@lru_cache(maxsize=1)
def find_libreoffice() -> str:
    """Give the path of LibreOffice's program; empty if this machine has none."""
    found = (shutil.which(name) for name in _PROGRAMS)
    return next((p for p in (*found, *_PLACES) if p and Path(p).is_file()), "")


def convert_to_docx(content: bytes, suffix: str) -> bytes:
    """Convert a word processor's file.

    Parameters
    ----------
    content : bytes
    suffix : str
        Such as ``.doc``; LibreOffice looks into the file as well.

    Raises
    ------
    DocumentError
        If LibreOffice is missing, takes too long or too much memory, or cannot open it.
    """
    program = find_libreoffice()
    if not program:
        raise DocumentError(
            f"is a {suffix} file, which is read through LibreOffice, and this machine has none; save it as .docx in Word or WPS"
        )
    with _LOCK, tempfile.TemporaryDirectory(prefix="classifier-office-") as folder:
        source = Path(folder, f"report{suffix}")
        source.write_bytes(content)
        _run(program, source)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise DocumentError(
                f"could not be opened by LibreOffice as a {suffix} file; open it in Word or WPS and save it as .docx"
            )
        return made.read_bytes()


def _run(program: str, source: Path) -> None:
    command = [
        program, f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    limit = (
        [] if sys.platform == "win32" else [sys.executable, "-S", "-c", _LIMITED, str(MEMORY), str(round(2 * SECONDS))]
    )
    process = subprocess.Popen(
        limit + command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"took LibreOffice longer than {SECONDS:g} s; open it in Word or WPS and save it as .docx"
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice and the processes that it started; what has ended already is left in peace."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@lru_cache(maxsize=1)
def _profile() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="classifier-office-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    # no macros, nothing fetched that a document links to
    settings = files("classifier").joinpath("resources", "libreoffice.xcu").read_bytes()
    (folder / "user" / "registrymodifications.xcu").write_bytes(settings)
    return folder
