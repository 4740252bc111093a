from __future__ import annotations

import sys
from types import SimpleNamespace

import loopback
import pytest
from territoires_industrie.territoires_industrie.net.cache import CacheUnusable
from territoires_industrie.territoires_industrie.net.open import open_client, qgis_runs


@pytest.fixture
def server():
    made = loopback.Loopback()
    yield made
    made.close()


def test_plain_where_qgis_does_not_run(tmp_path, server):
    url = server.play("/a", loopback.reply(b"body"))
    assert open_client(tmp_path).get(url).path.read_bytes() == b"body"
    assert server.asked[0].headers["user-agent"].startswith("territoires_industrie/")
    assert open_client(tmp_path, offline=True).get(url).origin == "cache"
    assert open_client(tmp_path, fresh=False).get(url).origin == "cache"


def test_folder_that_cannot_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnusable):
        open_client(tmp_path / "file")


def test_qgis_is_seen_only_when_it_runs(monkeypatch):
    assert not qgis_runs()
    application = SimpleNamespace(instance=lambda: None)
    core = SimpleNamespace(QgsApplication=application)
    monkeypatch.setitem(sys.modules, "qgis.core", core)
    assert not qgis_runs()
    application.instance = object
    assert qgis_runs()
