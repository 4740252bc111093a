"""DiDo, the open data service of SDES: the national file of a millésime, read for an area's rows.

From sources/consumption-economy-territories.md 2.1 and the public clients of the service (didor,
didoscalie): `/datasets` lists every datafile with its millésimes, their date_diffusion, rows and
columns; `/datafiles/{rid}/csv` streams a whole millésime. A millésime is announced before its
date_diffusion and until then refused with HTTP 400.

Every year of the consumption by address is a datafile of its own, under a title that is not known
beforehand. The catalogue therefore asks for FILIERE=E or FILIERE=G, and the rule is: among the
datafiles whose title speaks of "adresse" and whose millésime has all expected columns, those whose
title names the energy, or, where it names both or none, whose first row has this FILIERE; of these
the one of the latest year in the title, then of the latest millésime. When none is found, a rid
that the catalogue names beside is taken. The rows' FILIERE is checked in any case.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .. import french
from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer, NetworkError, Refused
from ..territories import all_communes, normalised
from . import asking
from .area import Area
from .errors import Incomplete, NothingThere, NotPublished, SourceError
from .raw import RawTable, Sample, raw_table, require_columns

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..net.client import Client

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATAFILE = re.compile(rf"(https?://[^?]+)/datafiles/({_UUID.pattern})/csv(?:\?(.*))?")
_LIST = re.compile(r"(https?://[^?]+)/datasets(?:\?.*)?")
_ENERGY = re.compile(r"FILIERE=([EG])")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_WORDS = {"E": "electricite", "G": "gaz"}
_CSV = "withColumnName=true&withColumnDescription=false&withColumnUnit=false"
#: Asked for where the millésime has them, beside the expected ones.
_WELCOME = ("CODE_EIC", "ALERTE_CONSO_IRIS", "BAN_ADRESSE", "BAN_QUALITE", "BAN_NIVEAU")
_CHUNK = 100_000  # rows: a national file is read in some tens of megabytes at a time
_LONGEST_ROW = 100_000  # bytes
_FIRST_LINES = 3  # a row of descriptions may stand above the header
_SILENCE = 180.0
_MOST_CANDIDATES = 5


@dataclass(frozen=True)
class _Millesime:
    """A dated state of a datafile; `columns` is empty where the list does not give them."""

    rid: str
    title: str
    name: str
    published: date
    rows: int
    columns: tuple[str, ...]


def fetch(source: Source, area: Area, client: Client) -> RawTable:
    """The rows of the area's communes, every cell as text: `secret`, `s` and "" stay what they are.

    The whole national file is read, its rows counted against the millésime's. A row belongs to the
    area by the commune in CODE_IRIS_CODE; where that is blank, XXXX or a commune that merged since,
    by its BAN point, else by its NOM_COMMUNE. Raises SchemaChanged, Incomplete, NothingThere,
    NotPublished, WrongAnswer, asking.WrongAddress and the client's errors.
    """
    address = asking.address(source, area)
    listed, millesimes = _chosen(source, address, client)
    refused: Refused | None = None
    for millesime in millesimes:
        try:
            url = _csv_address(source, address, millesime)
            answer, frame = _downloaded(source, url, millesime, area, client)
        except Refused as error:
            if error.status != 400:
                raise
            refused = error  # announced, and not yet published: the one before it
        else:
            return _table(source, millesime, frame, [answer, listed])
    raise _nothing_published(source) from refused


def _downloaded(
    source: Source, url: str, millesime: _Millesime, area: Area, client: Client
) -> tuple[Answer, DataFrame]:
    def read(answer: Answer) -> DataFrame:
        return _read(answer, source, millesime, area, client)

    return asking.asked(client, url, read, source=source, timeout=_SILENCE)


def sample(source: Source, area: Area, client: Client) -> Sample:
    """The millésime's columns and rows as the list of datafiles says them; no row is read."""
    millesime = _chosen(source, asking.address(source, area), client)[1][0]
    require_columns(source, millesime.columns)
    return Sample(
        millesime.columns,
        None,
        millesime.name,
        f"Fichier national de {french.number(millesime.rows)} lignes, non téléchargé.",
    )


def _table(
    source: Source, millesime: _Millesime, frame: DataFrame, answers: list[Answer]
) -> RawTable:
    if frame.empty:
        raise NothingThere(
            "{publisher} gave no row of the source {source} for the area, where every territory "
            "consumes energy: the codes of communes may have changed, see {page}.",
            publisher=source.publisher,
            source=source.id,
            page=source.page,
        )
    years = frame["ANNEE"].str.extract(f"({_YEAR.pattern})", expand=False).dropna()
    published = french.long_date(millesime.published)
    notes = (
        f"{millesime.title}, millésime {millesime.name}, diffusé le {published}.",
        f"{french.number(len(frame))} lignes du périmètre sur "
        f"{french.number(millesime.rows)} du fichier national.",
    )
    vintage = years.max() if len(years) else millesime.name
    return raw_table(source, frame, answers, str(vintage), notes=notes)


