"""The way to the network where QGIS runs: proxy, certificates and authentication are QGIS' own.

What was tried on QGIS 3.40.6, and why it is done so:

- `QgsNetworkAccessManager.instance()` is one manager a thread; a QEventLoop here waits for it, so
  prompts for a password, a proxy or a certificate reach the main thread while it pumps events.
- Qt takes a compressed body that breaks off for a whole one. With a header `Accept-Encoding` of our
  own it hands over the bytes as they come, and `bodies.py` decodes and counts them.
- A truncated body comes with status 200 and an error code: that is a failure.
- Without a limit Qt reads ahead into memory as fast as the server sends.
- QGIS' global timeout aborts long downloads: its timer is stopped for our replies only.
- QGIS' own cache answers for the server: it is bypassed, for the plugin keeps its own.
- QGIS writes its own name into `User-Agent`, whatever is asked; only a hook into all requests of
  the program could change that, and it would be called in the threads that draw.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ..errors import Cancelled
from ..libraries import require
from .bodies import CODINGS, Arriving

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

#: Between two looks at whether the work was cancelled, in milliseconds.
_GLANCE = 50
#: Headers that Qt writes itself.
_OF_QT = {"connection", "content-length", "host"}
#: How much of a body Qt holds in memory, in bytes.
_READ_AHEAD = 4 * 1024 * 1024


def qgis_session(cancelled: Callable[[], bool], folder: Path | None = None) -> Session:
    """A session whose requests go through QGIS and end with Cancelled soon after `cancelled()`.

    Usable from the main thread and from QThreads. Bodies wait in nameless files of `folder` (else
    the system's folder for such) until they are read.
    """
    session: Session = require("requests").Session()
    session.trust_env = False
    session.headers["Accept-Encoding"] = CODINGS
    adapter: Any = QgisAdapter(cancelled, folder)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class QgisAdapter:
    """What `requests.Session.mount` takes: whole answers, their bodies decoded, in a file."""

    def __init__(self, cancelled: Callable[[], bool], folder: Path | None = None) -> None:
        self._cancelled = cancelled
        self._folder = folder

    def send(self, request: PreparedRequest, timeout: float = 60.0, **_: object) -> Response:
        """As requests' own adapter, and Cancelled; raises requests' exceptions."""
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by who reads it
        exchange = _Exchange(request, file, self._cancelled, timeout)
        try:
            exchange.run()
            response = exchange.response(request)
            file.seek(0)
        except BaseException:
            file.close()
            raise
        finally:
            exchange.end()
        return response

    def close(self) -> None:
        """QGIS keeps the connections."""


class _Exchange:
    """One request and its answer, in the thread that asks.

    No exception may leave a slot: PyQt would show a dialog, which nobody sees off screen.
    """

    def __init__(
        self,
        request: PreparedRequest,
        file: IO[bytes],
        cancelled: Callable[[], bool],
        timeout: float,
    ) -> None:
        from qgis.PyQt.QtCore import QEventLoop, QTimer

        self._file = file
        self._cancelled = cancelled
        self._arriving: Arriving | None = None
        self._ending: Exception | None = None
        self._loop = QEventLoop()  # first of all: timers and replies live on its thread's events
        self._reply = _sent(request)
        self._silence = QTimer()
        self._silence.setSingleShot(True)
        self._silence.setInterval(int(timeout * 1000))
        self._silence.timeout.connect(self._fall_silent)
        self._glance = QTimer()
        self._glance.setInterval(_GLANCE)
        self._glance.timeout.connect(self._look)

    def run(self) -> None:
        """Wait for the end; raises Cancelled and requests' Timeout."""
        reply = self._reply
        reply.readyRead.connect(self._drain)
        reply.uploadProgress.connect(self._stir)
        reply.metaDataChanged.connect(self._stir)
        reply.finished.connect(self._loop.quit)
        self._silence.start()
        self._glance.start()
        if not reply.isFinished():
            self._loop.exec()
        if self._ending is None and self._status() is not None:
            self._drain()
        if self._ending is not None:
            raise self._ending

    def response(self, request: PreparedRequest) -> Response:
        """The whole answer; raises ConnectionError without one, ChunkedEncodingError on half."""
        from qgis.PyQt.QtNetwork import QNetworkReply

        reply, exceptions, status = self._reply, require("requests.exceptions"), self._status()
        if status is None or self._arriving is None:
            raise exceptions.ConnectionError(reply.errorString())
        if status < 400 and reply.error() != QNetworkReply.NetworkError.NoError:
            raise exceptions.ChunkedEncodingError(reply.errorString())
        self._arriving.close()
        response: Response = require("requests").Response()
        response.headers.update(self._headers())
        response.status_code = status
        response.url = request.url or ""
        response.request = request
        response.raw = self._file
        return response

    def end(self) -> None:
        """Let go of everything that Qt holds for this exchange."""
        self._silence.stop()
        self._glance.stop()
        reply = self._reply
        signals = (reply.readyRead, reply.uploadProgress, reply.metaDataChanged, reply.finished)
        for signal in signals:
            with suppress(TypeError):  # of PyQt, where nothing was connected yet
                signal.disconnect()
        if not reply.isFinished():
            reply.abort()
        reply.deleteLater()
        # An exception may carry this object to another thread, which must not end what is Qt's.
        del self._loop, self._silence, self._glance, self._reply

    def _status(self) -> int | None:
        """The HTTP status, or None before the answer begins."""
        from qgis.PyQt.QtNetwork import QNetworkRequest

        status = self._reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        return None if status is None else int(status)

    def _headers(self) -> dict[str, str]:
        pairs = self._reply.rawHeaderPairs()
        return {_text(name).lower(): _text(value) for name, value in pairs}

    # ------------------------------------------------------------ slots

    def _drain(self) -> None:
        self._silence.start()
        try:
            if self._arriving is None:
                self._arriving = Arriving(self._file, self._status() or 0, self._headers())
            self._arriving.write(self._reply.readAll().data())
        except Exception as error:
            self._end_with(error)

    def _stir(self, *_: object) -> None:
        self._silence.start()

    def _look(self) -> None:
        try:
            cancelled = self._cancelled()
        except Exception as error:
            self._end_with(error)
        else:
            if cancelled:
                self._end_with(Cancelled())

    def _fall_silent(self) -> None:
        self._end_with(require("requests.exceptions").Timeout())

    def _end_with(self, ending: Exception) -> None:
        self._ending = self._ending or ending
        self._loop.quit()


def _sent(request: PreparedRequest) -> Any:
    """The reply of QGIS' network to a request, already under way."""
    from qgis.core import QgsNetworkAccessManager
    from qgis.PyQt.QtCore import QByteArray, QTimer, QUrl
    from qgis.PyQt.QtNetwork import QNetworkRequest

    url = QUrl.fromEncoded((request.url or "").encode())
    url.setUserInfo("")  # requests made a header of it
    asked = QNetworkRequest(url)
    for name, value in request.headers.items():
        if name.lower() not in _OF_QT:
            asked.setRawHeader(_bytes(name), _bytes(value))
    attribute = QNetworkRequest.Attribute
    asked.setAttribute(
        attribute.RedirectPolicyAttribute,
        _number(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy),
    )
    asked.setAttribute(
        attribute.CacheLoadControlAttribute, _number(QNetworkRequest.CacheLoadControl.AlwaysNetwork)
    )
    asked.setAttribute(attribute.CacheSaveControlAttribute, False)
    manager = QgsNetworkAccessManager.instance()
    if request.method == "POST":
        reply = manager.post(asked, QByteArray(request.body or b""))
    else:
        reply = manager.get(asked)
    reply.setReadBufferSize(_READ_AHEAD)
    global_timeout = reply.findChild(QTimer, "timeoutTimer")
    if global_timeout is not None:
        global_timeout.stop()
    return reply


def _number(value: Any) -> int:
    """An enumeration's value: a number in Qt 5, a Python enumeration in Qt 6."""
    return int(getattr(value, "value", value))


def _text(raw: Any) -> str:
    return bytes(raw).decode("latin-1")


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", errors="replace")
