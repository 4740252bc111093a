"""The way to the network where QGIS is not: requests' own, that can be cancelled at any moment.

requests blocks while it connects, waits and reads. So each request runs in a thread of its own, and
the caller's looks on; when the work is cancelled, the connection is cut under that thread.
"""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..errors import Cancelled
from ..libraries import require
from .bodies import CODINGS, Arriving
from .waiting import GLANCE

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

CHUNK = 64 * 1024
#: Connections kept open to one host: more than sources are fetched side by side.
_KEPT_OPEN = 16


def plain_session(cancelled: Callable[[], bool], folder: Path | None = None) -> Session:
    """A session whose requests end with `errors.Cancelled` soon after `cancelled()`.

    Bodies wait in nameless files of `folder` (else the system's folder for such) until they are
    read. Proxies and certificates are those that requests finds in the environment.
    """
    session: Session = require("requests").Session()
    session.headers["Accept-Encoding"] = CODINGS
    adapter: Any = PlainAdapter(cancelled, folder)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class PlainAdapter:
    """What `requests.Session.mount` takes: whole answers, their bodies decoded, in a file."""

    def __init__(self, cancelled: Callable[[], bool], folder: Path | None = None) -> None:
        self._cancelled = cancelled
        self._folder = folder
        self._inner = require("requests.adapters").HTTPAdapter(
            pool_connections=_KEPT_OPEN, pool_maxsize=_KEPT_OPEN
        )
        self._inner.poolmanager.pool_classes_by_scheme = _noting_pools()

    def send(self, request: PreparedRequest, **settings: Any) -> Response:
        """As requests' own adapter, and Cancelled; raises requests' exceptions."""
        exchange = _Exchange(self._inner, request, {**settings, "stream": True}, self._folder)
        thread = threading.Thread(target=exchange.run, name="request", daemon=True)
        thread.start()
        while not exchange.done.wait(GLANCE / 2):
            if self._cancelled():
                exchange.abandon()
                raise Cancelled
        return exchange.outcome()

    def close(self) -> None:
        self._inner.close()


class _Exchange:
    """One request and its answer, in a thread of its own."""

    def __init__(
        self,
        adapter: Any,
        request: PreparedRequest,
        settings: Mapping[str, Any],
        folder: Path | None,
    ) -> None:
        self.done = threading.Event()
        self.connection: Any = None
        self._adapter = adapter
        self._request = request
        self._settings = settings
        self._folder = folder
        self._abandoned = False
        self._response: Response | None = None
        self._failure: Exception | None = None

    def run(self) -> None:
        _HERE.exchange = self
        try:
            response: Response = self._adapter.send(self._request, **self._settings)
            response.raw = self._whole_body(response)
            self._response = response
        except Exception as failure:
            self._failure = failure
        finally:
            self.done.set()

    def outcome(self) -> Response:
        if self._response is None:
            raise self._failure or RuntimeError("a request ended without answer or failure")
        return self._response

    def abandon(self) -> None:
        """Nobody waits any more: cut the connection, so that the thread ends."""
        self._abandoned = True
        sock = getattr(self.connection, "sock", None)
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def _whole_body(self, response: Response) -> IO[bytes]:
        """The body in a file, decoded; raises when it breaks off."""
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by who reads it
        try:
            arriving = Arriving(file, response.status_code, response.headers)
            for chunk in _chunks(response.raw):
                arriving.write(chunk)
                if self._abandoned:
                    break
            arriving.close()
            file.seek(0)
        except BaseException:
            file.close()
            response.raw.close()
            raise
        response.raw.release_conn()
        return file


def _chunks(raw: Any) -> Iterator[bytes]:
    """The body as it came; urllib3's exceptions as requests'."""
    exceptions, lower = require("requests.exceptions"), require("urllib3.exceptions")
    try:
        yield from raw.stream(CHUNK, decode_content=False)
    except lower.ReadTimeoutError as error:
        raise exceptions.ReadTimeout(error) from error
    except (lower.HTTPError, OSError) as error:
        raise exceptions.ChunkedEncodingError(error) from error


#: The exchange that the current thread runs.
_HERE = threading.local()


def _noting_pools() -> Mapping[str, type]:
    """urllib3's pools, whose connections tell the exchange that uses them of themselves."""
    connections, pools = require("urllib3.connection"), require("urllib3.connectionpool")

    def noting(pool: Any, connection: Any) -> type:
        def request(self: Any, *given: Any, **named: Any) -> Any:
            _HERE.exchange.connection = self
            return connection.request(self, *given, **named)

        noted = type(connection.__name__, (connection,), {"request": request})
        return type(pool.__name__, (pool,), {"ConnectionCls": noted})

    return {
        "http": noting(pools.HTTPConnectionPool, connections.HTTPConnection),
        "https": noting(pools.HTTPSConnectionPool, connections.HTTPSConnection),
    }