def _nothing_published(source: Source) -> NotPublished:
    return NotPublished(
        "{publisher} publishes no file for the source {source} (looked for: {dataset}): see "
        "{page}, then name its datafile in the address of your own catalogue.",
        publisher=source.publisher,
        source=source.id,
        dataset=source.dataset,
        page=source.page,
    )


# ---------------------------------------------------------------- which file


def _base(source: Source, url: str) -> str:
    match = _DATAFILE.fullmatch(url) or _LIST.fullmatch(url)
    if match is None:
        raise asking.WrongAddress(
            "The address of the source {source} must be DiDo's …/datasets or …/datafiles/(rid)/csv "
            "without braces: correct it in your own catalogue.",
            source=source.id,
        )
    return match[1]


def _chosen(source: Source, address: str, client: Client) -> tuple[Answer, list[_Millesime]]:
    """The published millésimes of the source's datafile, the newest first, at least one."""
    base = _base(source, address)
    named = _DATAFILE.fullmatch(address)
    url = f"{base}/datasets?page=1&pageSize=all" if named else address
    listed, files = asking.asked(client, url, lambda a: _datafiles(a, source), source=source)
    today = asking.given_at(listed).date()
    known = [[m for m in file if m.published <= today] for file in files]
    known = [sorted(file, key=lambda m: m.name, reverse=True) for file in known if file]
    wanted = named[2] if named else None
    if wanted is None:
        found = _searched(source, base, known, client)
        if found is not None:
            return listed, found
        spare = _UUID.search(source.dataset)
        wanted = spare[0] if spare else None
    for file in known:
        if file[0].rid == wanted:
            if file[0].columns:
                require_columns(source, file[0].columns)
            return listed, file
    raise _nothing_published(source)


def _datafiles(answer: Answer, source: Source) -> list[list[_Millesime]]:
    found = asking.json_of(answer, source)
    datasets = asking.rows_of(found.get("data") if isinstance(found, dict) else None, source)
    files = [f for d in datasets for f in asking.rows_of(d.get("datafiles") or [], source)]
    return [list(_millesimes(file, source)) for file in files]


def _millesimes(file: dict[str, Any], source: Source) -> Iterator[_Millesime]:
    for one in asking.rows_of(file.get("millesimes") or [], source):
        published = asking.day_of(one.get("date_diffusion"))
        columns = asking.rows_of(one.get("columns") or [], source)
        if published is None or type(one.get("rows")) is not int:
            continue
        yield _Millesime(
            rid=str(file.get("rid")),
            title=str(file.get("title")),
            name=str(one.get("millesime")),
            published=published,
            rows=one["rows"],
            columns=tuple(str(column.get("name")) for column in columns),
        )


def _searched(
    source: Source, base: str, files: list[list[_Millesime]], client: Client
) -> list[_Millesime] | None:
    """The millésimes of the datafile that the module's rule finds; None where it finds none."""
    energy = _ENERGY.search(source.dataset)
    if energy is None:
        raise asking.WrongAddress(
            "The catalogue must name FILIERE=E or FILIERE=G in the dataset of the source "
            "{source}, or one datafile in its address: correct it in your own catalogue.",
            source=source.id,
        )
    wanted = [
        file
        for file in files
        if "adresse" in normalised(file[0].title)
        and set(source.expected_columns) <= set(file[0].columns)
    ]
    wanted.sort(key=lambda file: (_year_of(file[0].title), file[0].name), reverse=True)
    for file in wanted[:_MOST_CANDIDATES]:
        if _is_of(energy[1], source, base, file[0], client):
            return file
    return None


def _year_of(title: str) -> str:
    return max(_YEAR.findall(title), default="")


def _is_of(energy: str, source: Source, base: str, millesime: _Millesime, client: Client) -> bool:
    title = normalised(millesime.title)
    named = [key for key, word in _WORDS.items() if word in title]
    if len(named) == 1:
        return named == [energy]
    url = f"{_file_address(base, millesime)}/rows?millesime={quote(millesime.name)}"
    url += "&page=1&pageSize=1"

    def read(answer: Answer) -> str:
        found = asking.json_of(answer, source)
        rows = asking.rows_of(found.get("data") if isinstance(found, dict) else None, source)
        return str(rows[0].get("FILIERE")) if rows else ""

    try:
        return asking.asked(client, url, read, source=source)[1] == energy
    except (SourceError, NetworkError):
        return False  # not to be told apart: the next one


def _csv_address(source: Source, address: str, millesime: _Millesime) -> str:
    named = _DATAFILE.fullmatch(address)
    query = [part for part in ((named[3] if named else None) or _CSV).split("&") if part]
    given = {part.split("=")[0] for part in query}
    wanted = (*source.expected_columns, *_WELCOME)
    columns = [name for name in wanted if name in millesime.columns]
    if columns and "columns" not in given:
        query.append(f"columns={','.join(columns)}")
    if "millesime" not in given:
        query.insert(0, f"millesime={quote(millesime.name)}")
    return f"{_file_address(_base(source, address), millesime)}/csv?{'&'.join(query)}"


