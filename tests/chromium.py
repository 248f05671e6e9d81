"""A browser driven over its DevTools protocol, for what only a browser can tell of a page.

`Browser` starts Chromium without a window and talks to it over a pipe: no driver, no port, no further library. Not for
which pages are opened nor for what must be on them.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Self

from tests.conftest import require_program

_PATIENCE = 30.0  # seconds for one answer
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars")
_ABOVE = 10  # files that have a lower number could be those that the browser reads from and writes to, 3 and 4
_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


class Browser:
    """One tab; use as a context manager.

    Attributes
    ----------
    problems : list of str
        What the pages' consoles and policies have complained of since the last `open`.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._program = require_program("chromium")
        self._number, self._session, self._waiting = 0, "", b""
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        theirs, self._requests = os.pipe()
        self._replies, ours = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, _ABOVE) for end in (theirs, ours)]
        self._process = subprocess.Popen(
            [sys.executable, "-S", "-c", _START, *map(str, ends), self._program, *_OPTIONS, f"--user-data-dir={self._profile.name}"],
            pass_fds=ends, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for end in (theirs, ours, *ends):
            os.close(end)
        try:
            self._attach()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _attach(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.call(f"{domain}.enable")

    def __exit__(self, *_: object) -> None:
        os.close(self._requests)
        os.close(self._replies)
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and give its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._requests, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]

    def open(self, page: Path, *, width: int = 1280, height: int = 900, script: bool = True) -> float:
        """Open a page of the disk; give the seconds until all of it was loaded."""
        self.problems = []
        self._events = []
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.resize(width, height)
        # the same address with another fragment would load nothing
        self.call("Page.navigate", url="about:blank")
        self._wait("Page.loadEventFired")
        start = time.monotonic()
        self.call("Page.navigate", url=page.absolute().as_uri())
        self._wait("Page.loadEventFired")
        return time.monotonic() - start

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window a size, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def run(self, expression: str) -> Any:
        """Give the value of a JavaScript expression, which may be a promise."""
        told = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key, such as ``Tab`` or ``Enter``."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
        text = {"Enter": "\r", " ": " "}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                windowsVirtualKeyCode=codes[key],
                text=text if kind == "keyDown" else "",
            )

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        self.call("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Click, as a mouse does, into the middle of an element."""
        box = self.run(
            "(e => { e.scrollIntoView({block: 'center', behavior: 'instant'}); return new Promise(done => "
            # what comes into sight is laid out, and may move the rest, in the next two frames
            "requestAnimationFrame(() => requestAnimationFrame(() => done(e.getBoundingClientRect().toJSON())))); })"
            f"(document.querySelector({json.dumps(selector)}))"
        )
        place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **place)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def picture(self, *, whole: bool = False) -> bytes:
        """Give what the window, or the whole page, shows, as PNG."""
        return base64.b64decode(
            self.call("Page.captureScreenshot", captureBeyondViewport=whole, **self._clip(whole))["data"]
        )

    def print(self) -> bytes:
        """Print the page and give the PDF."""
        return base64.b64decode(
            self.call(
                "Page.printToPDF", preferCSSPageSize=True, printBackground=False, paperWidth=8.27, paperHeight=11.69
            )["data"]
        )

    def _clip(self, whole: bool) -> dict[str, Any]:
        if not whole:
            return {}
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {**size, "scale": 1}}

    def _wait(self, method: str) -> None:
        while not any(event["method"] == method for event in self._events):
            self._receive()
        self._events = []

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            ready, _, _ = select.select([self._replies], [], [], _PATIENCE)
            assert ready, "the browser does not answer"
            piece = os.read(self._replies, 1 << 20)
            assert piece, "the browser has gone"
            self._waiting += piece
        line, _, self._waiting = self._waiting.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self._note(message["method"], message["params"])
            self._events.append(message)
        return message

    def _note(self, method: str, told: dict[str, Any]) -> None:
        if method == "Runtime.consoleAPICalled" and told["type"] in ("error", "warning", "assert"):
            self.problems.append(str(told["args"]))
        elif method == "Runtime.exceptionThrown":
            self.problems.append(str(told["exceptionDetails"]))
        elif method == "Log.entryAdded" and told["entry"]["level"] in ("error", "warning"):
            self.problems.append(told["entry"]["text"])
        elif method == "Audits.issueAdded":
            self.problems.append(str(told["issue"]))
        elif method == "Network.requestWillBeSent" and not told["request"]["url"].startswith(("file:", "about:")):
            self.problems.append(f"asks for {told['request']['url']}")
