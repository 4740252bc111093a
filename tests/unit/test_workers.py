"""Work for several processes: how it is dealt, where they are found, what they tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.territoires_industrie.errors import AtlasError, Cancelled
from territoires_industrie.territoires_industrie.files import FileIsThere
from territoires_industrie.territoires_industrie.workers import finding, telling
from territoires_industrie.territoires_industrie.workers.dealing import shares
from territoires_industrie.territoires_industrie.workers.telling import (
    TOLD_VARIABLE,
    Listener,
    as_data,
    from_data,
)
from territoires_industrie.territoires_industrie.workers.telling import (
    telling as telling_to,
)


class TestShares:
    @given(st.lists(st.integers()), st.integers(1, 9))
    def test_everything_is_dealt_once_and_evenly(self, items, workers):
        dealt = shares(items, workers)
        assert sorted(x for share in dealt for x in share) == sorted(items)
        assert len(dealt) == min(workers, len(items))
        sizes = [len(share) for share in dealt]
        assert not sizes or (min(sizes) > 0 and max(sizes) - min(sizes) <= 1)


class TestFinding:
    @pytest.fixture(autouse=True)
    def _nothing_on_the_path(self, monkeypatch):
        monkeypatch.setattr(finding.shutil, "which", lambda _name: None)

    @pytest.mark.parametrize(
        ("system", "prefix", "program", "there"),
        [
            ("Linux", "/usr", "/usr/bin/qgis.bin", "/usr/bin/qgis_process.bin"),
            ("Linux", "/app", "/app/bin/qgis", "/app/bin/qgis_process"),
            ("Linux", "/usr", "/opt/q/qgis_process", "/opt/q/qgis_process"),
            (
                "Windows",
                "C:/OSGeo4W/apps/qgis-ltr",
                "C:/OSGeo4W/bin/qgis-ltr-bin.exe",
                "C:/OSGeo4W/apps/qgis-ltr/bin/qgis_process.exe",
            ),
            (
                "Windows",
                "C:/OSGeo4W/apps/qgis-ltr",
                "C:/OSGeo4W/apps/Python312/python.exe",
                "C:/OSGeo4W/bin/qgis_process-qgis-ltr.bat",
            ),
            (
                "Darwin",
                "/Applications/QGIS.app/Contents/MacOS",
                "/Applications/QGIS.app/Contents/MacOS/QGIS",
                "/Applications/QGIS.app/Contents/MacOS/bin/qgis_process",
            ),
        ],
    )
    def test_beside_the_qgis_that_runs(self, system, prefix, program, there):
        found = finding.find_qgis_process(
            system, Path(prefix), Path(program), lambda path: path == Path(there)
        )
        assert found == Path(there)

    def test_the_program_before_the_batch_file(self):
        """A batch file's own child would outlive its being killed."""
        prefix = Path("C:/OSGeo4W/apps/qgis")
        found = finding.find_qgis_process(
            "Windows", prefix, Path("C:/OSGeo4W/bin/qgis-bin.exe"), lambda _: True
        )
        assert found is not None
        assert found.suffix == ".exe"

    def test_on_the_path_else_nowhere(self, monkeypatch):
        asked = ("Linux", Path("/usr"), Path("/usr/bin/python3"), lambda _: False)
        assert finding.find_qgis_process(*asked) is None
        monkeypatch.setattr(finding.shutil, "which", lambda name: f"/somewhere/{name}")
        assert finding.find_qgis_process(*asked) == Path("/somewhere/qgis_process")


texts = st.text(max_size=40)
errors = st.recursive(
    st.builds(lambda value: AtlasError("{value} is wrong.", value=value), texts),
    lambda inner: st.builds(
        lambda value, cause: AtlasError("{value}: {cause}", value=value, cause=cause), texts, inner
    ),
    max_leaves=4,
)


class TestTelling:
    @given(errors)
    def test_an_error_comes_over_as_it_was(self, error):
        other = from_data(json.loads(json.dumps(as_data(error))))
        assert str(other) == str(error)
        assert other.sentence == error.sentence

    def test_files_in_the_way_are_known_as_such(self):
        error = FileIsThere("{name} exists already.", name="a.pdf")
        assert isinstance(from_data(json.loads(json.dumps(as_data(error)))), FileIsThere)

    def test_steps_are_heard_once_each(self, tmp_path, monkeypatch):
        listener = Listener(tmp_path / "told")
        monkeypatch.setenv(TOLD_VARIABLE, str(tmp_path / "told"))
        here = []
        with telling_to(lambda *step: here.append(step)) as told:
            told(0.25, "Carte des réseaux")
            assert [(x.share, x.text) for x in listener.news()] == [(0.25, "Carte des réseaux")]
            assert list(listener.news()) == []
            told(0.5, "deux\nlignes")
        assert [(x.share, x.text) for x in listener.news()] == [(0.5, "deux\nlignes")]
        assert here == [(0.25, "Carte des réseaux"), (0.5, "deux\nlignes")]

    def test_half_a_line_waits_for_its_end(self, tmp_path):
        listener = Listener(tmp_path / "told")
        line = json.dumps({"share": 0.5, "text": "é"}, ensure_ascii=False).encode() + b"\n"
        (tmp_path / "told").write_bytes(line[:-4])
        assert list(listener.news()) == []
        (tmp_path / "told").write_bytes(line + line[:9])
        assert [x.text for x in listener.news()] == ["é"]

    def test_what_ends_the_work_is_told(self, tmp_path, monkeypatch):
        listener = Listener(tmp_path / "told")
        monkeypatch.setenv(TOLD_VARIABLE, str(tmp_path / "told"))
        with pytest.raises(AtlasError), telling_to(lambda *_: None):
            raise AtlasError("{path} is there already.", path=Path("atlas.pdf"))
        (told,) = listener.news()
        assert str(told.error) == "atlas.pdf is there already."

    def test_warnings_come_over_as_they_were(self, tmp_path, monkeypatch):
        listener = Listener(tmp_path / "told")
        monkeypatch.setenv(TOLD_VARIABLE, str(tmp_path / "told"))
        telling.tell_warnings([AtlasError("{file} has no bookmarks.", file="a.pdf")])
        (told,) = listener.news()
        assert told.warning.sentence == "{file} has no bookmarks."
        assert str(told.warning) == "a.pdf has no bookmarks."
        assert told.error is None

    def test_nobody_waits_for_it(self, tmp_path, monkeypatch):
        monkeypatch.delenv(TOLD_VARIABLE, raising=False)
        here = []
        with telling_to(lambda *step: here.append(step)) as told:
            told(1.0, "fini")
        telling.tell_warnings([AtlasError("x")])
        assert here == [(1.0, "fini")]
        assert list(tmp_path.iterdir()) == []

    def test_a_worker_whose_parent_is_gone_stops(self, tmp_path, monkeypatch):
        monkeypatch.setenv(TOLD_VARIABLE, str(tmp_path / "gone" / "told"))
        with pytest.raises(Cancelled), telling.telling(lambda *_: None) as told:
            told(0.1, "page")
