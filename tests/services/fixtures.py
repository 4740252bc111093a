"""For tests that have `pytest_plugins = "territoires_industrie.tests.services.fixtures"`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .running import Services


@pytest.fixture(scope="session")
def running_services() -> Iterator[Services]:
    """One server for the whole run."""
    with Services.start() as services:
        yield services


@pytest.fixture
def services(running_services: Services) -> Iterator[Services]:
    """That server, without faults and with an empty log."""
    running_services.clear()
    running_services.clear_log()
    yield running_services
    running_services.clear()
