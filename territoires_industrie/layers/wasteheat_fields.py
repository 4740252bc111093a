"""EnRezo's columns: what each of its deposits is, and how warm and how large it is.

Cerema names its columns with accents, cuts them at 31 characters or not, and changed them between
releases; France Chaleur Urbaine's copy has short ones (heat-brownfields-biomethane.md 2). They are
found by their bare words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..libraries import require
from ..territories import normalised
from .columns import codes, nothing_as_none, numbers, prefixed, slug, texts
from .ground import Ground
from .local import column_like, insee_codes, insee_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from ..sources.raw import RawTable

_MWH_PER_GWH = 1000
_HOTTEST_C = 2000  # beyond, no waste heat: a slip of the keyboard
_BOUND = r"^\s*(?:<|≤|inf\w*\s+à)"
_DEGREES = r"(?<![\d.,-])(\d+(?:[.,]\d+)?)\s*(?:°|º|deg\w*)?\s*c?\s*$"

# How precisely a deposit is placed: the copy's codes 1 exact, 2 parcel, 3 quarter, then words.
_PRECISIONS = (
    ("exacte", r"1\b|2\b|exact|parcell"),
    ("adresse", r"adress|rue|voie|numero"),
    ("iris", r"3\b|quartier|lieu dit|iris"),
    ("commune", r"[4-9]\b|commun|mairie|centre"),
)


class Family(NamedTuple):
    """The patterns of a family's columns (`column_like`); the first that matches counts.

    `low` and `high` are the ends of the published bracket of energy, one pattern a deposit; `warm`
    is those of `high` that lie above 100 °C.
    """

    kind: str
    name: tuple[str, ...]
    insee: tuple[str, ...]
    commune: tuple[str, ...]
    low: tuple[str, ...]
    high: tuple[str, ...]
    warm: tuple[str, ...] = ()
    siret: tuple[str, ...] = ()
    aiot: tuple[str, ...] = ()
    sandre: tuple[str, ...] = ()
    temperature: tuple[str, ...] = ()
    capacity: tuple[str, ...] = ()


_HIGH_HT = "potentiel .*haute temp.* fourchette haute|pothaut ht"

FAMILIES = {
    "enrezo-industrie": Family(
        kind="industrie",
        name=("nom de l .*tab", "nom etab", "nom site"),
        insee=("code commune", "code insee", "insee"),
        commune=("nom commun", "com nom"),
        low=(
            "potentiel .*basse temp.* fourchette basse|potbas bt",
            "potentiel .*haute temp.* fourchette basse|potbas ht",
        ),
        high=("potentiel .*basse temp.* fourchette haute|pothaut bt", _HIGH_HT),
        warm=(_HIGH_HT,),
        siret=("siret",),
        aiot=("identifiant icpe",),
        temperature=("t major",),
    ),
    "enrezo-uve": Family(
        kind="unité de valorisation énergétique",
        name=("nom inst",),
        insee=("insee com", "code insee"),
        commune=("nom comm",),
        low=("min prd cr",),
        high=("max prd cr",),
    ),
    "enrezo-step": Family(
        kind="station d'épuration",
        name=("nom de la step", "step nom"),
        insee=("code insee", "insee"),
        commune=("commune", "com nom"),
        low=("chaleur fatale annuelle", "en mwh an"),
        high=("chaleur fatale annuelle", "en mwh an"),
        sandre=("code sandre",),
        temperature=("temp moy annuel",),
        capacity=("capacite nominale", "capa eh"),
    ),
    "enrezo-datacenter": Family(
        kind="centre de données",
        name=("nom",),
        insee=("code insee", "insee"),
        commune=("commune", "com nom"),
        low=("potentiel estime",),
        high=("potentiel estime",),
    ),
}


class Deposits(NamedTuple):
    """The deposits of a source, a row each; energy in MWh a year, temperature in °C."""

    key: Series
    name: Series
    proof: Series
    insee: Series
    commune: Series
    position: Series
    low_mwh: Series
    high_mwh: Series
    warm_mwh: Series
    temperature_c: Series
    is_bound: Series
    capacity_eh: Series


def deposits(raw: RawTable, family: Family, ground: Ground) -> Deposits:
    """Read the rows of one of EnRezo's layers; whatever is not published is missing."""
    frame = raw.frame.reset_index(drop=True)
    name = texts(column_like(frame, *family.name))
    insee = insee_codes(column_like(frame, *family.insee))
    commune = texts(column_like(frame, *family.commune))
    insee = nothing_as_none(insee.where(insee.notna(), insee_of(commune, ground)))
    official = ground.commune_names(insee).replace("", None)
    key, proof = _identity(frame, family, raw.source, name, insee)
    heat = column_like(frame, *family.temperature) if family.temperature else _nothing(frame)
    temperature, is_bound = temperatures(heat)
    capacity = column_like(frame, *family.capacity) if family.capacity else _nothing(frame)
    return Deposits(
        key=key,
        name=name,
        proof=proof,
        insee=insee,
        commune=nothing_as_none(official.where(official.notna(), commune)),
        position=_precision(frame),
        low_mwh=_sum(frame, family.low),
        high_mwh=_sum(frame, family.high),
        warm_mwh=_sum(frame, family.warm),
        temperature_c=temperature,
        is_bound=is_bound,
        capacity_eh=numbers(capacity),
    )


