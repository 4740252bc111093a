"""No masked consumption can be worked out from all that is published of an edition together.

The tables, the comparison and the profiles of several territories are written for the public, from
generated sites, and read back as a curious reader would: every number in every file, every sum that
the files tell, every difference of two numbers.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy
import openpyxl
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from profile_rows import frame_of
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.edition import (
    Accounting,
    Availability,
    Provenance,
    write_edition,
)
from territoires_industrie.territoires_industrie.indicators.choice import find_indicator
from territoires_industrie.territoires_industrie.indicators.writing import (
    CompareOrder,
    write_comparisons,
)
from territoires_industrie.territoires_industrie.layers.energy import _cells
from territoires_industrie.territoires_industrie.profile.energy import sectors
from territoires_industrie.territoires_industrie.profile.writing import (
    ProfileOrder,
    write_profiles,
)
from territoires_industrie.territoires_industrie.tables.writing import TablesOrder, write_tables
from territoires_industrie.territoires_industrie.territories import resolve

ADDRESSES = CATALOGUE.layers["energy"].parameters["all_addresses"]
THREE = resolve(["all"])[:3]
KINDS = sectors(CATALOGUE)
#: Half a unit of the last of the decimals that are published (GWh).
NEAR = 5e-7

# Consumptions (kWh, as numbers without a pattern): two sums that are equal are the same sum.
SITE = st.tuples(
    st.sampled_from([territory.id for territory in THREE]),
    st.sampled_from([KINDS[0], KINDS[1], KINDS[2], KINDS[-1]]),
    st.sampled_from([1, 1, 1, 40, 2_000]),
)
SITES = st.lists(SITE, min_size=6, max_size=40)


def sites_of(drawn, seed):
    chance = numpy.random.default_rng(seed)
    mwh = [size * chance.integers(10**6, 10**7) / 1000 for *_, size in drawn]
    return pandas.DataFrame(
        {
            "rattachement": [territory for territory, *_ in drawn],
            "class": [sector for _, sector, _ in drawn],
            "electricity_mwh": mwh,
            "electricity_withheld": 0,
            "gas_mwh": [value * 3 / 7 if size == 1 else None for value, (*_, size)
                        in zip(mwh, drawn, strict=True)],
            "gas_withheld": 0,
        }
    )  # fmt: skip


def edition_of(sites, folder, day):
    cells = _cells(sites, ADDRESSES)
    rows = [
        {**row, "flux": "consommation", "year": 2024, "sources": "registre-essai"}
        for row in cells.to_dict("records")
    ]
    edition = write_edition(
        folder,
        {"energy": frame_of("energy", rows).assign(geometry=None)},
        [Provenance("energy", "registre-essai", publisher="Bureau", dataset="Essai")],
        [Availability("energy", each.id, "complete", "") for each in THREE],
        datetime(2026, 11, day),
        CATALOGUE,
        accounting=[Accounting("energy", "registre-essai", "dessinée", "", 1, THREE[0].id)],
    )
    return edition, cells


def published(edition, earlier, folder):
    """All that the public is given of the numbers of an edition."""

    def quiet(*_):
        return False

    territories = THREE
    compare = CompareOrder(
        territories, ["xlsx", "html"], folder, find_indicator("conso_gaz_gwh"), earlier=earlier
    )
    write_comparisons(compare, edition, CATALOGUE, quiet, quiet, quiet)
    write_tables(TablesOrder(territories, folder, together=True), edition, CATALOGUE, quiet, quiet)
    order = ProfileOrder(territories, ["json"], folder)
    write_profiles(order, edition, CATALOGUE, quiet, quiet, quiet)
    return sorted(path for path in folder.iterdir() if path.is_file())


# ---------------------------------------------------------------- what a reader knows


def numbers_in(path):
    """Every number of a file, be it in a text."""
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path, read_only=True):
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    if isinstance(cell, (int, float)):
                        yield float(cell)
                    elif isinstance(cell, str):
                        yield from numbers_of(cell)
    else:
        yield from numbers_of(path.read_text(encoding="utf-8"))


def numbers_of(text):
    """The numbers of a text, French or not."""
    text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return (float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", text))


def told_sums(path):
    """(territories, sectors, energy, value) of the comparison's cells and totals."""
    heads, *rows = openpyxl.load_workbook(path)["Comparaison"].iter_rows(values_only=True)
    titles = {each.title: [each.id] for each in THREE}
    titles["Ensemble des 3 territoires"] = [each.id for each in THREE]
    names = {}
    for word, energy in (("Électricité", "électricité"), ("Gaz", "gaz")):
        names[word, "Toutes les adresses"] = (energy, KINDS)
        names[word, "Industrie"] = (energy, KINDS[:-1])
        names |= {(word, kind): (energy, [kind]) for kind in KINDS}
    for row in rows:
        for head, value in zip(heads[2:], row[2:], strict=True):
            group, _, label = head.partition(" – ")
            place = (group.split(" ")[0], label.rpartition(" (")[0])
            energies = "consommé" in group and place in names
            if energies and isinstance(value, (int, float)):
                energy, kinds = names[place]
                yield titles[row[1]], kinds, energy, value


