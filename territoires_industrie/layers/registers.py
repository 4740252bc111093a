"""The registers that people keep: sectors, transport-connected sites, plants, waterways' gauges.

Facts that no public file states under a common identifier (DOMAIN 2 and 3), one a line, each with
its source and the day it was checked, in resources/registers/.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import AtlasError
from ..libraries import require
from ..paths import RESOURCES

if TYPE_CHECKING:
    from pandas import DataFrame

REGISTERS_FOLDER = RESOURCES / "registers"

_PATTERNS = {
    "siret": re.compile(r"(\d{14})?"),
    "insee": re.compile(r"[0-9AB]{5}"),
    "iris": re.compile(r"[0-9AB]{9}"),
    "énergie": re.compile(r"électricité|gaz|électricité et gaz"),
    "gabarit": re.compile(r"I{1,3}|IV|V[ab]\+?|VI[abc]|VII"),
    "lon": re.compile(r"-?\d+(\.\d+)?"),
    "lat": re.compile(r"-?\d+(\.\d+)?"),
    "source": re.compile(r".+"),
}


class RegisterError(AtlasError):
    """A register cannot be used; the sentence names file, line and column."""


@dataclass(frozen=True)
class Registers:
    """The registers as tables of texts (empty where a cell is), under their French headings.

    Attributes:
        sectors: siret, nom, classe, raison, source, vérifié le.
        transport: siret, nom, insee, iris, naf, énergie, usage, source, vérifié le.
        plants: eic, poste, insee, filière, nom, lon, lat, source, vérifié le.
        gauges: nom, gabarit, section, source; indicative, checked by nobody.
    """

    sectors: DataFrame
    transport: DataFrame
    plants: DataFrame
    gauges: DataFrame


def load_registers(folder: Path = REGISTERS_FOLDER) -> Registers:
    """Read the registers of a folder, checked; raises RegisterError."""
    return Registers(
        _read(folder / "sectors_by_siret.csv", ("siret", "nom", "classe", "raison")),
        _read(
            folder / "transport_sites.csv",
            ("siret", "nom", "insee", "iris", "naf", "énergie", "usage"),
        ),
        _read(folder / "plants.csv", ("eic", "poste", "insee", "filière", "nom", "lon", "lat")),
        _read(folder / "waterway_gauges.csv", ("nom", "gabarit", "section"), ("source",)),
    )


def _read(
    path: Path, columns: tuple[str, ...], marks: tuple[str, ...] = ("source", "vérifié le")
) -> DataFrame:
    wanted = [*columns, *marks]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
            header = list(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RegisterError(
            "{file} cannot be read ({error}): install the plugin again, or mend the file.",
            file=path.name,
            error=error,
        ) from error
    if header != wanted:
        raise RegisterError(
            "{file}: its columns are {found} where {wanted} are needed: mend the first line.",
            file=path.name,
            found=", ".join(header),
            wanted=", ".join(wanted),
        )
    for line, row in enumerate(rows, start=2):
        for column in wanted:
            if not _fits(column, row.get(column)):
                raise RegisterError(
                    '{file}, line {line}, column "{column}": {value!r} does not fit; mend it.',
                    file=path.name,
                    line=line,
                    column=column,
                    value=row.get(column),
                )
    return require("pandas").DataFrame(rows, columns=wanted, dtype="object")


def _fits(column: str, text: str | None) -> bool:
    if text is None:
        return False
    if column == "vérifié le":
        try:
            return bool(date.fromisoformat(text))
        except ValueError:
            return False
    pattern = _PATTERNS.get(column)
    return pattern is None or pattern.fullmatch(text) is not None
