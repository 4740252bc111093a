"""Wind farms at their place: from the town hall to the classified installation (DOMAIN 4).

The register of plants has no coordinates; Géorisques has those of the installation (flag `eolienne`
or activity 2980). A farm gets them where name and commune say the same installation, or where the
commune has one farm and one installation only, which is an inference and so "adresse", not
"exacte". Otherwise nothing tells which farm stands where, and it stays at its commune's centre.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..libraries import require
from ..sources.raw import RawTable
from .columns import codes, column, folded, nothing_as_none, on_distinct, texts, truths
from .ground import Ground, points_at
from .made import KEPT_OFF, Account
from .rows import Ledger

if TYPE_CHECKING:
    from pandas import DataFrame, Series

ICPE = "georisques-icpe"

PLACED = "position d'un parc éolien du registre"
UNUSED = "installation éolienne sans parc reconnu au registre"
OTHER = "installation classée autre qu'éolienne"

_KIND_WORDS = set(
    "parc parcs ferme fermes centrale eolien eoliens eolienne eoliennes energie energies sas sarl "
    "sa snc sepe eurl societe exploitation du de des d la le les l et france".split()
)


def read_installations(
    raw: RawTable, parameters: Mapping[str, Any], ground: Ground
) -> tuple[DataFrame, Ledger, Series]:
    """The wind installations still running: insee, aiot, words, geometry (EPSG:2154), by raw row.

    And a ledger with a verdict on all other rows, and the territory of each row.
    """
    frame = raw.frame.reset_index(drop=True)
    ledger = Ledger(raw.source, len(frame))
    insee = on_distinct(column(frame, "codeInsee"), lambda cells: codes(cells, 5))
    flagged = on_distinct(
        column(frame, "eolienne"), lambda cells: truths(cells).eq(True).astype("float64")
    )
    activities = texts(column(frame, "rubriques")).fillna("")
    wind = (flagged == 1) | activities.str.split().map(
        lambda words: parameters["wind_activity"] in words
    )
    ledger.judge(~wind, KEPT_OFF, OTHER)
    found = frame[wind.to_numpy(dtype=bool)]
    state = folded(column(found, "etatActivite")).fillna("")
    told = require("pandas").DataFrame(
        {
            "insee": insee[found.index],
            "aiot": texts(column(found, "codeAiot")),
            "words": own_words(column(found, "raisonSociale")),
            "geometry": points_at(column(found, "longitude"), column(found, "latitude")),
            "ended": state.map(lambda words: any(end in words for end in ("cess", "fin d "))),
        }
    )
    running = told["geometry"].notna() & told["insee"].notna() & ~told["ended"].astype(bool)
    return told[running], ledger, on_distinct(insee, ground.territories_of)


def own_words(names: Series) -> Series:
    """What is a name's own, without the words for its kind: sorted, joined; None for nothing."""

    def own(words: str) -> str | None:
        return " ".join(sorted(set(words.split()) - _KIND_WORDS)) or None

    return nothing_as_none(folded(names).map(own, na_action="ignore"))


def placed(farms: DataFrame, installations: DataFrame) -> DataFrame:
    """Where farms stand: geometry, aiot and position, null where nothing tells; same index.

    `farms` has insee and name; each installation places one farm at most.
    """
    told = farms[["insee"]].assign(words=own_words(farms["name"]))
    by_name = (
        _alone(told.dropna(), ["insee", "words"])
        .reset_index()
        .merge(
            _alone(installations.dropna(subset=["words"]), ["insee", "words"]),
            on=["insee", "words"],
        )
    )
    by_name = by_name.set_index("index")[["geometry", "aiot"]].assign(position="exacte")
    left = told[~told.index.isin(by_name.index)]
    spare = installations[~installations["aiot"].isin(by_name["aiot"])]
    lone = (
        _alone(left, ["insee"])
        .reset_index()
        .merge(_alone(spare, ["insee"])[["insee", "geometry", "aiot"]], on="insee")
    )
    lone = lone.set_index("index")[["geometry", "aiot"]].assign(position="adresse")
    return require("pandas").concat([by_name, lone]).reindex(farms.index)


def _alone(rows: DataFrame, names: list[str]) -> DataFrame:
    """The rows that share these columns' values with no other."""
    return rows[~rows.duplicated(names, keep=False)].rename_axis("index")


def accounts_of_installations(
    installations: DataFrame, used: set[str], ledger: Ledger, territories: Series
) -> tuple[Account, ...]:
    """Every installation: it gave a farm its place, gave none, or is no wind farm."""
    numpy = require("numpy")
    mask = numpy.zeros(len(ledger.open), dtype=bool)
    mask[installations.index[installations["aiot"].isin(used)]] = True
    ledger.judge(mask, KEPT_OFF, PLACED)
    ledger.judge(ledger.open, KEPT_OFF, UNUSED)
    return ledger.accounts(territories)
