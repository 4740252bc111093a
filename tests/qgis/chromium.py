"""A Chromium without a window, driven over a pipe by its own protocol (DevTools).

    with Chromium(folder) as browser:
        page = browser.page(width=360, height=740, touch=True)
        page.open("file:///…/page.html")
        page.evaluate("document.title")

No driver and no Python package are needed. What the page asks of a network, logs as an error or
throws is kept in `page.problems`.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from itertools import count
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30.0
#: Key -> (code, virtual key, text).
_KEYS = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    "End": ("End", 35, ""),
    "Home": ("Home", 36, ""),
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
}


def found():
    """The browser's path; None where none is installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    """The process; its profile, crashes and caches go into a folder of the caller's."""

    def __init__(self, folder):
        self._folder = Path(folder)
        self._numbers = count(1)
        self._rest = b""
        self.events = []

    def __enter__(self):
        mine, theirs = _pipes()
        command = [
            found(),
            "--headless=new",
            "--no-sandbox",  # tests run as root in containers
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--force-color-profile=srgb",
            "--lang=fr-FR",
            "--remote-debugging-pipe",
            f"--user-data-dir={self._folder / 'profile'}",
            "about:blank",
        ]

        def at_three_and_four():
            os.dup2(theirs[0], 3)
            os.dup2(theirs[1], 4)

        self._process = subprocess.Popen(
            command,
            pass_fds=(3, 4),
            preexec_fn=at_three_and_four,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(self._folder)},
        )
        for end in theirs:
            os.close(end)
        self._read, self._write = mine
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._read)
        os.close(self._write)

    def page(self, width=1366, height=768, touch=False):
        """A new window of a size in CSS pixels; a phone's with `touch`."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Window(self, session, width, height, touch)

    def ask(self, method, session=None, **parameters):
        """Send a command and wait for its answer; events on the way are kept."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while True:
            answer = self._next(end, method)
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)

    def _next(self, end, what):
        while b"\0" not in self._rest:
            left = end - time.monotonic()
            assert left > 0 and select.select([self._read], [], [], left)[0], f"{what}: no answer"
            more = os.read(self._read, 1 << 20)
            assert more, f"Chromium ended during {what}"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


class Window:
    """One page."""

    def __init__(self, browser, session, width, height, touch):
        self._browser = browser
        self._session = session
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._ask(f"{domain}.enable")
        self._ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=2 if touch else 1,
            mobile=touch,
        )
        self._ask("Emulation.setTouchEmulationEnabled", enabled=touch)
        # Offline for good: a page that asks for anything shows it.
        self._ask(
            "Network.emulateNetworkConditions",
            offline=True,
            latency=0,
            downloadThroughput=-1,
            uploadThroughput=-1,
        )

    def _ask(self, method, **parameters):
        return self._browser.ask(method, self._session, **parameters)

    def open(self, address, ready="true"):
        """Open an address and wait until it says that it is ready."""
        self._ask("Page.navigate", url=address)
        there = f"location.href.startsWith({json.dumps(address.partition('#')[0])})"
        self.wait(f"{there} && document.readyState === 'complete' && ({ready})")

    def wait(self, condition):
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(f"Boolean({condition})"):
            assert time.monotonic() < end, f"never true: {condition}\n{self.problems}"
            time.sleep(0.05)

    def evaluate(self, expression):
        """The value of an expression in the page."""
        answer = self._ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer.get("exceptionDetails")
        return answer["result"].get("value")

    def press(self, key, times=1):
        """Press a key as a person does."""
        code, number, text = _KEYS[key]
        given = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        for _ in range(times):
            down = {"text": text} if text else {}
            self._ask("Input.dispatchKeyEvent", type="keyDown", **given, **down)
            self._ask("Input.dispatchKeyEvent", type="keyUp", **given)

    def type(self, text):
        """Write a text where the focus is."""
        self._ask("Input.insertText", text=text)

    def hover(self, x, y):
        """Move the pointer to a place of the window (CSS pixels)."""
        for step in (3, 0):
            self._ask("Input.dispatchMouseEvent", type="mouseMoved", x=x + step, y=y)

    def click(self, x, y):
        """Press and release the pointer at a place of the window (CSS pixels)."""
        self.hover(x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def shot(self, path, whole=False):
        """Write what is seen, or the whole page, to a PNG file."""
        answer = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        Path(path).write_bytes(base64.b64decode(answer["data"]))

    def print(self, path):
        """Write what a printer would get to a PDF file."""
        answer = self._ask("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        Path(path).write_bytes(base64.b64decode(answer["data"]))

    @property
    def problems(self):
        """Errors, exceptions and requests beyond the file itself."""
        self._ask("Runtime.evaluate", expression="1")
        mine = [e for e in self._browser.events if e.get("sessionId") == self._session]
        return [told for event in mine if (told := _problem(event))]


def _problem(event):
    method, given = event["method"], event["params"]
    if method == "Runtime.exceptionThrown":
        details = given["exceptionDetails"]
        return details.get("exception", {}).get("description", details["text"])
    if method == "Runtime.consoleAPICalled" and given["type"] in ("error", "warning", "assert"):
        return f"console: {[each.get('value') for each in given['args']]}"
    if method == "Log.entryAdded" and given["entry"]["level"] in ("error", "warning"):
        return f"log: {given['entry']['text']}"
    if method == "Network.requestWillBeSent":
        address = given["request"]["url"]
        if not address.startswith(("file:", "data:", "about:")):
            return f"asked for {address}"
    return None


def _pipes():
    """Our ends (to read, to write) and the browser's, none of them at 3 or 4."""
    theirs_read, mine_write = _high(*os.pipe())
    mine_read, theirs_write = _high(*os.pipe())
    return (mine_read, mine_write), (theirs_read, theirs_write)


def _high(*ends):
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends)
    for end in ends:
        os.close(end)
    return moved