def _file_address(base: str, millesime: _Millesime) -> str:
    return f"{base}/datafiles/{quote(millesime.rid, safe='')}"


# ---------------------------------------------------------------- what it holds


def _read(
    answer: Answer, source: Source, millesime: _Millesime, area: Area, client: Client
) -> DataFrame:
    """The area's rows of a CSV file that has as many as announced."""
    pandas = require("pandas")
    header, above = _header(answer, source)
    require_columns(source, header)
    energy = _ENERGY.search(source.dataset)
    rows, kept = 0, []
    try:
        chunks = pandas.read_csv(
            answer.path,
            sep=";",
            dtype=str,
            header=None,
            names=header,
            skiprows=above + 1,
            keep_default_na=False,
            chunksize=_CHUNK,
            encoding="utf-8",
        )
        for chunk in chunks:
            client.raise_if_cancelled()
            if rows == 0:
                chunk = _without_descriptions(chunk)
            rows += len(chunk)
            if energy and not chunk["FILIERE"].isin([energy[1]]).all():
                raise asking.broken(
                    source, AtlasError("rows of another FILIERE than {energy}", energy=energy[1])
                )
            kept.append(chunk[_belonging(chunk, area)])
    except pandas.errors.EmptyDataError:
        kept = []
    except (pandas.errors.ParserError, UnicodeDecodeError) as error:
        raise asking.broken(
            source, AtlasError("a CSV file that is broken ({reason})", reason=error)
        ) from error
    asking.require_count(source, rows, millesime.rows)
    _refuse_cut_row(answer, source, len(header))
    empty = pandas.DataFrame(columns=header, dtype="object")
    return pandas.concat(kept, ignore_index=True) if kept else empty


def _header(answer: Answer, source: Source) -> tuple[list[str], int]:
    """The names of the columns, and how many lines of descriptions stand above them."""
    try:
        with answer.path.open(encoding="utf-8-sig", newline="") as file:
            start = file.read(100_000)
    except UnicodeDecodeError as error:
        raise asking.broken(source, AtlasError("bytes that are no text")) from error
    if start.lstrip()[:1] in ("", "<", "{"):
        asking.json_of(answer, source)  # says which error it is
        raise asking.broken(source, AtlasError("JSON"))
    try:
        lines = list(csv.reader(start.splitlines()[:_FIRST_LINES], delimiter=";"))
    except csv.Error as error:
        raise asking.broken(
            source, AtlasError("a CSV file that is broken ({reason})", reason=error)
        ) from error
    known = [len(set(line) & set(source.expected_columns)) for line in lines]
    at = known.index(max(known))
    return lines[at], at


def _without_descriptions(chunk: DataFrame) -> DataFrame:
    """Without a first row of descriptions or units, which has no year under ANNEE."""
    years = chunk["ANNEE"].astype("string").str.contains(_YEAR).fillna(False)
    return chunk if not len(chunk) or years.iloc[0] else chunk.iloc[1:]


def _refuse_cut_row(answer: Answer, source: Source, cells: int) -> None:
    """Raise Incomplete for a last row with fewer cells, which pandas would fill up in silence."""
    with answer.path.open("rb") as file:
        file.seek(max(0, answer.path.stat().st_size - _LONGEST_ROW))
        last = file.read().rpartition(b"\n")[2].decode("utf-8", errors="replace")
    if last and len(next(csv.reader([last], delimiter=";"))) < cells:
        raise Incomplete(
            "{publisher} gave a file for the source {source} that ends in the middle of a row: "
            "nothing of it was taken, try again later.",
            publisher=source.publisher,
            source=source.id,
        )


def _belonging(chunk: DataFrame, area: Area) -> Series:
    """Which rows are the area's: see `fetch`."""
    code = chunk["CODE_IRIS_CODE"].str.strip()
    code = code.where(code.str.len() != 8, "0" + code)  # a zero lost in front
    insee = code.str[:5]
    inside = insee.isin(area.communes)
    placeless = (code == "") | insee.str.contains("X")
    merged = ~insee.isin(list(all_communes())) & insee.str[:2].isin(area.departements)
    doubtful = (placeless | merged) & ~inside
    if doubtful.any():
        inside[doubtful] = _belonging_by_place(chunk[doubtful], area).to_numpy()
    return inside


def _belonging_by_place(rows: DataFrame, area: Area) -> Series:
    pandas = require("pandas")
    west, south, east, north = area.bounds
    lon = pandas.to_numeric(rows["BAN_LONGITUDE"], errors="coerce")
    lat = pandas.to_numeric(rows["BAN_LATITUDE"], errors="coerce")
    known = all_communes()
    names = {normalised(known[insee].name) for insee in area.communes}
    by_name = rows["NOM_COMMUNE"].map(normalised).isin(names)
    by_point = lon.between(west, east) & lat.between(south, north)
    return by_point.where(lon.notna() & lat.notna(), by_name).astype(bool)
