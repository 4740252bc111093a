"""What is left in a real QGIS window once the plugin has been used and unloaded: nothing.

Nothing here lists what the plugin adds: all that is found in the window and in QGIS' registries
before is compared with what is found after, so whatever comes to be added is held to it too.
"""

from __future__ import annotations

import pytest

#: What happens in the window, each step once the one before has had its time.
SCRIPT = """
import collections
import gc
import threading
import weakref

from driving import AGAIN, click, dock, is_drawing, report, take, until_idle
from qgis.core import QgsApplication, QgsExpression, QgsProject, QgsSettings
from qgis.gui import QgsGui, QgsLocatorWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import (
    QCoreApplication, QEvent, QObject, QTimer, qInstallMessageHandler,
)
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction, QApplication, QDialog, QDockWidget, QLineEdit, QMenu, QToolBar, QTreeView,
    QWidget,
)
from qgis.utils import iface, loadPlugin, plugins, reloadPlugin, startPlugin
from qgis.utils import unloadPlugin, updateAvailablePlugins

NAME = "territoires_industrie"
window = iface.mainWindow()
report["rounds"] = []
# Nothing of another round's day shall be asked about.
QgsSettings().setValue(NAME + "/dock/territories", ["ti-3201"])
QDesktopServices.setUrlHandler("file", lambda url: None)

# ---------------------------------------------------------------- what is found


def label(thing):
    return f"{thing.metaObject().className()} {thing.objectName()}".strip()


def counted(things):
    return dict(collections.Counter(things))


def actions():
    found = window.findChildren(QAction)
    return counted(f"{a.objectName()} {a.text()} of {label(a.parent())}" for a in found)


def bars():
    return {b.objectName(): [a.text() for a in b.actions()] for b in window.findChildren(QToolBar)}


def menus():
    # Those with neither name nor content are Qt's, in tabs and fields that it makes as it needs.
    told = [(f"{m.objectName()} {m.title()}".strip(), [a.text() for a in m.actions()])
            for m in window.findChildren(QMenu)]
    return counted(f"{name}: {said}" for name, said in told if name or said)


def receivers():
    # How many listen to each signal of what lives as long as QGIS.
    project = QgsProject.instance()
    lasting = {
        "iface": iface,
        "window": window,
        "application": QgsApplication.instance(),
        "canvas": iface.mapCanvas(),
        "layer tree": iface.layerTreeView(),
        "layout manager": project.layoutManager(),
        "message bar": iface.messageBar(),
        "processing": QgsApplication.processingRegistry(),
        "project": project,
        "root": project.layerTreeRoot(),
        "tasks": QgsApplication.taskManager(),
        "log": QgsApplication.messageLog(),
        "network": network(),
    }
    return {f"{name}: {line}": count for name, thing in lasting.items()
            for line, count in collections.Counter(connections(thing)).items()}


def connections(thing):
    # Qt tells them in its log alone: "signal: a()", then a line "--> Receiver::slot()" for each.
    lines = []
    before = qInstallMessageHandler(lambda _kind, _context, text: lines.append(text.strip()))
    thing.dumpObjectInfo()
    qInstallMessageHandler(before)
    signal = ""
    for line in lines:
        if line.startswith("SIGNALS IN"):
            break
        if line.startswith("signal:"):
            signal = line
        elif line.startswith("-->"):
            # The name of who listens, not its object's, which has an address where it has none.
            yield f"{signal} {line.partition('::')[0]}"


def network():
    from qgis.core import QgsNetworkAccessManager

    return QgsNetworkAccessManager.instance()


def locator_bar():
    named = [w for w in window.findChildren(QWidget)
             if w.metaObject().className() == "QgsLocatorWidget"]
    return sip.cast(named[0], QgsLocatorWidget)


def shown_pages():
    return [w.metaObject().className() for w in QApplication.topLevelWidgets() if w.isVisible()]


def ours_alive():
    # Objects of Qt and QGIS whose class is the plugin's, whoever holds them.
    gc.collect()
    alive = []
    for thing in gc.get_objects():
        kind = type(thing)
        if str(kind.__module__).startswith(NAME) and isinstance(thing, sip.simplewrapper):
            if not sip.isdeleted(thing):
                alive.append(f"{kind.__module__}.{kind.__name__}")
    return sorted(alive)


def found():
    registry = QgsApplication.processingRegistry()
    bar = locator_bar()
    return {
        "actions": actions(),
        "toolbars": bars(),
        "menus": menus(),
        "docks": sorted(d.objectName() for d in window.findChildren(QDockWidget)),
        # Tabs are Qt's: it keeps those of docks that once lay upon each other.
        "children": counted(label(c) for c in window.children() if label(c) != "QTabBar"),
        "windows": shown_pages(),
        "providers": sorted(p.id() for p in registry.providers()),
        "browser": sorted(p.name() for p in QgsApplication.dataItemProviderRegistry().providers()),
        "browser menus": sorted(p.name() for p in QgsGui.dataItemGuiProviderRegistry().providers()),
        "locator": sorted(f.name() for f in bar.locator().filters()),
        "shortcuts": sorted(a.text() for a in QgsGui.shortcutsManager().listActions()),
        "functions": sorted(f.name() for f in QgsExpression.Functions()),
        "map tool": iface.mapCanvas().mapTool().metaObject().className(),
        "messages": [item.text() for item in iface.messageBar().items()],
        "tasks": [task.description() for task in QgsApplication.taskManager().activeTasks()],
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "word": QCoreApplication.translate("TerritoiresIndustrie", "Load a map"),
        "registered": sorted(registered),
        "translators": len(translators),
        "filters": sorted(filter_of(each) for each in event_filters if is_alive(each)),
        "ours": ours_alive(),
        "receivers": receivers(),
    }


def differences(before, after):
    told = {}
    for kind in before:
        if before[kind] == after[kind]:
            continue
        if isinstance(before[kind], dict):
            keys = {*before[kind], *after[kind]}
            told[kind] = {
                key: [before[kind].get(key), after[kind].get(key)]
                for key in sorted(keys)
                if before[kind].get(key) != after[kind].get(key)
            }
        else:
            told[kind] = [before[kind], after[kind]]
    return told


# ---------------------------------------------------------------- what can only be overheard

registered = collections.Counter()
translators = []
event_filters = []


def overhear():
    for name in dir(iface):
        for beginning, step in (("register", 1), ("unregister", -1), ("deregister", -1)):
            if name.startswith(beginning):
                listen(name, name[len(beginning):], step)
    install, remove = QCoreApplication.installTranslator, QCoreApplication.removeTranslator
    QCoreApplication.installTranslator = lambda t: (translators.append(t), install(t))[1]
    QCoreApplication.removeTranslator = lambda t: (translators.remove(t), remove(t))[1]
    put = QObject.installEventFilter

    def heard(self, other):
        event_filters.append((weakref.ref(self), weakref.ref(other)))
        return put(self, other)

    QObject.installEventFilter = heard


def listen(name, kind, step):
    act = getattr(iface, name)

    def heard(*given):
        key = f"{kind} {type(given[0]).__name__}"
        registered[key] += step
        if not registered[key]:
            del registered[key]
        if step > 0 and kind == "OptionsWidgetFactory":
            factories.append(given[0])
        return act(*given)

    setattr(iface, name, heard)


factories = []


def is_alive(each):
    both = [reference() for reference in each]
    return all(thing is not None and not sip.isdeleted(thing) for thing in both)


def filter_of(each):
    return " ".join(type(reference()).__name__ for reference in each)


# ---------------------------------------------------------------- what is done


def settle():
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def look_before():
    updateAvailablePlugins()
    # Another plugin's menu: for the first one QGIS 3.40 draws a line, which it forgets afterwards.
    iface.addPluginToMenu("Another", QAction("Another", window))
    overhear()
    settle()
    state["bare"] = found()


def load():
    state["started"] = loadPlugin(NAME) and startPlugin(NAME)


def own_actions():
    # Those which came with the plugin, whatever they are.
    return [a for a in window.findChildren(QAction) if a.objectName().startswith("Territoires")]


def press_everything():
    state["pressed"] = []
    closing.start(150)
    for action in own_actions():
        if sip.isdeleted(action) or not action.isEnabled() or not action.isVisible():
            continue
        state["pressed"].append(action.objectName())
        action.trigger()


def put_back():
    closing.stop()
    iface.actionPan().trigger()
    (bar,) = [b for b in window.findChildren(QToolBar) if b.objectName().startswith("Territoires")]
    if not any(type(d).__module__.startswith(NAME) and d.isVisible()
               for d in window.findChildren(QDockWidget)):
        bar.actions()[0].trigger()
    state["toolbar"] = [action.text() for action in bar.actions()]


def close_dialogs():
    for shown in QApplication.topLevelWidgets():
        if shown is not window and shown.isVisible() and isinstance(shown, QDialog):
            shown.reject()


def load_maps():
    click(dock().buttons.load)


def count_layers():
    state["layers"] = len(QgsProject.instance().mapLayers())


def type_in_the_bar():
    bar = locator_bar()
    (edit,) = bar.findChildren(QLineEdit)[:1]
    edit.setFocus()
    QTest.keyClicks(edit, "ti dunk")


def clear_the_bar():
    bar = locator_bar()
    (edit,) = bar.findChildren(QLineEdit)[:1]
    edit.clear()
    bar.invalidateResults()


def open_options():
    state["pages"] = []
    for factory in factories:
        page = factory.createWidget(window)
        page.show()
        page.apply()
        state["pages"].append(page.objectName())
        page.deleteLater()
    factories.clear()


def open_browser():
    views = [v for v in window.findChildren(QTreeView)
             if v.metaObject().className() == "QgsDockBrowserTreeView"]
    model = views[0].model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    for node in rows:
        if model.data(node) == "Territoires d'industrie":
            model.fetchMore(node)
            state["nodes"] = model.rowCount(node)
            if state["nodes"]:
                model.fetchMore(model.index(0, 0, node))


def empty_project():
    if is_drawing():
        return AGAIN
    QgsProject.instance().clear()
    iface.messageBar().clearWidgets()


def begin_again_and_unload():
    # Something runs and a message stands: both go too.
    dock().load()
    iface.mapCanvas().freeze(True)
    state["ran"] = dock().queue.running is not None
    state["unloaded"] = unloadPlugin(NAME)


def unloaded_project():
    settle()
    if is_drawing():
        return AGAIN
    QgsProject.instance().clear()
    iface.mapCanvas().freeze(False)


def look_after():
    settle()
    after = found()
    bare = state.pop("bare")
    report["rounds"].append({**state, "left": differences(bare, after)})
    state.clear()
    state.update(bare=bare)


def reload():
    state["started"] = loadPlugin(NAME) and startPlugin(NAME)
    reloadPlugin(NAME)
    state["started"] = state["started"] and NAME in plugins


state = {}
closing = QTimer()
closing.timeout.connect(close_dialogs)
use = [
    (press_everything, 2500),
    (put_back, 500),
    (load_maps, 500),
    (until_idle, 300),
    (count_layers, 100),
    (type_in_the_bar, 1500),
    (clear_the_bar, 500),
    (open_options, 500),
    (open_browser, 500),
    (empty_project, 300),
    (begin_again_and_unload, 700),
    (unloaded_project, 700),
    (look_after, 100),
]
#: Each with the time (ms) that it is given. The second time it comes as the plugin reloader does.
steps = [(look_before, 300), (load, 500), *use, (reload, 500), *use]


take(steps, SHOTS)
"""


