"""The way through QGIS on which the guide's pictures are taken; QGIS runs it (`--code`).

What a reader would do, with clicks and keys. A step says what it waits for: so many milliseconds,
or something to become true. `pictures.py` prepares the profile and starts all of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator

from qgis.core import QgsProject, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QCoreApplication, QPoint, QRect, Qt, QTimer
from qgis.PyQt.QtGui import QCursor, QTextDocument
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QLineEdit,
    QListWidget,
    QProgressBar,
    QSplitter,
    QTextBrowser,
    QToolBar,
    QTreeView,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface, pluginMetadata
from territoires_industrie.resources.rebuild.pictures_hands import (
    WORK,
    Buttons,
    Steps,
    Walk,
    area_of,
    at_rest,
    dialog,
    dock,
    floating,
    is_open_list,
    later,
    no_messages,
    panel,
    press,
    pressed,
    put_back,
    rows_of,
    screen,
    shot,
    tell_frames,
    window,
)
from territoires_industrie.resources.rebuild.pictures_windows import adding, correcting, welcoming

NAME, TITLE = "territoires_industrie", "Territoires d'industrie"
SLUG = "aa-dunkerque-flandre"
PAGES = WORK / "Documents" / TITLE
#: A site alone in its commune: its symbol is where it is.
SITE = "Blédina Steenvoorde"


# ---------------------------------------------------------------- the way


def tour() -> Steps:
    """All of it, in an order in which nothing disturbs the next."""
    window().resize(1400, 860)
    window().move(0, 0)
    yield 500
    for part in (installing, first_map, printing, from_symbol_to_source, elsewhere, dialogs, pages):
        yield from part()
    yield from refreshing()


def installing() -> Steps:
    """The plugin manager, where a zip is chosen."""
    version = pluginMetadata(NAME, "version")
    later(lambda: iface.pluginManagerInterface().showPluginManager(0))
    yield 3000
    manager = dialog()
    manager.resize(940, 420)
    (choices,) = [x for x in manager.findChildren(QListWidget) if "Option" in x.objectName()]
    choices.setCurrentItem(choices.findItems("ZIP", Qt.MatchFlag.MatchContains)[0])
    yield 500
    for edit in manager.findChildren(QLineEdit):
        if edit.isVisible():
            edit.setText(str(WORK / "Téléchargements" / f"{NAME}-{version}.zip"))
    yield 500
    shot("installer-zip", manager)
    manager.close()
    yield 500


def first_map() -> Steps:
    """Three clicks: the button, the territory, the maps."""
    bar = window().findChild(QToolBar, "TerritoiresIndustrieToolbar")
    press(bar.widgetForAction(bar.actions()[0]))
    yield 1500
    yield from welcoming()
    no_messages()
    window().resizeDocks([dock()], [380], Qt.Orientation.Horizontal)
    yield 500
    shot("dock", window())
    search = dock().chooser.search
    search.setFocus()
    QTest.keyClicks(search, "cappelle la grande")
    yield 500
    shot("recherche", dock().chooser)
    search.clear()
    yield 300
    listed = dock().chooser.list
    (item,) = listed.findItems("Dunkerque", Qt.MatchFlag.MatchContains)
    listed.scrollToItem(item)
    press(listed.viewport(), listed.visualItemRect(item).center())
    pressed("load")
    yield 500
    yield at_rest
    yield 1500
    yield at_rest
    no_messages()
    yield 500
    shot("premiere-carte", window())


def printing() -> Steps:
    """Two more: the files, and what tells that they are there."""
    pressed("export")
    yield 500
    yield at_rest
    yield 300
    bar = area_of(iface.messageBar())
    screen("exporter", bar.adjusted(0, 0, 0, 6))
    no_messages()
    group = dock().findChild(QWidget, "pages")
    group.setCollapsed(False)
    yield 500
    dock().pages.folder.lineEdit().setCursorPosition(0)
    shot("pages-et-fichiers", group)
    group.setCollapsed(True)
    pressed("profile")
    yield 500
    yield at_rest
    pressed("lay_out")
    yield 500
    yield at_rest
    no_messages()


def from_symbol_to_source() -> Steps:
    """A tip, what is known of a site, what is known of its layer."""
    layer = _consumers()
    iface.setActiveLayer(layer)
    canvas = iface.mapCanvas()
    place = yield from _near_the_site(layer)
    tips = iface.actionMapTips()
    tips.trigger()
    QCursor.setPos(canvas.mapToGlobal(place + QPoint(40, 40)))
    yield 500
    QCursor.setPos(canvas.mapToGlobal(place))
    yield 2500
    corner = canvas.mapToGlobal(place)
    around = QRect(corner - QPoint(220, 110), corner + QPoint(430, 210))
    screen("infobulle", around.intersected(area_of(canvas)))
    tips.trigger()
    iface.actionIdentify().trigger()
    press(canvas.viewport(), place)
    yield 1000
    results = panel("IdentifyResultsDock")
    yield from floating(results, 520, 560)
    place = yield from _near_the_site(layer)
    press(canvas.viewport(), place)
    yield 1500
    (tree,) = (x for x in results.findChildren(QTreeWidget) if x.isVisible())
    tree.setColumnWidth(0, 190)
    for found in tree.findItems("(Actions)", Qt.MatchFlag.MatchRecursive):
        found.setExpanded(True)
    yield 300
    shot("identifier", results)
    put_back(results)
    results.close()
    iface.actionPan().trigger()
    later(lambda: iface.showLayerProperties(layer, "mOptsPage_Information"))
    yield 2500
    properties = dialog()
    properties.resize(940, 680)
    yield 500
    (told,) = (x for x in properties.findChildren(QTextBrowser) if x.isVisible())
    told.moveCursor(told.textCursor().MoveOperation.End)
    told.find("Contacts", QTextDocument.FindFlag.FindBackward)
    found = told.textCursor()
    told.verticalScrollBar().setValue(told.verticalScrollBar().value() + told.cursorRect().y() - 20)
    found.clearSelection()
    told.setTextCursor(found)
    yield 500
    shot("information", properties)
    properties.reject()
    yield 500
    yield from correcting(layer, SITE)
    yield from adding()


def _near_the_site(layer: QgsVectorLayer) -> Generator[int | Callable[[], bool], None, QPoint]:
    """Show where the site is; the place on the canvas of its symbol."""
    (row,) = layer.getFeatures(f"\"name\" = '{SITE}'")
    point, canvas = row.geometry().asPoint(), iface.mapCanvas()
    canvas.setExtent(QgsRectangle.fromCenterAndSize(point, 18e3, 12e3))
    canvas.refresh()
    yield 500
    yield at_rest
    spot = canvas.getCoordinateTransform().transform(point)
    return QPoint(round(spot.x()), round(spot.y()))


def _consumers() -> QgsVectorLayer:
    """The points of the first map."""
    tree = QgsProject.instance().layerTreeRoot().findGroup("Carte des consommateurs")
    return next(x.layer() for x in tree.findLayers() if x.name() == "Consommateurs")


def elsewhere() -> Steps:
    """The locator bar, the Browser panel and the toolbox."""
    edits = window().findChildren(QgsFilterLineEdit)
    bar = next(e for e in edits if e.parent().metaObject().className() == "QgsLocatorWidget")
    window().activateWindow()
    yield 500
    bar.setFocus()
    QTest.keyClicks(bar, "ti dunk")
    yield 2000
    iface.statusBarIface().clearMessage()
    # What was found stands above the bar.
    shown = area_of(next(w for w in window().findChildren(QWidget) if is_open_list(w)))
    screen("localisateur", shown.adjusted(-4, -4, 0, bar.height() + 2))
    bar.clear()
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    yield 300
    browser = panel("Browser")
    yield from floating(browser, 400, 460)
    view = next(v for v in browser.findChildren(QTreeView))
    model = view.model()
    node = next(i for i in rows_of(model) if model.data(i) == TITLE)
    view.expand(node)
    yield 500
    view.expand(model.index(0, 0, node))
    yield 500
    view.scrollTo(node, view.ScrollHint.PositionAtTop)
    yield 300
    shot("explorateur", browser)
    put_back(browser)
    toolbox = panel("ProcessingToolbox")
    toolbox.show()
    yield from floating(toolbox, 420, 620)
    view = next(v for v in toolbox.findChildren(QTreeView))
    model = view.model()
    node = next(i for i in rows_of(model) if TITLE in str(model.data(i)))
    view.collapseAll()
    view.expandRecursively(node)
    for row in range(model.rowCount(node)):
        group = model.index(row, 0, node)
        view.setExpanded(group, str(model.data(group)) != "Couches")
    view.scrollTo(node, view.ScrollHint.PositionAtTop)
    yield 300
    shot("boite-a-outils", toolbox)
    put_back(toolbox)
    toolbox.close()
    yield 300


def dialogs() -> Steps:
    """What the toolbox opens, and our page in QGIS' options."""
    from processing import createAlgorithmDialog

    given = {"TERRITORIES": "aa dunkerque flandre", "OUTPUT": str(PAGES)}
    form = createAlgorithmDialog(f"{NAME}:mapset", given)
    form.show()
    form.resize(960, 640)
    yield 1500
    shot("jeu-de-cartes", form)
    form.close()
    # What a computer imposes is greyed: the guide shows one such.
    os.environ["TERRITOIRES_INDUSTRIE_PAPER"] = "a3"
    later(lambda: iface.showOptionsDialog(window(), TITLE))
    yield 3000
    options = dialog()
    options.resize(1000, 560)
    options.findChild(QSplitter).setSizes([230, 770])
    yield 800
    shot("options", options)
    options.reject()
    del os.environ["TERRITOIRES_INDUSTRIE_PAPER"]
    yield 500


