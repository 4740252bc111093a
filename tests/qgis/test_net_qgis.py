"""The client over QGIS' network: as over requests' own, and what only QGIS can do."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from qgis.core import QgsNetworkAccessManager, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtNetwork import QNetworkReply

sys.path.append(str(Path(__file__).parents[1] / "unit"))
pytest.register_assert_rewrite("net_behaviour")

import loopback  # noqa: E402
from loopback import reply  # noqa: E402
from net_behaviour import *  # noqa: E402, F403
from net_behaviour import BODY  # noqa: E402
from territoires_industrie.territoires_industrie.net.answer import (  # noqa: E402
    CutShort,
    NetworkError,
    TimedOut,
    Unreachable,
)
from territoires_industrie.territoires_industrie.net.side_by_side import (  # noqa: E402
    run_side_by_side,
)
from territoires_industrie.territoires_industrie.net.through_qgis import (  # noqa: E402
    qgis_session,
)


@pytest.fixture
def session(qgis_app):
    return qgis_session


@pytest.fixture
def in_a_thread():
    """Runs a job in a QThread, as a fetch does, while the main thread's events go on."""

    def run(job):
        result = run_side_by_side({"job": job}, 1, lambda: False, lambda *_: None)["job"]
        if isinstance(result, Exception):
            raise result
        return result

    return run


@pytest.fixture(params=["main thread", "worker"])
def run(request, in_a_thread):
    return in_a_thread if request.param == "worker" else lambda job: job()


@pytest.fixture
def proxied(server):
    """QGIS set to use a proxy, as in its options; afterwards as it was."""
    settings = QgsSettings()
    port = server.base.rpartition(":")[2]
    values = {
        "proxyEnabled": True,
        "proxyType": "HttpProxy",
        "proxyHost": "127.0.0.1",
        "proxyPort": port,
    }
    before = {name: settings.value(f"proxy/{name}") for name in values}
    for name, value in values.items():
        settings.setValue(f"proxy/{name}", value)
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
    yield server
    for name, value in before.items():
        if value is None:
            settings.remove(f"proxy/{name}")
        else:
            settings.setValue(f"proxy/{name}", value)
    QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()


def test_proxy_of_qgis(client, proxied, run):
    proxied.play("http://publisher.invalid/data?x=1", reply(BODY))
    answer = run(lambda: client().get("http://publisher.invalid/data?x=1"))
    assert answer.path.read_bytes() == BODY
    assert proxied.paths() == ["http://publisher.invalid/data?x=1"]


def test_proxy_that_asks_who_it_is_is_told_in_a_sentence(client, proxied, run):
    asks = reply(b"", 407, Proxy_Authenticate='Basic realm="Etat"')
    proxied.play("http://publisher.invalid/data", *[asks] * 9)
    with pytest.raises(NetworkError) as error:
        run(lambda: client().get("http://publisher.invalid/data", timeout=5))
    assert str(error.value) == (
        "publisher.invalid does not allow http://publisher.invalid/data (status 407): check the "
        "proxy and the authentication in the options of QGIS."
    )


def test_timeout_of_qgis_ends_no_long_answer_and_stays_as_it_was(client, server, run):
    url = server.play("/a", loopback.late(reply(BODY), 0.8))
    before = QgsNetworkAccessManager.timeout()
    QgsNetworkAccessManager.setTimeout(200)
    try:
        assert run(lambda: client().get(url, timeout=5)).path.read_bytes() == BODY
        assert QgsNetworkAccessManager.timeout() == 200
    finally:
        QgsNetworkAccessManager.setTimeout(before)


def test_cache_of_qgis_does_not_answer_for_the_server(client, server, run):
    url = server.play("/a", reply(b"1", Cache_Control="max-age=3600"), reply(b"2"))
    assert run(lambda: client().get(url)).path.read_bytes() == b"1"
    assert run(lambda: client().get(url)).path.read_bytes() == b"2"


def test_half_an_answer_in_a_thread(client, server, in_a_thread):
    url = server.play("/a", loopback.cut(BODY, len(BODY) + 5))
    with pytest.raises(CutShort):
        in_a_thread(lambda: client().get(url))


def test_nothing_is_left_of_a_request(client, server):
    manager = QgsNetworkAccessManager.instance()

    def replies():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(manager.findChildren(QNetworkReply))

    before = replies()
    server.play("/a", reply(BODY))
    for _ in range(3):
        client().get(server.url("/a"))
        with pytest.raises(TimedOut):
            client().get(server.play("/b", loopback.silent), timeout=0.1)
    assert replies() <= before


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate")
def test_certificate_that_nobody_vouches_for_in_a_thread(client, in_a_thread, tmp_path):
    """QGIS asks its main thread what to do about it, which goes on meanwhile."""
    server = loopback.Loopback(loopback.self_made_certificate(tmp_path))
    try:
        with pytest.raises(Unreachable):
            in_a_thread(lambda: client().get(server.play("/a", reply(BODY)), timeout=5))
    finally:
        server.close()
