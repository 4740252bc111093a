"""A server on this machine that plays publishers, with every fault they have."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Loopback:
    """Answers at `url(path)` as `play` says, and notes what was asked."""

    def __init__(self, certificate=None):
        self.asked: list[Asked] = []
        self.acts: dict[str, list] = {}
        self.ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._server.handle_error = lambda *_: None
        scheme = "http" if certificate is None else "https"
        self.base = f"{scheme}://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def play(self, path, *acts):
        """What a path does at the first request, the second…; the last act goes on for ever."""
        self.acts[path] = list(acts)
        return self.url(path)

    def url(self, path):
        return self.base + path

    def paths(self):
        return [asked.path for asked in self.asked]

    def close(self):
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                length = int(self.headers.get("Content-Length", 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, self.path, headers, self.rfile.read(length))
                loopback.asked.append(asked)
                acts = loopback.acts.get(self.path) or [reply(b"nothing here", 404)]
                act = acts.pop(0) if len(acts) > 1 else acts[0]
                try:
                    act(Stage(self, asked, loopback.ended))
                except OSError:
                    self.close_connection = True

            do_POST = do_GET

            def log_message(self, *_):
                pass

        return Handler


class Stage:
    """What an act plays on."""

    def __init__(self, handler, asked, ended):
        self._handler = handler
        self.asked = asked
        self._ended = ended

    def head(self, status, headers):
        self._handler.send_response(status)
        for name, value in headers.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()

    def write(self, content):
        self._handler.wfile.write(content)
        self._handler.wfile.flush()

    def wait(self, seconds):
        self._ended.wait(seconds)

    def hang_up(self):
        self._handler.close_connection = True
        self._handler.connection.shutdown(socket.SHUT_RDWR)


def self_made_certificate(folder):
    """A certificate that nobody vouches for, with its key, in one file."""
    file = folder / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1".split()
    subprocess.run(
        [*command, "-keyout", str(folder / "key.pem"), "-out", str(file)],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + (folder / "key.pem").read_bytes())
    return file


# ---------------------------------------------------------------- acts


def reply(body=b"", status=200, **headers):
    """A whole answer; `content_type="text/html"` and so on for its headers."""
    content = body.encode() if isinstance(body, str) else body
    sent = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    if status not in (204, 304):
        sent = {"Content-Length": str(len(content)), **sent}

    def act(stage):
        stage.head(status, sent)
        stage.write(content)

    return act


def redirect(location, status=302):
    return reply(b"", status, location=location)


def versioned(body, etag='"1"', **headers):
    """An answer with an ETag, or 304 to who already has it."""

    def act(stage):
        known = stage.asked.headers.get("if-none-match") == etag
        (reply(status=304, etag=etag) if known else reply(body, etag=etag, **headers))(stage)

    return act


def cut(body, announced):
    """A body shorter than its Content-Length."""

    def act(stage):
        stage.head(200, {"Content-Length": str(announced)})
        stage.write(body)
        stage.hang_up()

    return act


def cut_chunks(body, **headers):
    """A chunked body without its last chunk."""
    sent = {"Transfer-Encoding": "chunked", **{k.replace("_", "-"): v for k, v in headers.items()}}

    def act(stage):
        stage.head(200, sent)
        stage.write(b"%x\r\n%s\r\n" % (len(body), body))
        stage.hang_up()

    return act


def dropped(stage):
    """The connection ends before an answer begins."""
    stage.hang_up()


def silent(stage):
    """Nothing is ever said."""
    stage.wait(30)


def stalled(stage):
    """An answer begins, and stops."""
    stage.head(200, {"Content-Length": "100"})
    stage.write(b"ten bytes.")
    stage.wait(30)


def trickle(body, pause):
    """A byte at a time."""

    def act(stage):
        stage.head(200, {"Content-Length": str(len(body))})
        for number in range(len(body)):
            stage.write(body[number : number + 1])
            stage.wait(pause)

    return act


def large(chunk, times):
    def act(stage):
        stage.head(200, {"Content-Length": str(len(chunk) * times)})
        for _ in range(times):
            stage.write(chunk)

    return act


def late(act, seconds):
    def later(stage):
        time.sleep(seconds)
        act(stage)

    return later


@contextmanager
def unanswered():
    """An address of this machine where no connection ever comes about: its queue is full."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listening.getsockname())
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            for one in waiting:
                one.close()


def closed_port():
    """An address of this machine where nobody listens."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/"
