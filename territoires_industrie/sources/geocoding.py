"""Positions for addresses, from the Géoplateforme's batch geocoder.

The service runs addok with its addok-csv plugin, on whose documentation this module rests; it was
not called while writing it. A CSV file is posted with the names of its columns of `columns` (the
address) and of `citycode` (the INSEE code that narrows the search), and comes back with all its
columns and `latitude`, `longitude`, `result_score`, `result_label`, `result_type`, `result_id`,
`result_citycode`, `result_status`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..catalogue import Source
from ..errors import AtlasError
from ..libraries import require
from ..net.answer import Answer
from . import asking

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..net.client import Client

URL = "https://data.geopf.fr/geocodage/search/csv"
#: Rows a request: a request that takes the service too long is dropped by it.
BATCH = 2_000
#: The geocoder's own measure, below which a place is a guess; a street or a house is an address.
_LEAST = 0.5
_ADDRESSES = ("housenumber", "street", "locality")
_SILENCE = 180.0
_KEY, _ADDRESS, _INSEE = "ti_id", "ti_address", "ti_insee"
_NUMBERS = {"geo_lon": "longitude", "geo_lat": "latitude", "geo_score": "result_score"}
_TEXTS = {"geo_type": "result_type", "geo_id": "result_id", "geo_label": "result_label"}
_EXPECTED = (_KEY, *_NUMBERS.values(), *_TEXTS.values())

_SERVICE = Source(
    id="geocodage",
    title="Géocodage",
    protocol="geocoding",
    dataset="",
    url=URL,
    publisher="La Géoplateforme (IGN)",
    licence="Licence Ouverte 2.0",
    attribution="",
    page="https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage",
    vintage="",
    expected_columns=_EXPECTED,
    expected_rows=None,
)


def geocode(frame: DataFrame, columns: Mapping[str, str], client: Client) -> DataFrame:
    """The rows with positions, in EPSG:4326, found for the columns `address` and `insee`.

    Adds `geo_lon`, `geo_lat`, `geo_score` (0 to 1, NaN where nothing was found), `geo_type`
    (housenumber, street, locality, municipality), `geo_id` (of the BAN) and `geo_label`, texts or
    None. Every distinct pair is asked for once, in a stable order, so that a later run finds the
    same batches in the cache. A weak score is kept with its score; a place in another department
    than the code's is none. Raises SourceError and NetworkError: what then becomes of the rows is
    for the caller to say.
    """
    pandas = require("pandas")
    asked_for = pandas.DataFrame(
        {
            _ADDRESS: _plain(frame[columns["address"]]),
            _INSEE: _plain(frame[columns["insee"]]),
        },
        index=frame.index,
    )
    usable = asked_for[(asked_for != "").all(axis=1)].drop_duplicates()
    pairs = usable.sort_values([_INSEE, _ADDRESS]).reset_index(drop=True)
    parts = []
    for start in range(0, len(pairs), BATCH):
        client.raise_if_cancelled()
        end = start + BATCH
        parts.append(_placed(pairs.iloc[start:end], client))
    nothing = pandas.DataFrame(columns=[_ADDRESS, _INSEE, *_NUMBERS, *_TEXTS], dtype="object")
    places = pandas.concat(parts, ignore_index=True) if parts else nothing
    found = asked_for.merge(places, on=[_ADDRESS, _INSEE], how="left")
    found.index = frame.index
    made = frame.copy()
    for name in _NUMBERS:
        made[name] = pandas.to_numeric(found[name]).astype("float64")
    for name in _TEXTS:
        cells = found[name].astype("object")
        made[name] = cells.where(cells.notna(), None)
    return made


def is_address(found: DataFrame) -> Series:
    """Which rows of `geocode` were found as addresses, and are no guess."""
    return (found["geo_score"] >= _LEAST) & found["geo_type"].isin(_ADDRESSES)


def _plain(cells: object) -> object:
    """Texts on one line, "" where there is nothing."""
    texts = require("pandas").Series(cells).astype("object")
    texts = texts.where(texts.notna(), "").astype(str)
    return texts.str.replace(r"\s+", " ", regex=True).str.strip()


def _placed(pairs: DataFrame, client: Client) -> DataFrame:
    """One batch: the pairs with what was found for them, matched by our own column of keys."""
    sent = pairs.assign(**{_KEY: [str(number) for number in range(len(pairs))]})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_KEY, _ADDRESS, _INSEE])
    writer.writerows(sent[[_KEY, _ADDRESS, _INSEE]].to_numpy().tolist())
    read: list[DataFrame] = []

    def check(answer: Answer) -> None:
        read.append(_read(answer, sent))

    with asking.refusals(_SERVICE):
        answer = client.post_file(
            URL,
            fields={"columns": _ADDRESS, "citycode": _INSEE},
            name="adresses.csv",
            content=out.getvalue().encode(),
            check=check,
            timeout=_SILENCE,
        )
    places = read[-1] if read else _read(answer, sent)
    return sent.merge(places, on=_KEY, how="left").drop(columns=_KEY)


def _read(answer: Answer, sent: DataFrame) -> DataFrame:
    """The service's rows: by key, once each, in any order; those that it drops are not there."""
    pandas = require("pandas")
    text = asking.text_of(answer, _SERVICE)
    if text.lstrip().startswith(("{", "[")):
        asking.json_of(answer, _SERVICE)
        raise asking.broken(_SERVICE, AtlasError("JSON"))
    try:
        frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError, ValueError) as error:
        raise asking.broken(
            _SERVICE, AtlasError("a CSV file that is broken ({reason})", reason=error)
        ) from error
    missing = [name for name in _EXPECTED if name not in frame.columns]
    if missing:
        raise asking.broken(
            _SERVICE, AtlasError("a CSV file without {columns}", columns=", ".join(missing))
        )
    frame = frame[frame[_KEY].isin(sent[_KEY])].drop_duplicates(_KEY)
    if frame.empty:
        raise asking.broken(_SERVICE, AtlasError("none of the addresses that it was sent"))
    insee = frame[_KEY].map(sent.set_index(_KEY)[_INSEE])
    places = pandas.DataFrame({_KEY: frame[_KEY]})
    for name, theirs in _NUMBERS.items():
        places[name] = pandas.to_numeric(frame[theirs], errors="coerce")
    for name, theirs in _TEXTS.items():
        places[name] = frame[theirs].where(frame[theirs].fillna("") != "", None)
    lost = places["geo_lon"].isna() | places["geo_lat"].isna()
    if "result_citycode" in frame.columns:
        given = frame["result_citycode"].fillna("")
        lost |= (given != "") & (given.str[:2] != insee.str[:2])
    places.loc[lost, list(_NUMBERS)] = float("nan")
    places.loc[lost, list(_TEXTS)] = None
    return places
