"""data.gouv.fr: a resource of a dataset, found by its title, then the file behind it.

`source.url` is either a dataset of the API, whose resources are looked through, or a resource's
stable address (/api/1/datasets/r/{rid}), which redirects to today's file. `source.dataset` says
the rest: slug#title of the resource#members of its archive, the last two as wildcards, several
members joined by commas; either may be left out. Never the first resource: publishers add some
(sources/base-layers.md 6).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from .. import french
from ..catalogue import Source
from ..net.answer import Answer
from ..territories import refuse_phase_one
from .archives import read_file
from .area import Area
from .asking import address, asked, broken, day_in, day_of, json_of, refusals, rows_of
from .delimited import Unreadable
from .errors import NothingThere, NotPublished, WrongAnswer
from .raw import RawTable, Sample, raw_table, require_columns
from .shapes import Shapes, Wanted

if TYPE_CHECKING:
    from ..net.client import Client

SILENCE_S = 120.0
#: What is read here, the best first: shapes before texts.
_FORMATS = ("gpkg", "geojson", "json", "shp", "zip", "csv")
_CHECKSUMS = ("sha1", "sha256")
_TERRITORY_ID = "id_ti"
_REGION = "Hauts-de-France"
_CHUNK = 1024 * 1024
#: No territory is without national roads or brownfields; one may be without a heat network, but
#: nothing national leaves out an area this wide.
_NEVER_EMPTY = ("rrn-liaisons", "cartofriches-gpkg")
_WIDE_M = 100_000


class _Resource(NamedTuple):
    title: str
    url: str
    modified: str
    checksum: tuple[str, str]  # kind and value, both empty where none is published


class _Selection(NamedTuple):
    slug: str
    title: str
    members: tuple[str, ...]

    @classmethod
    def of(cls, source: Source) -> _Selection:
        slug, title, members = (*source.dataset.split("#"), "", "")[:3]
        return cls(slug, title, tuple(filter(None, members.split(","))))


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The rows of the file whose shapes meet the area, in the file's own CRS.

    Rows without shape are kept, unless they name another region in a column `region`. A column
    `member` says which file of an archive a row is from.

    Raises:
        NotPublished: no such dataset or resource.
        NothingThere: no row where some must be.
        PhaseOneList: the list of territories of another phase under the same title.
        NetworkError, WrongAnswer, SchemaChanged: see `asking`.
    """
    answers: list[Answer] = []
    resource = _resource(source, area, client, answers)
    file, shapes = _download(source, area, client, resource)
    answers.append(file)
    require_columns(source, shapes.frame.columns)
    if _TERRITORY_ID in shapes.frame:
        refuse_phase_one(shapes.frame[_TERRITORY_ID].dropna())
    return raw_table(
        source,
        shapes.frame,
        answers[::-1],
        _vintage(source, resource, file),
        epsg=shapes.epsg,
        notes=_notes(resource, file, shapes),
    )


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The vintage of the resource; the file itself, often of many megabytes, is not fetched."""
    note = "Fichier non téléchargé : colonnes et lignes non vérifiées."
    if "/datasets/r/" not in source.url:
        resource = _resource(source, area, client, [])
        return Sample((), None, _vintage(source, resource, None), note)
    about = re.sub(r"/api/1/datasets/r/([^/?#]+).*", r"/api/2/datasets/resources/\1/", source.url)
    _, found = asked(client, about, lambda answer: json_of(answer, source), source=source)
    details = found.get("resource", found) if isinstance(found, dict) else {}
    resources = list(_resources([details] if isinstance(details, dict) else []))
    if not resources:
        raise broken(source, "no resource")
    return Sample((), None, _vintage(source, resources[0], None), note)


# ---------------------------------------------------------------- the resource


def _resource(source: Source, area: Area, client: Client, answers: list[Answer]) -> _Resource:
    """The resource to download; what was asked on the way is added to `answers`."""
    url = address(source, area)
    if "/datasets/r/" in url:
        return _Resource("", url, "", ("", ""))
    answer, found = asked(client, url, lambda given: _dataset(given, source), source=source)
    answers.append(answer)
    return _chosen(source, list(_resources(found)))


def _dataset(answer: Answer, source: Source) -> list[dict[str, Any]]:
    found = json_of(answer, source)
    if not isinstance(found, dict) or "resources" not in found:
        raise broken(source, "something else than a dataset")
    if found.get("deleted"):
        raise NotPublished(
            "{publisher} withdrew the dataset of the source {source}: see {page}.",
            publisher=source.publisher,
            source=source.id,
            page=source.page,
        )
    return rows_of(found["resources"], source)


def _resources(found: list[dict[str, Any]]) -> Iterator[_Resource]:
    """The resources that can be read here."""
    for resource in found:
        url, title = resource.get("url"), resource.get("title")
        if not isinstance(url, str) or not url.startswith("https://"):
            continue
        if _format(resource) not in _FORMATS:
            continue
        checksum = resource.get("checksum")
        checksum = checksum if isinstance(checksum, dict) else {}
        kind, value = checksum.get("type"), checksum.get("value")
        known = (kind, value) if kind in _CHECKSUMS and isinstance(value, str) else ("", "")
        modified = resource.get("last_modified")
        yield _Resource(str(title or ""), url, str(modified or ""), known)


def _format(resource: Mapping[str, Any]) -> str:
    """What a resource is: as its address ends, for a zip of shapes is called `shp` as well."""
    suffix = urlsplit(str(resource.get("url"))).path.rpartition(".")[2].casefold()
    return suffix if suffix in _FORMATS else str(resource.get("format") or "").casefold()


def _chosen(source: Source, resources: list[_Resource]) -> _Resource:
    """The youngest resource whose title the catalogue's wildcards fit; raises NotPublished."""
    wanted = _Selection.of(source).title.casefold() or "*"
    fitting = [one for one in resources if fnmatchcase(one.title.casefold(), wanted)]
    if not fitting:
        raise NotPublished(
            'The dataset of the source {source} has no readable resource named "{wanted}" (it '
            "has {titles}): see {page}, then correct the title in your own catalogue.",
            source=source.id,
            wanted=wanted,
            titles=", ".join(one.title for one in resources[:8]) or "–",
            page=source.page,
        )
    return max(fitting, key=lambda one: one.modified)


