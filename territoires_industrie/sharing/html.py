"""One HTML file that needs nothing else: the page's parts in resources/web/, and data as JSON.

The file opens from a disk, without a network: scripts, styles and symbols are in it, and its own
policy (Content-Security-Policy) forbids the browser to ask anybody for anything. The same policy
runs no script but ours, told by its hash, so a name in the data is never more than a name.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

from ..errors import AtlasError
from ..paths import RESOURCES

WEB_FOLDER = RESOURCES / "web"
#: In the order in which they are run: each may use those before it.
SCRIPTS = (
    "leaflet/leaflet.js",
    "tools.js",
    "data.js",
    "looks.js",
    "spread.js",
    "card.js",
    "labels.js",
    "map.js",
    "legend.js",
    "listing.js",
    "sites.js",
    "notes.js",
    "main.js",
)
STYLES = ("leaflet/leaflet.css", "page.css")

# In JSON these stand in strings only, where an escape means the same sign. `<` could end the
# element that holds the data, U+2028 and U+2029 end a line for some readers.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class PageError(AtlasError):
    """The page cannot be made; the message says which of its parts is wrong."""


def fill(data: Mapping[str, Any], title: str, description: str) -> str:
    """The whole HTML document of a page.

    Args:
        data: what `page.page_data` gives; anything that JSON can hold, of any content.
        title: of the browser's window.
        description: one sentence for whoever indexes files.

    Raises:
        PageError: a part of the page is missing from the plugin, or would break out of its place.
    """
    script = "\n".join(_part(name, "</script") for name in SCRIPTS)
    style = "\n".join(_part(name, "</style") for name in STYLES)
    return Template(_part("page.html")).substitute(
        policy=_policy(script),
        title=html.escape(title),
        description=html.escape(description),
        style=style,
        data=as_json(data),
        script=script,
    )


def as_json(data: Any) -> str:
    """JSON that may stand in a `<script>` element, whatever texts are in it.

    Raises:
        ValueError: a number is not finite, which JSON cannot say.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half of a pair of signs, from a damaged file, cannot be written as UTF-8.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.translate(_ESCAPES)


def _policy(script: str) -> str:
    """What the browser may do: run this very script, use styles and pictures of the file."""
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    rules: Sequence[str] = (
        "default-src 'none'",
        f"script-src 'sha256-{digest}'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


@lru_cache(maxsize=32)
def _part(name: str, forbidden: str = "") -> str:
    """A file of the page; `forbidden` would end the element that it stands in."""
    path: Path = WEB_FOLDER / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PageError(
            "Part {name} of the web page is missing ({reason}): install the plugin again.",
            name=name,
            reason=error,
        ) from error
    if forbidden and forbidden in text.lower():
        raise PageError(
            "Part {name} of the web page holds {text}, which would end it: install the plugin "
            "again.",
            name=name,
            text=forbidden,
        )
    return text
