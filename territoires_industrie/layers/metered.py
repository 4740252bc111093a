"""What addresses consume: the published rows of SDES and Enedis, added up by site.

The rule, written (DOMAIN 3; sources/consumption-economy-territories.md 2.1, 2.3 and 2.5):

- A row is an address and a division of the NAF; a site is an address. Its identifier is the BAN's
  where that names a house number; a BAN identifier of a street or a commune gathers neighbours, so
  there the written address within its IRIS tells sites apart. Where one file found the house
  number and the other did not, the same written address is the same site. Rows are added up by
  site and energy before any threshold.
- One year counts: the newest that both energies have. Where they have none in common each keeps
  its newest, and they are never added.
- Electricity comes from SDES; Enedis gives only addresses that SDES lacks, never more for one that
  it has. An address of Enedis that no geocoder placed counts only in communes without any row of
  SDES, since nothing else could tell the two apart.
- What is withheld (`s`, `secret`, empty) is unknown, counted, and never 0; a sum beside withheld
  rows is a minimum. Homes (GRAND_SECTEUR R) are no sites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..libraries import require
from ..sources.raw import RawTable
from ..territories import normalised
from .columns import (
    codes,
    column,
    divisions,
    folded,
    nothing_as_none,
    numbers,
    on_distinct,
    texts,
    years,
)
from .made import KEPT_OFF, REJECTED
from .rows import Ledger

if TYPE_CHECKING:
    from pandas import DataFrame, Series

ELECTRICITY, GAS = "electricity", "gas"
BOTH = "electricity+gas"

GAS_SDES, ELECTRICITY_SDES, ENEDIS = "sdes-gaz-adresse", "sdes-elec-adresse", "enedis-adresse"
ADDRESS_SOURCES = {ELECTRICITY_SDES: ELECTRICITY, ENEDIS: ELECTRICITY, GAS_SDES: GAS}

HOMES = "logements, hors du champ industriel"
WITHHELD = "consommation sous secret statistique"
NEGATIVE = "consommation négative"
OTHER_ENERGY = "autre énergie que celle du fichier"
OTHER_YEAR = "autre année que celle retenue"
NO_ADDRESS = "sans adresse : aucun site ne peut être reconnu"
ALREADY_SDES = "adresse déjà donnée par le SDES"
NOT_MATCHED = "adresse non géolocalisée dans une commune que couvre le SDES"
TRANSPORT = "livraison de transport, suivie par IRIS (ODRÉ)"

_SDES = {
    "address": "ADRESSE",
    "ban": "BAN_ID",
    "commune": "NOM_COMMUNE",
    "energy": "FILIERE",
    "iris": "CODE_IRIS_CODE",
    "lat": "BAN_LATITUDE",
    "level": "BAN_NIVEAU",
    "lon": "BAN_LONGITUDE",
    "mwh": "CONSO",
    "naf": "CODE_SECTEUR_NAF2_CODE",
    "operator": "OPERATEUR",
    "score": "BAN_QUALITE",
    "sector": "CODE_GRAND_SECTEUR",
    "year": "ANNEE",
}
_ENEDIS = {
    "address": "adresse",
    "ban": "geo_id",
    "commune": "nom_commune",
    "energy": "filiere",
    "insee": "code_commune",
    "iris": "code_iris",
    "lat": "geo_lat",
    "level": "geo_type",
    "lon": "geo_lon",
    "mwh": "consommation_annuelle_totale_de_ladresse_mwh",
    "naf": "code_secteur_naf2",
    "operator": "operateur",
    "score": "geo_score",
    "sector": "code_grand_secteur",
    "year": "annee",
}
_ENERGIES = {"e": ELECTRICITY, "electricite": ELECTRICITY, "g": GAS, "gaz": GAS}
_HOMES = {"r", "residentiel"}
_ORDER = (ELECTRICITY, GAS)
_SLIM = ("source", "row", "energy", "mwh", "insee", "level")
#: How precisely the BAN found an address: a house number, a street, nothing finer than a commune.
NUMBER, STREET, COMMUNE = 2, 1, 0
_LEVELS = {
    "housenumber": NUMBER,
    "numero": NUMBER,
    "interpolation": NUMBER,
    "street": STREET,
    "locality": STREET,
    "voie": STREET,
    "rue": STREET,
    "lieu dit": STREET,
    "municipality": COMMUNE,
    "commune": COMMUNE,
    "ville": COMMUNE,
}


@dataclass(frozen=True)
class Addresses:
    """The rows that count, of all sources, and the accounts of the rest.

    Attributes:
        rows: `source` (its place in `sources`), `row` (its place in that raw table), `energy`
            (0 electricity, 1 gas), `mwh` (NaN where withheld), `insee`, `level`, `site` (its place
            in `sites`). A million rows pass here: numbers stand for words.
        sources: the ids of the sources that answered.
        sites: the identifiers of the sites.
        years: by energy, the year that counts.
        ledgers: by source, with a verdict on every raw row that does not stand in `rows`.
        places: by source, the INSEE code of each raw row.
        frames: by source, the raw rows.
    """

    rows: DataFrame
    sources: Sequence[str]
    sites: Sequence[str]
    years: Mapping[str, int]
    ledgers: Mapping[str, Ledger]
    places: Mapping[str, Series]
    frames: Mapping[str, DataFrame]

    @property
    def same_year(self) -> bool:
        """Whether what is known of both energies is of one year, so that it adds up."""
        return len(set(self.years.values())) == 1

    def judge(self, chosen: Any, outcome: str, reason: str) -> None:
        """Give the raw rows behind some of `rows` (an array of truths) a verdict."""
        _judge(self.rows[chosen], self.sources, self.ledgers, outcome, reason)

    def details(self, chosen: DataFrame) -> DataFrame:
        """Some of `rows` with what the publisher says of them.

        Adds naf (division), iris, commune, lon and lat (EPSG:4326), score (0 to 1), year.
        """
        pandas = require("pandas")
        parts = []
        for number, source in enumerate(self.sources):
            mine = chosen[(chosen["source"] == number).to_numpy()]
            names = _names(source)
            cells = self.frames[source].iloc[mine["row"].to_numpy()].set_axis(mine.index)
            told = {name: column(cells, names[name]) for name in ("iris", "naf", "commune")}
            parts.append(
                mine.assign(
                    iris=codes(told["iris"], 9),
                    naf=divisions(told["naf"]),
                    commune=texts(told["commune"]),
                    **{
                        name: numbers(column(cells, names[name]))
                        for name in ("lon", "lat", "score")
                    },
                    year=years(column(cells, names["year"])).astype("float64"),
                )
            )
        return pandas.concat(parts) if parts else chosen.assign(**dict.fromkeys(_DETAILS))


_MEASURES = ("lon", "lat", "score")
_DETAILS = ("iris", "naf", "commune", *_MEASURES, "year")


def _judge(
    rows: DataFrame,
    sources: Sequence[str],
    ledgers: Mapping[str, Ledger],
    outcome: str,
    reason: str,
) -> None:
    numpy = require("numpy")
    for number, source in enumerate(sources):
        mask = numpy.zeros(len(ledgers[source].open), dtype=bool)
        mask[rows.loc[(rows["source"] == number).to_numpy(), "row"].to_numpy()] = True
        ledgers[source].judge(mask, outcome, reason)


def _names(source: str) -> Mapping[str, str]:
    return _ENEDIS if source == ENEDIS else _SDES


def read_addresses(raw: Mapping[str, RawTable], parameters: Mapping[str, Any]) -> Addresses:
    """The rows of all address files under one schema, each address once."""
    pandas = require("pandas")
    sources = [source for source in ADDRESS_SOURCES if source in raw]
    frames = {source: raw[source].frame.reset_index(drop=True) for source in sources}
    ledgers = {source: Ledger(source, len(frames[source])) for source in sources}
    carriers = {normalised(name) for name in parameters["transport_operators"]}
    places, parts = {}, []
    for number, source in enumerate(sources):
        part = _read(frames[source], _names(source), ledgers[source], source, carriers)
        places[source], part["source"] = part["insee"], number
        still = ledgers[source].open
        parts.append(part if still.all() else part[still])
    blank = _read(pandas.DataFrame(), _SDES, Ledger("", 0), GAS_SDES, carriers).assign(source=0)
    rows = pandas.concat(parts, ignore_index=True) if parts else blank
    chosen = _years(rows, sources)
    steps = _Steps(rows, sources, ledgers)
    wanted = steps.rows["energy"].map(dict(enumerate(chosen.get(each) for each in _ORDER)))
    year = steps.rows["year"]
    steps.drop(year.notna() & wanted.notna() & (year != wanted), OTHER_YEAR)
    steps.rows["written"], words = _numbered_words(steps.rows.pop("address"))
    steps.rows["site"] = _identified(steps.rows, words)
    steps.drop(steps.rows["site"].isna(), NO_ADDRESS)
    for reason, twice in _covered_by_sdes(steps.rows, sources):
        steps.drop(twice.reindex(steps.rows.index), reason)
    numbered, sites = pandas.factorize(steps.rows["site"])
    slim = {name: steps.rows[name].to_numpy() for name in _SLIM} | {"site": numbered}
    return Addresses(
        pandas.DataFrame(slim, copy=False), sources, sites, chosen, ledgers, places, frames
    )


class _Steps:
    """Rows that become fewer, each step with its reason."""

    def __init__(
        self, rows: DataFrame, sources: Sequence[str], ledgers: Mapping[str, Ledger]
    ) -> None:
        self.rows, self._sources, self._ledgers = rows, sources, ledgers

    def drop(self, out: Series, reason: str) -> None:
        chosen = out.to_numpy(dtype=bool)
        if chosen.any():
            _judge(self.rows[chosen], self._sources, self._ledgers, KEPT_OFF, reason)
            self.rows = self.rows[~chosen].copy()


def _read(
    frame: DataFrame, names: Mapping[str, str], ledger: Ledger, source: str, carriers: set[str]
) -> DataFrame:
    """All rows under the common schema, with verdicts on those that no site is made of."""

    def cells(field: str) -> Series:
        return column(frame, names.get(field, ""))

    energy = ADDRESS_SOURCES[source]
    said = on_distinct(cells("energy"), lambda values: folded(values).map(_ENERGIES))
    ledger.judge(said.notna() & (said != energy), KEPT_OFF, OTHER_ENERGY)
    ledger.judge(_among(cells("sector"), _HOMES), REJECTED, HOMES)
    mwh = numbers(cells("mwh"))
    ledger.judge(mwh < 0, REJECTED, NEGATIVE)
    ledger.judge(_among(cells("operator"), carriers), KEPT_OFF, TRANSPORT)
    iris = on_distinct(cells("iris"), lambda values: codes(values, 9))
    insee = on_distinct(cells("insee") if "insee" in names else iris, _communes)
    levels = on_distinct(
        cells("level"), lambda values: folded(values).map(_LEVELS).astype("float64")
    )
    return require("pandas").DataFrame(
        {
            "row": require("numpy").arange(len(frame), dtype="int32"),
            "energy": _ORDER.index(energy),
            "mwh": mwh,
            "year": on_distinct(cells("year"), lambda values: years(values).astype("float64")),
            "insee": insee,
            "iris": iris,
            "level": levels,
            "ban": cells("ban"),
            "address": cells("address"),
        },
    )


def _communes(cells: Series) -> Series:
    """The commune's code from its own or from that of its IRIS."""
    return codes(nothing_as_none(texts(cells).map(lambda text: text[:5], na_action="ignore")), 5)


