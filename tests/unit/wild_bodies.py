"""Bodies that no server should give, and the one promise about them: an AtlasError, or a table."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_client import FakeClient, Reply
from territoires_industrie.territoires_industrie.catalogue import Source, load_catalogue
from territoires_industrie.territoires_industrie.errors import AtlasError
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import find

FIXTURES = Path(__file__).parents[1] / "fixtures"
WRONG = (None, True, -1, 10**400, 1e308, float("nan"), "", "x", "\ud800", [], {}, [None], {"a": []})


def source_of(name: str) -> Source:
    return load_catalogue().sources[name]


def dunkerque() -> Area:
    """Four EPCI of one department pair: 59 and 62."""
    return Area.of([find("ti-3201")])


def fixture(source: str, name: str) -> bytes:
    return (FIXTURES / source / name).read_bytes()


def truncated(body: bytes, most: int = 400) -> Iterator[bytes]:
    """The body cut at every offset, or at `most` of them evenly."""
    step = max(1, len(body) // most)
    yield from (body[:at] for at in range(0, len(body), step))


def wrongly_typed(body: bytes) -> Iterator[bytes]:
    """The JSON body with each of its values in turn replaced by each wrong one, or left out."""
    document = json.loads(body)
    for path in _paths(document):
        for wrong in WRONG:
            yield json.dumps(_replaced(document, path, wrong)).encode()
        if path:
            yield json.dumps(_removed(document, path)).encode()


def _paths(value: Any, path: tuple = ()) -> Iterator[tuple]:
    yield path
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from _paths(inner, (*path, key))


def _replaced(document: Any, path: tuple, wrong: Any) -> Any:
    if not path:
        return wrong
    made = copy.deepcopy(document)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = wrong
    return made


def _removed(document: Any, path: tuple) -> Any:
    made = copy.deepcopy(document)
    place = made
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return made


def survive(
    fetch: Callable, source: Source, area: Area, folder: Path, server: Callable[[str], Any]
) -> None:
    """Fetch from the pretended server: a valid table, or an AtlasError that says its sentence."""
    client = FakeClient(folder, lambda url: _reply(server(url)))
    try:
        table = fetch(source, area, client)
    except AtlasError as error:
        assert source.id in str(error) or source.publisher in str(error), error
        assert str(error).endswith((".", "!")), error
    else:
        assert isinstance(table, RawTable)
        assert table.vintage
        assert not table.frame.columns.duplicated().any()
        if table.epsg:
            shapes = table.frame["geometry"].dropna()
            assert shapes.map(lambda cell: isinstance(cell, bytes)).all()
    finally:
        for path in folder.iterdir():
            path.unlink()


def _reply(body: Any) -> Any:
    return body if isinstance(body, (Reply, Exception)) else Reply(body)


def server_of(answers: dict[str, Any], asked: str = "", wild: Any = None) -> Callable[[str], Any]:
    """The first answer whose key is in the url; that of the key `asked` is `wild` instead."""

    def server(url: str) -> Any:
        for key, body in answers.items():
            if key in url:
                return wild if key == asked else body
        pytest.fail(f"unexpected request {url}")

    return server
