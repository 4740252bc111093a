"""Layers of a perimeter of one's own follow a new edition, as it is seen from there."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from qgis.core import QgsExpressionContextUtils, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtTest import QTest
from territoires_industrie.territoires_industrie import paths
from territoires_industrie.territoires_industrie.edition import Availability
from territoires_industrie.territoires_industrie.gui.jobs import Talk
from territoires_industrie.territoires_industrie.gui.maporders import keep_up
from territoires_industrie.territoires_industrie.gui.threads import still_at_work
from territoires_industrie.territoires_industrie.layouts.canvas import SPREAD_VARIABLE, offsets_of
from territoires_industrie.territoires_industrie.loading import bring_in, prepare
from territoires_industrie.territoires_industrie.maps.layers import file_of
from territoires_industrie.territoires_industrie.perimeters.saved import own_territory, save
from territoires_industrie.territoires_industrie.perimeters.view import is_made_of, seen_from
from territoires_industrie.territoires_industrie.territories import find

KNOWN = [Availability("consumers", "ti-3201", "complete", "")]


@pytest.fixture
def project(qgis_app, monkeypatch, tmp_path):
    monkeypatch.setenv(paths.OWN_FOLDER_VARIABLE, str(tmp_path))
    made = QgsProject()
    yield made
    sip.delete(made)


@pytest.fixture
def perimeter(tmp_path):
    made = own_territory("Façade", ["59183", "59273"], date(2026, 11, 22))
    save(tmp_path / "perimetres", made, "essai", "59183 59273", False)
    return made


@pytest.fixture
def editions(crafted, site):
    """Two of one folder: six sites at one place, then two."""
    return [crafted(KNOWN, consumers=[site(key) for key in keys]) for keys in ("abcdef", "ab")]


@pytest.fixture
def seen(perimeter, tmp_path, catalogue):
    return lambda edition: seen_from(
        edition, [perimeter], tmp_path / "perimetres" / "editions", catalogue
    )


@pytest.fixture
def loaded(project, catalogue):
    """Put a map into the project as the dock does; its layers, by table."""

    def load(edition, territory, number=0):
        theme = catalogue.themes[number]
        prepared = prepare(edition, territory, [theme], catalogue)
        turns = bring_in(project, prepared, catalogue, theme)
        while True:
            try:
                next(turns)
            except StopIteration as end:
                return end.value.own

    return load


@pytest.fixture
def kept_up(project):
    """Let the project follow; what was said."""

    def follow(edition):
        talk = Talk()
        for _ in keep_up(edition.path, project, None, talk):
            QTest.qWait(1)
        return talk

    return follow


def files(project):
    return {file_of(layer) for layer in project.mapLayers().values()}


def shifts(project):
    return json.loads(QgsExpressionContextUtils.projectScope(project).variable(SPREAD_VARIABLE))


def test_they_go_to_the_new_edition_and_keep_their_look(
    project, editions, perimeter, seen, loaded, kept_up, catalogue
):
    old, new = editions
    first = seen(old)
    sites = loaded(first, perimeter)["consumers"]
    sites.setSubsetString("\"key\" <> 'b'")
    sites.setOpacity(0.4)
    before = shifts(project)
    assert before
    number = len(project.mapLayers())
    talk = kept_up(new)
    assert talk.warnings == []
    assert talk.infos == [f"{number} layers of the project show the new edition."]
    (file,) = files(project)
    assert is_made_of(file, new)
    assert first.path.exists()
    assert [feature["key"] for feature in sites.getFeatures()] == ["a"]
    assert next(sites.getFeatures())["rattachement"] == perimeter.id
    assert (sites.subsetString(), sites.opacity()) == ("\"key\" <> 'b'", 0.4)
    # What was displaced goes to where it belongs now.
    assert shifts(project) == offsets_of(seen(new), catalogue, catalogue.themes[0], perimeter)
    assert shifts(project) != before
    assert kept_up(new).infos == [], "they are there"


def test_a_layer_being_edited_stays_and_is_named(
    project, editions, perimeter, seen, loaded, kept_up
):
    old, new = editions
    first = seen(old)
    sites = loaded(first, perimeter)["consumers"]
    first.path.chmod(0o644)
    assert sites.startEditing()
    talk = kept_up(new)
    assert talk.warnings == [f"Being edited, and still of the edition before: {sites.name()}."]
    assert files(project) == {first.path, seen(new).path}
    assert file_of(sites) == first.path
    sites.rollBack()
    assert kept_up(new).infos == ["1 layers of the project show the new edition."]


def test_maps_of_a_territory_beside_them_go_to_the_edition_itself(
    project, editions, perimeter, seen, loaded, kept_up, catalogue
):
    old, new = editions
    loaded(old, find("ti-3201"), 1)
    loaded(seen(old), perimeter, 0)
    talk = kept_up(new)
    assert talk.warnings == []
    assert files(project) == {new.path, seen(new).path}
    assert shifts(project) == offsets_of(seen(new), catalogue, catalogue.themes[0], perimeter)


def test_a_perimeter_that_is_gone_leaves_them_and_is_named(
    project, editions, perimeter, seen, loaded, kept_up, tmp_path
):
    old, new = editions
    loaded(seen(old), perimeter)
    (tmp_path / "perimetres" / f"{perimeter.slug}.json").unlink()
    talk = kept_up(new)
    (said,) = talk.warnings
    assert "No longer among your perimeters" in said
    assert "Façade" in said
    assert talk.infos == []
    assert files(project) == {seen(old).path}


def test_a_perimeter_that_the_new_edition_does_not_know_leaves_them_and_is_named(
    project, editions, perimeter, seen, loaded, kept_up, crafted, site
):
    loaded(seen(editions[0]), perimeter)
    absent = [Availability("consumers", "ti-3201", "absent", "")]
    talk = kept_up(crafted(absent, consumers=[site("a")]))
    (said,) = talk.warnings
    assert "Without anything in the new edition" in said
    assert "Façade" in said
    assert files(project) == {seen(editions[0]).path}


def test_a_stop_while_it_is_derived_changes_nothing(
    project, editions, perimeter, seen, loaded, tmp_path
):
    loaded(seen(editions[0]), perimeter)
    talk = Talk()
    steps = keep_up(editions[1].path, project, None, talk)
    while "perimeter" not in talk.text:
        next(steps)
        QTest.qWait(1)
    next(steps)
    talk.cancel()
    steps.close()
    stopped = time.monotonic()
    while still_at_work():
        QTest.qWait(5)
    assert time.monotonic() - stopped < 1.0
    assert files(project) == {seen(editions[0]).path}
    assert list(tmp_path.glob("perimetres/editions/*/*")) == [seen(editions[0]).path]


def test_filled_again_pages_of_an_older_project_follow_too(
    project, editions, perimeter, seen, loaded, kept_up
):
    """Pages are filled from the edition as it is seen from there, which then is the new one."""
    loaded(seen(editions[0]), perimeter)
    kept_up(seen(editions[1]))
    assert files(project) == {seen(editions[1]).path}
