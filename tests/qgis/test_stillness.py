"""Layers of ours go only once nothing is drawn: QGIS 3.40 dies otherwise."""

from __future__ import annotations

import time

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QRunnable, QThreadPool
from territoires_industrie.territoires_industrie.gui.stillness import Guard, Still
from territoires_industrie.territoires_industrie.maps.layers import TABLE_PROPERTY


class Drawing(QRunnable):
    """Stands for a thread of QGIS that draws for so long (s)."""

    def __init__(self, seconds):
        super().__init__()
        self._seconds = seconds

    def run(self):
        time.sleep(self._seconds)


def pool():
    return QThreadPool.globalInstance()


@pytest.fixture
def canvas(qgis_app):
    pool().waitForDone()
    made = QgsMapCanvas()
    yield made
    pool().waitForDone()
    QgsProject.instance().clear()


@pytest.fixture
def guard(canvas):
    made = Guard(lambda: [canvas])
    yield made
    made.remove()


def add_layer(ours):
    layer = QgsVectorLayer("Point?crs=epsg:2154", "points", "memory")
    if ours:
        layer.setCustomProperty(TABLE_PROPERTY, "chaleur_fatale")
    QgsProject.instance().addMapLayer(layer)
    return layer


def drawing_when_it_goes(layer):
    """How many threads draw at the moment that the layer is thrown away."""
    seen = []
    layer.willBeDeleted.connect(lambda: seen.append(pool().activeThreadCount()))
    pool().start(Drawing(0.15))
    QgsProject.instance().removeMapLayer(layer.id())
    (count,) = seen
    return count


def test_a_layer_of_ours_waits_until_nothing_is_drawn(guard):
    assert drawing_when_it_goes(add_layer(ours=True)) == 0


def test_layers_of_others_are_their_own_affair(guard):
    assert drawing_when_it_goes(add_layer(ours=False)) == 1


def test_what_does_not_end_is_not_waited_for(guard):
    layer = add_layer(ours=True)
    pool().start(Drawing(1.5))
    begun = time.monotonic()
    QgsProject.instance().removeMapLayer(layer.id())
    assert time.monotonic() - begun < 1.0


def test_a_closed_project_lets_them_go_alike(guard):
    layer = add_layer(ours=True)
    seen = []
    layer.willBeDeleted.connect(lambda: seen.append(pool().activeThreadCount()))
    pool().start(Drawing(0.15))
    QgsProject.instance().clear()
    assert seen == [0]


class View(QgsMapCanvas):
    """Notes what it was told to do."""

    def __init__(self, drawing=False):
        super().__init__()
        self.told = []
        self._drawing = drawing

    def isDrawing(self):
        return self._drawing

    def stopRendering(self):
        self.told.append("stop")

    def refresh(self):
        self.told.append("draw")


def test_every_view_of_the_window_stops_and_what_was_drawn_is_drawn_again(canvas):
    views = [View(), View(drawing=True)]
    guard = Guard(lambda: views)
    layer, other = add_layer(ours=True), add_layer(ours=False)
    QgsProject.instance().removeMapLayer(other.id())
    assert [view.told for view in views] == [[], []]
    QgsProject.instance().removeMapLayer(layer.id())
    assert [view.told for view in views] == [["stop"], ["stop", "draw"]]
    guard.remove()


def test_after_the_plugin_has_gone_nobody_waits(canvas):
    Guard(lambda: [canvas]).remove()
    assert drawing_when_it_goes(add_layer(ours=True)) == 1


def test_a_canvas_is_as_it_was_behind_its_block(canvas):
    canvas.setPreviewJobsEnabled(True)
    with Still(canvas) as still:
        pool().start(Drawing(0.1))
        turns = 0
        for _turn in still.until_still():
            turns += 1
            time.sleep(0.01)
        assert turns
        assert canvas.isFrozen()
        assert not canvas.previewJobsEnabled()
    assert not canvas.isFrozen()
    assert canvas.previewJobsEnabled()