def temperatures(cells: Series) -> tuple[Series, Series]:
    """Temperatures in °C, and whether they are only upper bounds (`< 40 °C`).

    `60`, `60 °C` and `60,5°C` are temperatures; ranges and words are none, nor is anything that is
    not above 0 or is beyond what waste heat can be.
    """
    words = texts(cells).fillna("").str.casefold()
    plain = numbers(cells)
    read = numbers(words.str.extract(_DEGREES, expand=False))
    several = words.str.count(r"\d+(?:[.,]\d+)?") > 1
    found = plain.where(plain.notna(), read.where(~several))
    return found.where((found > 0) & (found <= _HOTTEST_C)), words.str.contains(_BOUND)


def _identity(
    frame: DataFrame, family: Family, source: str, name: Series, insee: Series
) -> tuple[Series, Series]:
    """Stable keys (SIRET, AIOT, SANDRE, else commune and name), and what vouches for the name."""
    line = f"{source}:" + (frame.index.to_series() + 1).astype("str")
    spoken = insee.fillna("").str.cat(name.fillna(""), sep=" ").map(slug)
    key = (f"{source}:" + spoken).where(name.notna() & (spoken != ""), line)
    proof = _nothing(frame)
    for word, patterns, width in (
        ("SANDRE", family.sandre, 12),
        ("AIOT", family.aiot, 10),
        ("SIRET", family.siret, 14),
    ):
        if patterns:
            found = texts(column_like(frame, *patterns)).str.replace(r"\s", "", regex=True)
            found = codes(found, width)
            found = found.where(found.str.fullmatch(r"0*[1-9]\d*") & (found.str.len() == width))
            key = key.where(found.isna(), found)
            proof = proof.where(found.isna(), prefixed(f"EnRezo (Cerema), {word} ", found))
    return nothing_as_none(key), nothing_as_none(proof)


def _precision(frame: DataFrame) -> Series:
    """How precisely published coordinates place a deposit; exactly where nothing else is said."""
    words = texts(column_like(frame, "precision de la local", "quali.* xy"))
    said = words.fillna("exact").map(normalised)
    found = require("pandas").Series("exacte", index=frame.index, dtype="object")
    for position, pattern in reversed(_PRECISIONS):
        found = found.mask(said.str.match(pattern), position)
    return found


def _sum(frame: DataFrame, patterns: tuple[str, ...]) -> Series:
    """The energies of several columns, in MWh; missing where all are."""
    columns = [_energy(column_like(frame, pattern)) for pattern in patterns]
    if not columns:
        return numbers(_nothing(frame))
    total: Series = require("pandas").concat(columns, axis=1).sum(axis=1, min_count=1)
    return total


def _energy(cells: Series) -> Series:
    """Energies in MWh; a column says in its name when it is in GWh (data centres)."""
    found = numbers(cells)
    found = found.where(found >= 0)
    in_gwh = "gwh" in normalised(str(cells.name)).split()
    return found * _MWH_PER_GWH if in_gwh else found


def _nothing(frame: DataFrame) -> Series:
    return require("pandas").Series(None, index=frame.index, dtype="object")
