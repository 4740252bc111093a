"""Play every public service of the catalogue on the loopback, well or badly.

    /usr/bin/python3 tests/services/serve.py --port N

prints `mirror: http://127.0.0.1:N` once it answers (port 0: any free one). What the plugin asks of
https://host/path?query, this program is asked as <mirror>/host/path?query. All rows are synthetic
(rows.py). Faults are switched at run time: see README.md.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import signal
import socket
import socketserver
import struct
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import faults as fault_module
import real
from control import State, control
from faults import PAGE, Dropped, Hung
from hosts import (
    cartagene,
    cartofriches,
    datafair,
    datagouv,
    dido,
    geopf,
    georisques,
    melodi,
    opendatasoft,
    overpass,
    sandre,
    tiles,
)
from replies import Reply, Request, json_reply, text_reply

Player = tuple[Callable[[Request], Reply], Callable[[Request], tuple[str, ...]]]
_MODULES = (cartagene, cartofriches, datafair, datagouv, dido, geopf, georisques, melodi,
            opendatasoft, overpass, sandre, tiles)  # fmt: skip


def _portal(_request: Request) -> Reply:
    return text_reply(PAGE.replace("Maintenance", "Connexion au réseau"))


HOSTS: dict[str, Player] = {
    host: player for module in _MODULES for host, player in module.HOSTS.items()
}
HOSTS["portail-captif.example"] = (_portal, lambda _request: ())

#: The limits that the services document, for --rate.
RATES = {"data.geopf.fr": "rate:30/1", "api.insee.fr": "rate:30/60"}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, state: State) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state

    def server_bind(self) -> None:
        """Bind without asking for the host's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection: reads, asks the host's player, spoils, notes, sends."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024
    server: Server
    server_version = "Services"
    sys_version = ""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal: the log is read at /_control/log."""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        started = time.monotonic()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if parts.path.startswith("/_control/"):
            self._send(control(self.server.state, self.command, parts.path, body, HOSTS), {})
            return
        host, _, rest = parts.path.lstrip("/").partition("/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        raw = f"/{rest}"
        request = Request(self.command, host, unquote(raw), raw, parts.query, headers, body)
        status = 0
        try:
            reply = self._reply(request)
            status = reply.status
            self._send(reply, request.faults)
        except Dropped:
            self._reset()
        except Hung:
            self.server.state.stopping.wait()
            self._reset()
        except ConnectionError:
            self.close_connection = True
        finally:
            self._note(request, status, started)

    def _note(self, request: Request, status: int, started: float) -> None:
        conditions = ("if-none-match", "if-modified-since")
        self.server.state.note(
            {
                "method": request.method,
                "host": request.host,
                "path": request.path,
                "query": request.raw_query,
                "conditions": {k: request.headers[k] for k in conditions if k in request.headers},
                "user_agent": request.headers.get("user-agent", ""),
                "sources": list(request.sources),
                "status": status,
                "ms": round((time.monotonic() - started) * 1000),
            }
        )

    def _reply(self, request: Request) -> Reply:
        state = self.server.state
        player = HOSTS.get(request.host)
        if player is None:
            request.faults = state.faults.of(request)
            text = f"no such host is played: {request.host}"
            return fault_module.before(request, state.faults) or json_reply({"message": text}, 404)
        answer, sources = player
        request.sources = sources(request)
        request.faults = state.faults.of(request)
        instead = fault_module.before(request, state.faults)
        if instead is not None:
            return instead
        try:
            reply = answer(request)
        except Exception as error:  # the stand-in's own fault: say it where the test can see it
            text = f"serve.py broke: {type(error).__name__}: {error}"
            return json_reply({"message": text}, 599)
        return self._validated(request, fault_module.after(request, reply))

    def _validated(self, request: Request, reply: Reply) -> Reply:
        """ETag and Last-Modified where the host gives them, and 304 where nothing changed."""
        on = request.faults
        if reply.status != 200 or "no-validators" in on:
            return reply
        given = {k: request.headers.get(k) for k in ("if-none-match", "if-modified-since")}
        if "304-always" in on and any(given.values()):
            return Reply(status=304, kind="")
        if not (reply.validators or {"validators", "changed", "etag-ignored"} & on.keys()):
            return reply
        etag = reply.etag
        if "changed" in on:
            with self.server.state.lock:
                self.server.state.generation += 1
                etag = f'{etag[:-1]}-{self.server.state.generation}"'
        reply.headers |= {"ETag": etag}
        if "changed" not in on:
            reply.headers["Last-Modified"] = reply.last_modified
        same = etag == given["if-none-match"] or (
            given["if-none-match"] is None and given["if-modified-since"] == reply.last_modified
        )
        if same and not {"changed", "etag-ignored"} & on.keys():
            kept = {k: v for k, v in reply.headers.items() if k != "Content-Encoding"}
            return Reply(status=304, kind="", headers=kept)
        return reply

    def _send(self, reply: Reply, on: dict[str, str]) -> None:
        if reply.status != 200:
            on = {}  # the wire fails on data, not on refusals
        body, headers = _encoded(reply, on)
        chunked = "chunked" in on or "chunked-cut" in on
        if reply.kind:
            headers["Content-Type"] = reply.kind
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        elif reply.status not in {204, 304}:
            extra = 1000 if "short-content-length" in on else 0
            headers["Content-Length"] = str(len(body) + extra)
        self.send_response(reply.status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and reply.status not in {204, 304}:
            self._write(body, on, chunked)
        self.wfile.flush()

    def _write(self, body: bytes, on: dict[str, str], chunked: bool) -> None:
        half = len(body) // 2
        if "drop-mid-body" in on or "hang-mid-body" in on:
            self.wfile.write(body[:half])
            self.wfile.flush()
            time.sleep(0.05)
            raise Dropped if "drop-mid-body" in on else Hung
        if chunked:
            self._write_chunks(
                body[:half] if "chunked-cut" in on else body, "chunked-cut" not in on
            )
        elif "slow-trickle" in on:
            self._trickle(body, float(on["slow-trickle"] or 100) / 1000)
        else:
            self.wfile.write(body)
        if "short-content-length" in on or "chunked-cut" in on:
            self.close_connection = True

    def _write_chunks(self, body: bytes, ended: bool) -> None:
        size = max(1, len(body) // 4)
        for at in range(0, len(body), size):
            piece = body[at : at + size]
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        if ended:
            self.wfile.write(b"0\r\n\r\n")

    def _trickle(self, body: bytes, pause: float) -> None:
        size = max(1, -(-len(body) // 20))
        for at in range(0, len(body), size):
            self.wfile.write(body[at : at + size])
            self.wfile.flush()
            if self.server.state.stopping.wait(pause):
                break

    def _reset(self) -> None:
        """Close so that the client sees a reset, not an end."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()