def _among(cells: Series, words: set[str]) -> Series:
    found = on_distinct(cells, lambda values: folded(values).isin(words).astype("float64"))
    return found == 1


def _years(rows: DataFrame, sources: Sequence[str]) -> dict[str, int]:
    """The year that counts, by energy: the newest common one, else the newest of each.

    SDES decides for electricity where it answered: Enedis may be a year ahead of it.
    """
    spare = sources.index(ENEDIS) if {ENEDIS, ELECTRICITY_SDES} <= set(sources) else -1
    told = {
        energy: set(
            rows.loc[(rows["energy"] == number) & (rows["source"] != spare), "year"]
            .dropna()
            .astype("int64")
            .unique()
            .tolist()
        )
        for number, energy in enumerate(_ORDER)
    }
    told = {energy: known for energy, known in told.items() if known}
    common = set.intersection(*told.values()) if told else set()
    return {energy: max(common or known) for energy, known in told.items()}


def _numbered_words(cells: Series) -> tuple[Any, Any]:
    """Each written address by the number of its words, -1 for none, and the words by number."""
    pandas, numpy = require("pandas"), require("numpy")
    numbered, distinct = pandas.factorize(cells.to_numpy())
    written = folded(pandas.Series(list(distinct), dtype="object"))
    number, words = pandas.factorize(nothing_as_none(written.where(written != "")))
    return numpy.append(number, -1)[numbered], words


