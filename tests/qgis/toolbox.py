"""The plugin's algorithms in the toolbox of this process, with a profile and servers of their own.

For tests that have `pytest_plugins = "territoires_industrie.tests.qgis.toolbox"`.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from qgis.core import QgsApplication, QgsProcessingFeedback
from territoires_industrie.processing import network
from territoires_industrie.processing.provider import TerritoiresIndustrieProvider
from territoires_industrie.territoires_industrie import paths

from ..services.running import Services


class Told(QgsProcessingFeedback):
    """A feedback that remembers what it is told."""

    def __init__(self):
        super().__init__(False)
        self.texts = []
        self.warnings = []
        self.infos = []
        self.shares = []
        self.progressChanged.connect(self.shares.append)

    def setProgressText(self, text):
        self.texts.append(text)

    def pushWarning(self, text):
        self.warnings.append(text)

    def pushInfo(self, text):
        self.infos.append(text)


class Toolbox:
    """Runs the plugin's algorithms; editions and cache are in `profile`, not in QGIS' own."""

    told = Told

    def __init__(self, services, profile):
        self.services = services
        self.profile = profile

    def run(self, algorithm, feedback=None, context=None, **parameters):
        """As from the toolbox: `run("fetchedition", TERRITORIES=…)`."""
        import processing

        return processing.run(
            f"territoires_industrie:{algorithm}", parameters, feedback=feedback, context=context
        )

    @contextmanager
    def other_profile(self, profile):
        """Meanwhile keep editions, cache and the user's file of sources elsewhere."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(paths.OWN_FOLDER_VARIABLE, str(profile))
            yield


@pytest.fixture(scope="module")
def toolbox(qgis_processing, tmp_path_factory):
    provider = TerritoiresIndustrieProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    with Services.start() as services, pytest.MonkeyPatch.context() as patch:
        patch.setenv(network.MIRROR_VARIABLE, services.mirror)
        made = Toolbox(services, tmp_path_factory.mktemp("profile"))
        with made.other_profile(made.profile):
            yield made
    registry.removeProvider(provider)


@pytest.fixture(autouse=True)
def _servers_are_well(request):
    """Whole servers with an empty log before a test that uses them, and after it."""
    if "toolbox" not in request.fixturenames:
        yield
        return
    services = request.getfixturevalue("toolbox").services
    services.clear()
    services.clear_log()
    yield
    services.clear()
