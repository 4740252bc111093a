"""Takes the pictures of docs/guide/ again, from a French QGIS with the plugin of this clone.

    make guide-pictures

A throw-away profile, the shipped edition, services played on this machine, a screen that nobody
sees: the same pictures each time, but for the day on them. Pages are those of `make demo`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from territoires_industrie.resources.rebuild import pictures_pages
from territoires_industrie.resources.rebuild.packages import ROOT

IMAGES = ROOT / "docs" / "guide" / "images"
DEMO = ROOT / "build" / "demo"
TOUR = Path(__file__).with_name("pictures_tour.py")
#: Paths are read on some pictures: this one is nobody's.
WORK = Path(tempfile.gettempdir()) / "guide"
_OURS = WORK / "made-by-pictures.txt"
#: A source that does not answer: the guide says what is done then.
DEAD = "odre-biomethane"
#: Seconds that the tour may take, and pixels of the screen.
_LONGEST, _SCREEN = 600, "1600x1000x24"


#: Every picture of the guide, with how wide (pixels) it may be, 0 for as it is: taken on the tour,
#: or made of a printed page by `pictures_pages`.
PICTURES = {
    "installer-zip": 0,
    "bienvenue": 0,
    "dock": 0,
    "recherche": 0,
    "premiere-carte": 0,
    "exporter": 0,
    "pages-et-fichiers": 0,
    "actualiser": 0,
    "sources": 0,
    "infobulle": 0,
    "identifier": 0,
    "information": 0,
    "corriger": 0,
    "assistant": 0,
    "mise-en-page": 0,
    "publication": 0,
    "boite-a-outils": 0,
    "jeu-de-cartes": 0,
    "options": 0,
    "explorateur": 0,
    "localisateur": 0,
    "page-lue": 1400,
    "symboles": 0,
    "page-producteurs": 1000,
    "page-reseaux": 1000,
    "page-chaleur": 1000,
    "portrait": 1000,
}

_SETTINGS = """[PythonPlugins]
territoires_industrie=true
[qgis]
checkVersion=false
showTips=false
[app]
plugin_installer\\checkOnStart=false
[locale]
overrideFlag=true
userLocale=fr
globalLocale=fr_FR
"""


def main() -> None:
    """Take every picture; ends with a sentence where one is missing."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--display", help="an X server that runs (default: one is started)")
    arguments = parser.parse_args()
    missing = [path for path in pictures_pages.pages_in(DEMO) if not path.is_file()]
    if missing:
        sys.exit(f"pictures: {missing[0]} is missing: `make demo` prints it")
    shots = _prepared()
    with _screen(arguments.display) as display:
        _walk(shots, display)
    pictures_pages.compose(DEMO, WORK, shots)
    made = {path.stem for path in shots.glob("*.png")}
    if made != PICTURES.keys():
        sys.exit(f"pictures: not as in the table: {', '.join(sorted(made ^ PICTURES.keys()))}")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, width in PICTURES.items():
        pictures_pages.compress(shots / f"{name}.png", IMAGES / f"{name}.png", width)
    pictures_pages.four_maps(DEMO, ROOT / "docs" / "images" / "aa-dunkerque-flandre.png")
    weight = sum(path.stat().st_size for path in IMAGES.iterdir())
    print(f"{len(PICTURES)} pictures, {weight / 1e6:.1f} MB, in {IMAGES.relative_to(ROOT)}")


def _prepared() -> Path:
    """The folder of the pictures as they are taken, in an empty home with a profile."""
    if WORK.exists():
        if not _OURS.exists():
            sys.exit(f"pictures: {WORK} is somebody else's: move it away")
        shutil.rmtree(WORK)
    shots = WORK / "shots"
    shots.mkdir(parents=True)
    _OURS.write_text("Made by resources/rebuild/pictures.py, which deletes it again.\n")
    settings = WORK / "QGIS" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    for name in ("Documents", "tmp"):
        (WORK / name).mkdir()
    return shots


@contextmanager
def _screen(given: str | None) -> Iterator[str]:
    """The name of an X server's screen, which is there as long as it is needed."""
    if given:
        yield given
        return
    if shutil.which("Xvfb") is None:
        sys.exit("pictures: Xvfb is missing: `.ci/setup test` installs it")
    told, telling = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(telling), "-screen", "0", _SCREEN, "-nolisten", "tcp"],
        pass_fds=[telling],
        stderr=subprocess.DEVNULL,
    )
    os.close(telling)
    try:
        with open(told) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def _walk(shots: Path, display: str) -> None:
    """Go through QGIS as the guide does; what it says is in a file beside the pictures."""
    # Of the tests' own: the played services.
    from territoires_industrie.tests.services.running import Services

    told = WORK / "tour.json"
    with Services.start() as services, open(WORK / "qgis.log", "w") as log:
        services.fault(DEAD, "404")
        environment = os.environ | {
            "HOME": str(WORK),
            "XDG_CONFIG_HOME": str(WORK / ".config"),
            "XDG_DATA_HOME": str(WORK / ".local" / "share"),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            # Layers in the system's folder for temporary files bear a warning.
            "TMPDIR": str(WORK / "tmp"),
            "GUIDE_WORK": str(WORK),
            "GUIDE_SERVICES": services.mirror,
        }
        command = ["qgis", "--nologo", "--profiles-path", str(WORK / "QGIS")]
        command += ["--profile", "default", "--lang", "fr", "--code", str(TOUR)]
        # A group of its own: whatever QGIS has started ends with it.
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
    # How QGIS ends is not asked: 3.40.6 may die on leaving once its options were open.
    if not told.is_file():
        sys.exit(f"pictures: QGIS did not come to the end of the tour: see {WORK}/qgis.log")
    error = json.loads(told.read_text(encoding="utf-8"))["error"]
    if error:
        sys.exit(f"pictures: {error}")


if __name__ == "__main__":
    main()
