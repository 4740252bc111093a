"""The pages' font where the system has none: the shipped one, as wide, on every kind of output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from territoires_industrie.territoires_industrie.layouts import fonts

#: Debian's fonts-dejavu-core; a system always has some font, but not always ours.
OTHERS = Path("/usr/share/fonts/truetype/dejavu")
IN_QGIS = Path(__file__).with_name("fonts_in_qgis.py")


def run(folder, environment):
    done = subprocess.run(
        [sys.executable, "-P", str(IN_QGIS), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def environment():
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def here(tmp_path_factory, environment):
    """What is told where the system has Open Sans."""
    return run(tmp_path_factory.mktemp("here"), environment)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory, environment):
    """The same on a system whose only fonts are others."""
    folder = tmp_path_factory.mktemp("elsewhere")
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{OTHERS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return run(folder, {**environment, "FONTCONFIG_FILE": str(settings)})


def test_the_system_s_own_font_stays_in_use(here):
    assert here["printed"] == here["provided"] == fonts.FAMILY
    assert here["added"] == 0


def test_where_there_is_none_the_shipped_one_is_lent_once(elsewhere):
    assert elsewhere["printed"] == elsewhere["provided"] == fonts.FAMILY
    assert elsewhere["added"] == 4


def test_every_text_is_as_wide_and_as_high(here, elsewhere):
    assert set(elsewhere["widths"]) == set(here["widths"])
    assert elsewhere["widths"] == pytest.approx(here["widths"], rel=1e-3)
    assert elsewhere["height"] == pytest.approx(here["height"])


def test_pdf_svg_and_png_print_it(here, elsewhere):
    for told in (here, elsewhere):
        faces = {"OpenSans", "OpenSans-Bold", "OpenSans-Italic", "OpenSans-BoldItalic"}
        assert faces <= set(told["in_pdf"])
        assert 'font-family="Open Sans"' in told["svg"]
    assert elsewhere["ink"] == pytest.approx(here["ink"], rel=0.02)


def test_no_other_font_stands_in_for_a_sign(elsewhere):
    assert [name for name in elsewhere["in_pdf"] if not name.startswith("OpenSans")] == []


def test_it_leaves_no_setting_behind(elsewhere):
    assert elsewhere["settings"] == elsewhere["settings_before"]


def test_without_its_files_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    monkeypatch.setattr(fonts, "FAMILY", "No such font")
    fonts.provide.cache_clear()
    assert fonts.provide() == ""
    fonts.provide.cache_clear()
