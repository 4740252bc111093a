"""Run by itself: loads and unloads the plugin twice as qgis_process does, and reports."""

from __future__ import annotations

import gc
import json
import sys

from qgis.core import QgsApplication

HEAVY = {"pandas", "requests", "pyproj", "matplotlib"}

application = QgsApplication([], False)
application.initQgis()
registry = application.processingRegistry()
before = set(sys.modules)

import territoires_industrie  # noqa: E402  # what it imports is what is measured

rounds = []
for _ in range(2):
    plugin = territoires_industrie.classFactory(None)
    plugin.initProcessing()
    gc.collect()  # a provider that Python forgets loses its algorithms
    provider = registry.providerById("territoires_industrie")
    algorithms = sorted(algorithm.create().name() for algorithm in provider.algorithms())
    heavy = sorted(HEAVY & (set(sys.modules) - before))
    plugin.unload()
    left = registry.providerById("territoires_industrie") is not None
    rounds.append({"algorithms": algorithms, "heavy": heavy, "left": left})

print(json.dumps({"file": territoires_industrie.__file__, "rounds": rounds}))
application.exitQgis()
