"""A second, independent WFS 2.0: MapServer over the synthetic lines and stations.

    /usr/bin/python3 tests/services/mapserver.py --port N

prints `wfs: http://127.0.0.1:N/wfs` once it answers (port 0: any free one). It runs Debian's
`cgi-mapserver`; without it the program ends with status 3 and a line that says so, and tests skip.

What it does otherwise than GeoServer: type names are `ms:…`, JSON is the format `geojson` that the
map file declares, an empty cell is an empty element or text instead of being left out, numbers are
texts, numberMatched is "unknown" of a page that is full, hits are counted up to COUNT, an unknown
type is a 400 with an ExceptionReport.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MAPSERV = Path("/usr/lib/cgi-bin/mapserv")
MAP = Path(__file__).with_name("mapserver") / "wfs.map"


def write_data(path: Path) -> None:
    """The GeoPackage that MapServer reads."""
    from hosts.files import write_layer
    from made import heat, lines
    from osgeo import ogr

    write_layer(lines.power_lines(), "ligne_electrique", "GPKG", str(path), 4326, ogr.wkbLineString)
    write_layer(heat.treatment_plants(), "station", "GPKG", str(path), 4326, ogr.wkbPoint)


def write_map(folder: Path, port: int) -> None:
    """The map file and the configuration that lets MapServer read it."""
    text = MAP.read_text(encoding="utf-8").replace("@DATA@", str(folder / "data.gpkg"))
    url = f"http://127.0.0.1:{port}/wfs?"
    (folder / "wfs.map").write_text(text.replace("@URL@", url), encoding="utf-8")
    config = f'CONFIG\n  ENV\n    "MS_MAPFILE" "{folder}/wfs.map"\n  END\nEND\n'
    (folder / "mapserver.conf").write_text(config, encoding="utf-8")


class Handler(BaseHTTPRequestHandler):
    """One CGI process a request."""

    folder: Path

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing on the terminal."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path != "/wfs":
            self._send(404, "text/plain", b"not found")
            return
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin"),
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": str(self.server.server_address[1]),
            "SCRIPT_NAME": "/wfs",
            "MAPSERVER_CONFIG_FILE": str(self.folder / "mapserver.conf"),
            "MS_MAPFILE": str(self.folder / "wfs.map"),
        }
        done = subprocess.run([str(MAPSERV)], env=environment, capture_output=True, timeout=60)
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.decode().splitlines())
        }
        status = int(headers.get("status", "200").split()[0])
        self._send(status, headers.get("content-type", "text/plain"), body)

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> int:
    parser = argparse.ArgumentParser(description="A WFS 2.0 by MapServer, on the loopback.")
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    arguments = parser.parse_args()
    if not MAPSERV.exists():
        print(f"mapserver.py: {MAPSERV} is missing (Debian: cgi-mapserver)", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_data(folder / "data.gpkg")
        Handler.folder = folder
        server = ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
        server.daemon_threads = True
        port = server.server_address[1]
        write_map(folder, port)

        def stop(*_: Any) -> None:
            threading.Thread(target=server.shutdown, daemon=True).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        print(f"wfs: http://127.0.0.1:{port}/wfs", flush=True)
        server.serve_forever(poll_interval=0.05)
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