def _identified(rows: DataFrame, words: Any) -> Series:
    """The identifier of each row's site, None where nothing tells it; sets `level` where unsaid.

    "59183_1234_00012" is a house number for the BAN, "59183_1234" a street, "59183" a commune.
    """
    ban = rows["ban"]
    if require("pandas").api.types.infer_dtype(ban, skipna=True) != "string":
        ban = texts(ban)
    ban = ban.where(ban != "")
    unsaid = rows["level"].isna()
    parts = ban[unsaid & ban.notna()].astype("object").map(lambda text: text.count("_"))
    rows.loc[parts.index, "level"] = parts.clip(upper=NUMBER).astype("float64")
    rows["level"] = rows["level"].fillna(COMMUNE)
    numbered = ban.notna() & (rows["level"] == NUMBER)
    site = ban.astype("object").where(numbered)
    others = rows.loc[~numbered, ["iris", "insee", "written"]]
    place = others["iris"].where(others["iris"].notna(), others["insee"])
    others = others[place.notna() & (others["written"] >= 0)]
    site.loc[others.index] = "adresse:" + place[others.index] + ":" + words[others["written"]]
    found = _numbered_elsewhere(rows, site.where(numbered), others, words)
    site.loc[found.index] = found
    return site


def _numbered_elsewhere(rows: DataFrame, sites: Series, others: DataFrame, words: Any) -> Series:
    """The house numbers of `others` that a row of the same written address has, by row.

    Within the IRIS; an address that begins with its number within the commune too, for a street's
    middle may lie in another IRIS. A written address of several house numbers tells none. `sites`
    has the house numbers among `rows`.
    """
    pandas, numpy = require("pandas"), require("numpy")
    wanted = numpy.zeros(len(words) + 1, dtype=bool)  # the last is that of no words, -1
    wanted[others["written"]] = True
    near = rows.loc[wanted[rows["written"]] & sites.notna(), ["iris", "insee", "written"]]
    number, names = pandas.factorize(sites[near.index])
    digits = numpy.array([word[0].isdigit() for word in words], dtype=bool)
    begins = digits[others["written"]]
    found = pandas.Series(None, index=others.index, dtype="object")
    for place, usable in (("iris", True), ("insee", begins)):
        spots = _spots(pandas.concat([near, others]), place, len(words))
        pairs = pandas.DataFrame({"spot": spots[: len(near)], "site": number})
        pairs = pairs[pairs["spot"] >= 0].drop_duplicates()
        alone = pairs.drop_duplicates("spot", keep=False).set_index("spot")["site"]
        first = len(near)
        told = pandas.Series(spots[first:], index=others.index).map(alone)
        told = told[usable & told.notna() & found.isna()]
        found.loc[told.index] = names[told.astype("int64")]
    return found.dropna()