# ---------------------------------------------------------------- the file


def _download(
    source: Source, area: Area, client: Client, resource: _Resource
) -> tuple[Answer, Shapes]:
    """The file, whole: its checksum right where one is published, and readable to its end."""
    found: list[Shapes] = []

    def read(answer: Answer) -> None:
        found[:] = [_read(answer, source, area, client)]

    def check(answer: Answer) -> None:
        _verify(answer, source, resource)
        read(answer)

    with refusals(source):
        answer = client.get(resource.url, check=check, timeout=SILENCE_S)
    if not found:  # it came from the cache, which it entered by this check
        read(answer)
    return answer, found[0]


def _verify(answer: Answer, source: Source, resource: _Resource) -> None:
    kind, value = resource.checksum
    if not kind:
        return
    digest = hashlib.new(kind, usedforsecurity=False)
    with answer.path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != value.casefold():
        raise WrongAnswer(
            "The file of the source {source} is not the one that data.gouv.fr describes (another "
            "checksum): try again later, and if it stays, see {page}.",
            source=source.id,
            page=source.page,
        )


def _read(answer: Answer, source: Source, area: Area, client: Client) -> Shapes:
    def in_the_region(row: Mapping[str, Any]) -> bool:
        return row.get("region") in (None, "", _REGION)

    try:
        shapes = read_file(
            answer.path,
            _Selection.of(source).members,
            Wanted(area, in_the_region),
            client.raise_if_cancelled,
        )
    except Unreadable as error:
        raise broken(source, f"a file that cannot be read ({error})") from error
    west, _, east, _ = area.bounds_lambert93
    never_empty = source.id in _NEVER_EMPTY or east - west > _WIDE_M
    if not shapes.read:
        raise broken(source, "a file without any row")
    if shapes.frame.empty and never_empty:
        raise NothingThere(
            "None of the {rows} rows in the file of the source {source} is near these "
            "territories, where some must be: see {page}.",
            rows=shapes.read,
            source=source.id,
            page=source.page,
        )
    return shapes


# ---------------------------------------------------------------- its date


def _vintage(source: Source, resource: _Resource, file: Answer | None) -> str:
    """The date in the file's name, else when data.gouv.fr had the file, else when it was asked.

    A name has a year (rrn-2025-metropole-shp.zip) or a day (liste-ti-grpt2023-20240704.csv, and
    friches-standard-2026-04-15.csv).
    """
    place = unquote(urlsplit(file.final_url if file else resource.url).path)
    folder, _, name = place.rpartition("/")
    name = name or resource.title
    day = day_in(name)
    if day:
        return french.long_date(day)
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", name)
    if years:
        return str(years[-1])
    day = day_of(resource.modified) or day_in(folder.rpartition("/")[2])
    if day is None and file is not None:
        day = file.retrieved_at.date()
    return french.long_date(day) if day else ""


def _notes(resource: _Resource, file: Answer, shapes: Shapes) -> list[str]:
    """Which file it was, and how much of it was kept: its address says neither."""
    name = unquote(urlsplit(file.final_url).path.rpartition("/")[2]) or resource.title
    kept, read = french.number(len(shapes.frame)), french.number(shapes.read)
    notes = [f"Fichier {name}, lignes retenues : {kept} sur {read}."]
    if shapes.unplaced:
        notes.append(f"Formes hors de toute projection, laissées : {shapes.unplaced}.")
    return notes
