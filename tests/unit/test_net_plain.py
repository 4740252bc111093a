"""The client over requests' own transport."""

from __future__ import annotations

import threading
import time

import loopback
import pytest

pytest.register_assert_rewrite("net_behaviour")

from net_behaviour import *  # noqa: E402, F403
from net_behaviour import Cancel  # noqa: E402
from territoires_industrie.territoires_industrie.net.plain import plain_session  # noqa: E402


@pytest.fixture
def session():
    return plain_session


def test_cancelling_leaves_no_thread(client, server):
    url = server.play("/a", loopback.silent)
    with Cancel() as cancel:
        client(cancel).get(url)
    until = time.monotonic() + 2
    while time.monotonic() < until and running():
        time.sleep(0.02)
    assert not running()


def running():
    return [thread for thread in threading.enumerate() if thread.name == "request"]
