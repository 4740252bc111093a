"""What all suites share. Importing QGIS in the unit and package suites is an error."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder


class NoQgis(MetaPathFinder):
    """Refuses to import QGIS, so that the ground floor cannot come to lean on it unseen."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.partition(".")[0] in {"qgis", "processing"}:
            raise ImportError(f"{fullname} is out of reach here: this suite runs without QGIS")


def pytest_configure(config):
    if config.pluginmanager.is_blocked("pytest_qgis"):
        sys.meta_path.insert(0, NoQgis())