def _spots(rows: DataFrame, place: str, words: int) -> Any:
    """A number for each pair of a place and a written address, -1 where either is unknown."""
    numpy = require("numpy")
    where, written = require("pandas").factorize(rows[place])[0], rows["written"].to_numpy()
    return numpy.where((where < 0) | (written < 0), -1, where.astype("int64") * words + written)


def _covered_by_sdes(rows: DataFrame, sources: Sequence[str]) -> Iterator[tuple[str, Series]]:
    """The addresses of Enedis that SDES has too, or may have, by reason."""
    if not {ENEDIS, ELECTRICITY_SDES} <= set(sources):
        return
    enedis = rows["source"] == sources.index(ENEDIS)
    sdes = rows["source"] == sources.index(ELECTRICITY_SDES)
    same_site = enedis & rows["site"].isin(set(rows.loc[sdes, "site"]))
    spot = _spots(rows, "insee", int(rows["written"].max()) + 1 if len(rows) else 0)
    same_spot = enedis & (spot >= 0) & require("numpy").isin(spot, spot[sdes.to_numpy()])
    yield ALREADY_SDES, same_site | same_spot
    unplaced = enedis & rows["site"].str.startswith("adresse:")
    yield NOT_MATCHED, unplaced & rows["insee"].isin(set(rows.loc[sdes, "insee"].dropna()))
