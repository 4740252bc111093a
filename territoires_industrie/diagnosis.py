"""What is said of this installation to whoever helps: without names of users and passwords."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata
from urllib.parse import urlsplit, urlunsplit

from .libraries import LIBRARIES
from .paths import ROOT

#: What stands in a user's name's place.
_SOMEBODY = "…"
_HOME = "~"


def version() -> str:
    """The plugin's own, of metadata.txt."""
    text = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    found = re.search(r"^version=(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def libraries() -> str:
    """Those that the plugin uses, each with its version or a dash; none is imported."""
    return ", ".join(f"{library} {_version_of(library)}" for library in LIBRARIES)


def text(lines: Sequence[tuple[str, str]], home: str, user: str) -> str:
    """A line for each fact, `name: value`, in which nobody is named.

    Args:
        lines: names and values.
        home: the user's folder, which bears a name.
        user: the login.
    """
    return "\n".join(f"{name}: {unnamed(value, home, user)}" for name, value in lines)


def unnamed(value: str, home: str, user: str) -> str:
    """A text without the user's folder, login, nor passwords in addresses."""
    value = " ".join(without_login(word) for word in value.split(" "))
    for way in {home, home.replace("\\", "/"), home.replace("/", "\\")} - {"", "/", "\\"}:
        value = re.sub(re.escape(way) + r"(?![\w.-])", lambda _: _HOME, value, flags=re.IGNORECASE)
    if user:
        whole = rf"(?<!\w){re.escape(user)}(?!\w)"
        value = re.sub(whole, _SOMEBODY, value, flags=re.IGNORECASE)
    return value


def without_login(address: str) -> str:
    """An address without who logs in there, `https://proxy.fr:80/x`; any other text as it is.

    What is asked for (`?key=…`) goes too: services take keys there.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not parts.netloc or parts.scheme not in ("http", "https", "socks5"):
        return address
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _version_of(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "-"
