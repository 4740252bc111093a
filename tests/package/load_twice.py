"""Run by itself: loads and unloads the plugin twice as qgis_process does, and reports."""

from __future__ import annotations

import gc
import json
import sys

from qgis.core import QgsApplication, QgsProcessingProvider

HEAVY = {"pandas", "requests", "pyproj", "matplotlib"}

application = QgsApplication([], False)
application.initQgis()
before = set(sys.modules)

import territoires_industrie  # noqa: E402  # what it imports is what is measured


def registered() -> QgsProcessingProvider | None:
    """The provider; the registry is asked anew, for as long as Python holds it, it holds all."""
    return QgsApplication.processingRegistry().providerById("territoires_industrie")


rounds = []
for _ in range(2):
    plugin = territoires_industrie.classFactory(None)
    plugin.initProcessing()
    gc.collect()  # a provider that the plugin does not hold loses its algorithms
    algorithms = sorted(algorithm.create().name() for algorithm in registered().algorithms())
    heavy = sorted(HEAVY & (set(sys.modules) - before))
    plugin.unload()
    rounds.append({"algorithms": algorithms, "heavy": heavy, "left": registered() is not None})

print(json.dumps({"file": territoires_industrie.__file__, "rounds": rounds}))
application.exitQgis()