def pages() -> Steps:
    """The project with pages, and the publication, which is a project too."""
    QgsProject.instance().setDirty(False)
    iface.addProject(str(PAGES / f"{SLUG}.qgz"))
    yield 2000
    yield at_rest
    layout = sorted(QgsProject.instance().layoutManager().printLayouts(), key=lambda x: x.name())[0]
    tell_frames(layout)
    designer = iface.openLayoutDesigner(layout)
    yield 500
    designer.window().showNormal()
    designer.window().setGeometry(0, 0, 1300, 800)
    yield 500
    designer.view().zoomFull()
    yield 5000
    shot("mise-en-page", designer.window())
    designer.close()
    yield 500
    QgsProject.instance().setDirty(False)
    iface.addProject(f"geopackage:{PAGES / SLUG}.gpkg?projectName=Jeu%20de%20cartes")
    yield 2500
    yield at_rest
    no_messages()
    # As a colleague sees it, who has not the plugin.
    panel("Browser").close()
    dock().close()
    yield 1000
    yield at_rest
    shot("publication", window())
    dock().show()


def refreshing() -> Steps:
    """Last, for what the played services give is invented: no map is shown with it."""
    QgsProject.instance().setDirty(False)
    iface.newProject()
    os.environ["TERRITOIRES_INDUSTRIE_MIRROR"] = os.environ["GUIDE_SERVICES"]
    yield 500
    pressed("refresh")
    done = dock().progress.findChild(QProgressBar)
    yield lambda: done.value() >= 20
    shot("actualiser", dock().progress)
    yield at_rest
    yield 500
    dock().edition.summary.setChecked(True)
    yield 500
    shot("sources", dock().edition)


words = Buttons()
QCoreApplication.installTranslator(words)
walk = Walk(tour())
QTimer.singleShot(2000, walk.turn)