# ---------------------------------------------------------------- attacks


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SITES, SITES, st.integers(0, 2**32 - 1))
def test_no_masked_cell_is_in_the_files_or_follows_from_them(drawn, before, seed):
    with TemporaryDirectory() as name:
        folder = Path(name)
        edition, cells = edition_of(sites_of(drawn, seed), folder / "now", 22)
        earlier, _ = edition_of(sites_of(before, seed + 1), folder / "before", 21)
        (folder / "out").mkdir()
        files = published(edition, earlier, folder / "out")
        numbers = {round(n, 6) for path in files for n in numbers_in(path)}
        sums = list(told_sums(folder / "out" / "comparaison-territoires.xlsx"))
    masked = cells[cells["masked"].notna()]
    secrets = masked["mwh"].to_numpy() / 1000
    assert not leaked(secrets, numbers)
    parts = cells[cells["category"] != ADDRESSES]
    for energy, mine in parts.groupby("energy"):
        assert not deduced(mine, [each for each in sums if each[2] == energy])


def leaked(secrets, numbers):
    """The secrets (GWh) that a number is, or a difference or a ratio of two gives."""
    known = numpy.array(sorted(numbers))
    precise = known[numpy.abs(known * 100 - numpy.round(known * 100)) > 1e-6]  # energies, no years
    found = set()
    for secret in secrets:
        for scale in (1, 1000):
            if numpy.isclose(precise, secret * scale, rtol=0, atol=NEAR * scale).any():
                found.add((secret, "told"))
        differences = numpy.subtract.outer(precise, precise)
        if numpy.isclose(differences, secret, rtol=0, atol=NEAR).any():
            found.add((secret, "a difference"))
    return found


def deduced(parts, sums):
    """The masked cells that the sums determine; each sum must be one of known cells."""
    cells = {
        (row["territory"], row["category"]): (row["mwh"] / 1000, isinstance(row["masked"], str))
        for row in parts.to_dict("records")
    }
    hidden = [place for place, (_, masked) in cells.items() if masked]
    own = {(t, *kinds): value for (t, *more), kinds, _, value in sums if not more}
    lines = []
    for territories, kinds, _energy, value in sums:
        if len(territories) > 1 and value == pytest.approx(
            sum(own.get((t, *kinds), 0) for t in territories), abs=1e-4
        ):
            continue  # the sum of what is told already
        mine = [(t, k) for t in territories for k in kinds if (t, k) in cells]
        assert value == pytest.approx(sum(cells[place][0] for place in mine), abs=1e-4)
        lines.append([1.0 if place in mine else 0.0 for place in hidden])
    if not hidden or not lines:
        return []
    matrix = numpy.array(lines)
    rank = numpy.linalg.matrix_rank(matrix)
    return [
        place
        for place, unit in zip(hidden, numpy.eye(len(hidden)), strict=True)
        if numpy.linalg.matrix_rank(numpy.vstack([matrix, unit])) == rank
    ]


def test_the_attack_finds_a_leak():
    """Else nothing would ever be found."""
    assert leaked([1.234567], {3.734568, 2.500001}) == {(1.234567, "a difference")}
    assert leaked([1.234567], {1234.567}) == {(1.234567, "told")}
    parts = pandas.DataFrame(
        {
            "territory": ["a", "a", "b"],
            "category": [KINDS[0], KINDS[1], KINDS[0]],
            "mwh": [1000.0, 2000.0, 4000.0],
            "masked": ["moins de 3 sites", None, None],
        }
    )
    assert deduced(parts, [(["a"], KINDS, "gaz", 3.0)]) == [("a", KINDS[0])]
    assert deduced(parts, [(["a", "b"], KINDS, "gaz", 7.0)]) == [("a", KINDS[0])]
    assert deduced(parts, [(["a"], [KINDS[1]], "gaz", 2.0)]) == []
