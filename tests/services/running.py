"""The played services, for tests: start them, give them faults, read what they were asked.

    with Services.start() as services:
        client = Client(cache, mirror=services.mirror)
        services.fault("odre.opendatasoft.com", "truncated-json")

Only the standard library: any Python of the tests can import it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
Process = subprocess.Popen[str]
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _started(program: str, says: str, arguments: tuple[str, ...]) -> tuple[Process, str]:
    """A program of this folder once it says where it is; raises RuntimeError."""
    # the interpreter of the tests has GDAL; QGIS' own environment must not reach the child
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
    process = subprocess.Popen(
        [sys.executable, str(_FOLDER / program), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith(f"{says}: "):
        _end(process)
        raise RuntimeError(f"{program} did not start: {line!r}")
    return process, line.removeprefix(f"{says}: ").strip()


def _end(process: Process) -> None:
    """End this very process."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
    if process.stdout is not None:
        process.stdout.close()


class MapServer:
    """One running mapserver.py; `url` is its WFS. RuntimeError where cgi-mapserver is missing."""

    def __init__(self, process: Process, url: str) -> None:
        self._process = process
        self.url = url

    @classmethod
    def start(cls, port: int = 0) -> MapServer:
        return cls(*_started("mapserver.py", "wfs", ("--port", str(port))))

    def stop(self) -> None:
        _end(self._process)

    def __enter__(self) -> MapServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Services:
    """One running serve.py; `mirror` is what the plugin's setting of that name takes."""

    def __init__(self, process: Process, mirror: str) -> None:
        self._process = process
        self.mirror = mirror

    @classmethod
    def start(cls, port: int = 0, *arguments: str) -> Services:
        """Start it and wait until it answers; raises RuntimeError with what it said."""
        given = ("--port", str(port), "--end-with-parent", *arguments)
        return cls(*_started("serve.py", "mirror", given))

    def fault(self, key: str, *names: str) -> None:
        """Give a host, source id, address beginning or pattern these faults, in place of others."""
        self._control("POST", "faults", {key: list(names)})

    def clear(self) -> None:
        """Take all faults away, and what they have counted; the log stays."""
        self._control("DELETE", "faults")

    def log(self) -> list[dict[str, Any]]:
        """Every request so far: method, host, path, query, conditions, sources, status, ms."""
        return self._control("GET", "log")

    def asked(self, key: str) -> list[dict[str, Any]]:
        """The log's entries of a source id or of a host."""
        return [entry for entry in self.log() if key in {entry["host"], *entry["sources"]}]

    def clear_log(self) -> None:
        self._control("DELETE", "log")

    def known_faults(self) -> dict[str, str]:
        """Every fault's name, with what it does."""
        return self._control("GET", "faults")["known"]

    def url(self, address: str) -> str:
        """The mirror's address of a publisher's one."""
        return f"{self.mirror}/{address.partition('://')[2]}"

    def stop(self) -> None:
        _end(self._process)

    def __enter__(self) -> Services:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _control(self, method: str, what: str, value: Any = None) -> Any:
        data = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.mirror}/_control/{what}", data, method=method)
        with _DIRECT.open(request, timeout=10) as answer:
            return json.load(answer)
