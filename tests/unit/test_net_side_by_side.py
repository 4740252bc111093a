"""Jobs side by side on Python's own threads."""

from __future__ import annotations

import sys

import pytest

pytest.register_assert_rewrite("net_side_by_side")

from net_side_by_side import *  # noqa: E402, F403


def test_qgis_is_not_imported_for_it():
    assert "qgis" not in sys.modules
