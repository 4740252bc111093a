"""Rebuild resources/web/leaflet/: the map library of the shared page. A maintainer's command.

    make rebuild-web

Leaflet comes from npm in the version below, as its package ships it, less the line that points
debuggers to a file which is not there. The rest of resources/web/ is our own, written by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

from territoires_industrie.resources.rebuild.packages import ROOT, node_package

LEAFLET = ("leaflet", "1.9.4")
FOLDER = ROOT / "resources" / "web" / "leaflet"
FILES = {"dist/leaflet.js": "leaflet.js", "dist/leaflet.css": "leaflet.css", "LICENSE": "LICENSE"}


def main() -> None:
    """Write the library with its licence and say how large its files are."""
    package = node_package(*LEAFLET)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for inside, name in FILES.items():
        text = (package / inside).read_text(encoding="utf-8")
        target = FOLDER / name
        target.write_text(plain(text), encoding="utf-8", newline="\n")
        print(f"{name}: {_kilobytes(target)} KiB")


def plain(text: str) -> str:
    """A file's text without its source map's address, ending with one line end."""
    without = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    return without.rstrip() + "\n"


def _kilobytes(path: Path) -> int:
    return round(path.stat().st_size / 1024)


if __name__ == "__main__":
    main()
