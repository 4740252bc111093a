"""The client over QGIS' network: as over requests' own, and what only QGIS can do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "unit"))
pytest.register_assert_rewrite("net_behaviour")

from net_behaviour import *  # noqa: E402, F403
from territoires_industrie.territoires_industrie.net.through_qgis import (  # noqa: E402
    qgis_session,
)


@pytest.fixture
def session(qgis_app):
    return qgis_session
