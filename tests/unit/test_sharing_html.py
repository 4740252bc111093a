"""The shared page's file: data that stay data, scripts that are ours, nothing from elsewhere."""

from __future__ import annotations

import base64
import json
import re
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territoires_industrie.resources.rebuild import web
from territoires_industrie.territoires_industrie.sharing import html

WILD = st.text() | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "</SCRIPT >",
        "]]>",
        "\u2028\u2029",
        "\ud800",
        "&lt;/script&gt;",
        "$data ${script}",
        "\x00\x1b",
        "Châtellerault – l’Usine\u202f!",
    ]
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
DATA = st.recursive(
    st.none() | st.booleans() | NUMBERS | WILD,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WILD, inner, max_size=4),
    max_leaves=12,
)


class Reader(HTMLParser):
    """The elements of a document as a browser sees them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags = []
        self.texts = {}
        self._inside = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style", "title"):
            self._inside = f"{tag}{sum(name == tag for name, _ in self.tags)}"
            self.texts[self._inside] = ""

    def handle_endtag(self, _tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside:
            self.texts[self._inside] += data


def written(value):
    """A value as UTF-8 can write it: half of a pair of signs becomes a question mark."""
    return json.loads(
        json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    )


@given(DATA)
def test_whatever_the_names_they_come_out_as_they_went_in(data):
    text = html.as_json(data)
    assert json.loads(text) == written(data)
    assert not set(text) & set("<>&\u2028\u2029")
    text.encode("utf-8")


@given(WILD)
def test_no_name_breaks_out_of_its_place(name):
    document = html.fill({"title": name}, name, name)
    page = Reader(document)
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert json.loads(page.texts["script1"]) == {"title": written(name)}
    whole = Reader(html.fill({}, "", ""))
    assert page.texts["script2"] == whole.texts["script2"]
    assert len(page.tags) == len(whole.tags)


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        html.as_json({"at": [float("nan"), 50.0]})


@pytest.fixture(scope="module")
def page():
    return Reader(html.fill({"title": "Essai"}, "Essai", "Essai"))


@pytest.fixture(scope="module")
def policy(page):
    (content,) = (
        a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(rule.partition(" ")[::2] for rule in content.split("; "))


class TestPolicy:
    def test_nothing_may_be_asked_for(self, policy):
        assert policy["default-src"] == "'none'"
        assert policy["img-src"] == "data:"
        assert "connect-src" not in policy

    def test_only_our_script_runs(self, policy, page):
        digest = sha256(page.texts["script2"].encode()).digest()
        assert policy["script-src"] == f"'sha256-{base64.b64encode(digest).decode()}'"

    def test_nothing_comes_from_elsewhere(self, page):
        for tag, attributes in page.tags:
            address = attributes.get("src") or attributes.get("href") or "#"
            assert address.startswith(("#", "data:")), (tag, address)
        assert not re.search(r"@import|url\((?!#|images/|\")", page.texts["style1"])

    def test_it_is_french_and_fits_a_phone(self, page):
        tags = dict(page.tags)
        assert tags["html"]["lang"] == "fr"
        assert any(a.get("name") == "viewport" for tag, a in page.tags if tag == "meta")

    def test_every_placeholder_is_filled(self, page):
        assert "$" not in str([a for _, a in page.tags])


def test_every_script_of_the_folder_is_used_and_known():
    own = {path.name for path in html.WEB_FOLDER.glob("*.js")}
    assert own == {name for name in html.SCRIPTS if "/" not in name}


def test_a_part_that_would_end_its_element_is_refused(tmp_path, monkeypatch):
    (tmp_path / "bad.js").write_text("'</SCRIPT>'")
    monkeypatch.setattr(html, "WEB_FOLDER", tmp_path)
    with pytest.raises(html.PageError, match=r"bad\.js"):
        html._part("bad.js", "</script")


def test_a_part_that_is_missing_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(html, "WEB_FOLDER", tmp_path)
    with pytest.raises(html.PageError, match=r"none\.js.*install the plugin again"):
        html._part("none.js")


class TestLibrary:
    def test_it_is_the_pinned_version_with_its_licence(self):
        library = (web.FOLDER / "leaflet.js").read_text(encoding="utf-8")
        assert f"Leaflet {web.LEAFLET[1]}" in library[:200]
        assert "BSD 2-Clause" in (web.FOLDER / "LICENSE").read_text(encoding="utf-8")

    def test_it_asks_for_no_source_map(self):
        assert "sourceMappingURL" not in (web.FOLDER / "leaflet.js").read_text(encoding="utf-8")

    def test_rebuilding_leaves_the_rest_as_it_is(self):
        assert web.plain("a\n//# sourceMappingURL=a.map\n\n") == "a\n"
        assert web.plain("b\n") == "b\n"
