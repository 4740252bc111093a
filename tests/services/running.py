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
from types import TracebackType
from typing import Any

_PROGRAM = Path(__file__).with_name("serve.py")
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Services:
    """One running serve.py; `mirror` is what the plugin's setting of that name takes."""

    def __init__(self, process: subprocess.Popen[str], mirror: str) -> None:
        self._process = process
        self.mirror = mirror

    @classmethod
    def start(cls, port: int = 0, *arguments: str) -> Services:
        """Start it and wait until it answers; raises RuntimeError with what it said."""
        # the interpreter of the tests has GDAL; QGIS' own environment must not reach the child
        environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONHOME", "PYTHONPATH"}}
        process = subprocess.Popen(
            [sys.executable, str(_PROGRAM), "--port", str(port), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line.startswith("mirror: "):
            process.kill()
            process.wait(10)
            raise RuntimeError(f"serve.py did not start: {line!r}")
        return cls(process, line.removeprefix("mirror: ").strip())

    def fault(self, key: str, *names: str) -> None:
        """Give a host, source id, address beginning or pattern these faults, in place of others."""
        self._control("POST", "faults", {key: list(names)})

    def clear(self) -> None:
        """Take all faults away, and what they have counted; the log stays."""
        self._control("DELETE", "faults")

    def log(self) -> list[dict[str, Any]]:
        """Every request so far: method, host, path, query, conditions, sources, status, ms."""
        return self._control("GET", "log")

    def clear_log(self) -> None:
        self._control("DELETE", "log")

    def known_faults(self) -> dict[str, str]:
        """Every fault's name, with what it does."""
        return self._control("GET", "faults")["known"]

    def url(self, address: str) -> str:
        """The mirror's address of a publisher's one."""
        return f"{self.mirror}/{address.partition('://')[2]}"

    def stop(self) -> None:
        """End this very process."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def __enter__(self) -> Services:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _control(self, method: str, what: str, value: Any = None) -> Any:
        data = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(f"{self.mirror}/_control/{what}", data, method=method)
        with _DIRECT.open(request, timeout=10) as answer:
            return json.load(answer)
