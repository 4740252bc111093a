"""Run in a QGIS window (`qgis --code`): loads plugins as QGIS does and tells what each took.

The environment gives their names in order (LOADED) and the file for the times (LOADING_TIMES).
"""

import gc
import json
import os
import time

from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface, loadPlugin, startPlugin, updateAvailablePlugins


def taken(name):
    # A collection of QGIS' own garbage that happens to be due would be laid at a plugin's door.
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    well = loadPlugin(name) and startPlugin(name)
    seconds = (time.perf_counter() - clock, time.process_time() - processor)
    return seconds if well else None


def measure():
    updateAvailablePlugins()
    times = {name: taken(name) for name in os.environ["LOADED"].split(",")}
    with open(os.environ["LOADING_TIMES"], "w", encoding="utf-8") as file:
        json.dump(times, file)
    iface.actionExit().trigger()


# Once the window stands: what starts QGIS is not what a plugin costs.
QTimer.singleShot(1500, measure)
