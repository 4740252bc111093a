"""`territoires_industrie:clearcache`: forget what servers answered."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from ..territoires_industrie.french import number
from ..territoires_industrie.i18n import tr
from .base import AtlasAlgorithm
from .folders import cache_folder

FREED = "FREED"
_BYTES_PER_MB = 1_000_000


class ClearCache(AtlasAlgorithm):
    """Empties the cache of downloads; editions, maps and settings stay."""

    ID = "clearcache"
    GROUP = "sources"

    def displayName(self) -> str:
        return tr("Clear the cache of downloads")

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        self.addOutput(QgsProcessingOutputNumber(FREED, tr("Bytes freed")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        from ..territoires_industrie.net.cache import Cache

        freed = Cache(cache_folder()).clear()
        megabytes = number(freed / _BYTES_PER_MB, 1)
        feedback.pushInfo(tr("{megabytes} MB freed.").format(megabytes=megabytes))
        return {FREED: freed}