def _encoded(reply: Reply, on: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    headers, body = dict(reply.headers), reply.body
    if "gzip-garbage" in on:
        return b"\x1f\x8bceci n'est pas du gzip" + body[:50], headers | {"Content-Encoding": "gzip"}
    if ("gzip" in on or "gzip-cut" in on) and "Content-Encoding" not in headers:
        body = gzip.compress(body, mtime=0)
        headers["Content-Encoding"] = "gzip"
    if "gzip-cut" in on:
        body = body[: len(body) // 2]
    return body, headers


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Play the public services on the loopback.")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--latency", type=float, default=0, help="milliseconds before each answer")
    parser.add_argument("--rate", action="store_true", help="apply the documented request rates")
    parser.add_argument("--fault", action="append", default=[], metavar="HOST=NAME[:ARGUMENT]",
                        help="a fault from the start; may be repeated")  # fmt: skip
    parser.add_argument("--real", type=Path, metavar="FOLDER",
                        help="serve the real rows that this folder holds")  # fmt: skip
    parser.add_argument("--end-with-parent", action="store_true",
                        help="end when the program that started this one has gone")  # fmt: skip
    return parser.parse_args()


def _prepare(state: State, arguments: argparse.Namespace) -> None:
    if arguments.real:
        real.use(arguments.real)
    given: dict[str, list[str]] = {}
    if arguments.latency:
        given["*"] = [f"latency:{arguments.latency:g}"]
    if arguments.rate:
        for host, rate in RATES.items():
            given.setdefault(host, []).append(rate)
    for text in arguments.fault:
        key, _, name = text.rpartition("=")
        given.setdefault(key, []).append(name)
    for key, names in given.items():
        state.faults.set(key, names)


def _watch(parent: int, stop: Callable[[], None]) -> None:
    """Tests that are killed leave no server behind."""
    while os.getppid() == parent:
        time.sleep(0.5)
    stop()


def main() -> int:
    arguments = _arguments()
    state = State()
    try:
        _prepare(state, arguments)
    except (ValueError, OSError) as error:
        print(f"serve.py: {error}", file=sys.stderr)
        return 2
    server = Server(arguments.port, state)

    def stop(*_: Any) -> None:
        state.stopping.set()
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if arguments.end_with_parent:
        threading.Thread(target=_watch, args=(os.getppid(), stop), daemon=True).start()
    print(f"mirror: http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever(poll_interval=0.05)
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