@pytest.fixture(scope="module")
def rounds(drive, tmp_path_factory):
    """What was seen in each of two rounds: loaded, used, unloaded."""
    folder = tmp_path_factory.mktemp("unload")
    settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    # Not enabled: a window without it is what one with it is compared with.
    settings.write_text(
        "[PythonPlugins]\nterritoires_industrie=false\nprocessing=true\n"
        "[locale]\noverrideFlag=true\nuserLocale=fr\n[qgis]\ncheckVersion=false\n"
    )
    seen = drive(SCRIPT, folder, folder)
    assert len(seen["rounds"]) == 2
    return seen["rounds"]


@pytest.mark.parametrize("number", [0, 1])
def test_it_works_each_time_that_it_is_loaded(rounds, number):
    seen = rounds[number]
    assert seen["started"]
    assert seen["toolbar"]
    assert seen["pressed"]
    assert seen["layers"] > 10, "the maps of Dunkerque"
    assert set(seen["pages"]) == {"TerritoiresIndustrieOptions"}
    assert seen["nodes"] >= 1, "an edition in the Browser"
    assert seen["ran"], "it is unloaded while something runs"
    assert seen["unloaded"]


@pytest.mark.parametrize("number", [0, 1])
def test_unloaded_it_leaves_nothing(rounds, number):
    assert rounds[number]["left"] == {}
