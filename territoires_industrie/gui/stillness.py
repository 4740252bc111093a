"""Nothing is drawn while layers of ours change or go.

QGIS 3.40 dies otherwise: the threads that draw share the expressions of a layer's symbols with it,
and one of them copies an expression while the layer throws it away (QgsExpression::detach).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qgis.core import QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QElapsedTimer, QThreadPool

#: How long others' work in QGIS' pool of threads is waited for (ms): it may be no drawing at all.
_PATIENCE = 2000
#: The same where the window waits meanwhile; drawing that is told to stop does so within 50 ms.
_SHORT_PATIENCE = 400
#: What our layers' properties begin with (maps/layers.py, which is not loaded at QGIS' start).
_OURS = "territoires_industrie/"


class Still:
    """A canvas that draws nothing within its own block, or nothing at all where there is none."""

    def __init__(self, canvas: QgsMapCanvas | None) -> None:
        self._canvas = canvas
        self._was_frozen = canvas is not None and canvas.isFrozen()
        self._drew_ahead = canvas is not None and canvas.previewJobsEnabled()

    def until_still(self) -> Iterator[None]:
        """Turns until nothing is drawn."""
        if self._canvas is None:
            return
        self._canvas.freeze(True)
        self._canvas.stopRendering()
        # It draws ahead, too, and tells nobody: QGIS' pool of threads does, if it is free soon.
        self._canvas.setPreviewJobsEnabled(False)
        patience = QElapsedTimer()
        patience.start()
        pool = QThreadPool.globalInstance()
        while self._canvas.isDrawing() or (
            pool.activeThreadCount() and not patience.hasExpired(_PATIENCE)
        ):
            yield

    def __enter__(self) -> Still:
        return self

    def __exit__(self, *_raised: object) -> None:
        """Let it draw again."""
        if self._canvas is not None:
            self._canvas.setPreviewJobsEnabled(self._drew_ahead)
            self._canvas.freeze(self._was_frozen)
            self._canvas.refresh()


class Guard:
    """Stops all drawing before a layer of ours leaves the open project, whoever takes it out.

    Args:
        canvases: gives all map views of the window.
    """

    def __init__(self, canvases: Callable[[], Sequence[QgsMapCanvas]]) -> None:
        self._canvases = canvases
        self._going = QgsProject.instance().layersWillBeRemoved["QStringList"]
        self._going.connect(self._stop_drawing)

    def remove(self) -> None:
        """Look no more."""
        self._going.disconnect(self._stop_drawing)

    def _stop_drawing(self, ids: Sequence[str]) -> None:
        if not any(_is_ours(each) for each in ids):
            return
        for canvas in self._canvases():
            was_drawing = canvas.isDrawing()
            # Also what it draws ahead of the view.
            canvas.stopRendering()
            if was_drawing:
                # Soon, once the layer has gone: a view that did not show it would stay half drawn.
                canvas.refresh()
        QThreadPool.globalInstance().waitForDone(_SHORT_PATIENCE)


def _is_ours(layer_id: str) -> bool:
    layer = QgsProject.instance().mapLayer(layer_id)
    return layer is not None and any(x.startswith(_OURS) for x in layer.customPropertyKeys())
