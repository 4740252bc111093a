"""A client over QGIS' network where QGIS runs, over requests' own elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from .cache import GIB, Cache
from .client import Client
from .plain import plain_session
from .through_qgis import qgis_session


def open_client(
    folder: Path,
    *,
    mirror: str = "",
    offline: bool = False,
    fresh: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
    max_bytes: int = 2 * GIB,
) -> Client:
    """A client with its cache in `folder`, of at most `max_bytes`; the rest is as in `Client`.

    Raises CacheUnusable where the folder cannot be written, LibraryMissing without requests.
    """
    cache = Cache(folder, max_bytes)
    make = qgis_session if qgis_runs() else plain_session
    session = make(cancelled, folder)
    return Client(
        cache, mirror=mirror, offline=offline, fresh=fresh, cancelled=cancelled, session=session
    )


def qgis_runs() -> bool:
    """Whether QGIS is running in this process; never imports it to find out."""
    core = sys.modules.get("qgis.core")
    return core is not None and core.QgsApplication.instance() is not None
