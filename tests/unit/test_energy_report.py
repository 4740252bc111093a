"""What a refresh says of energies: totals by territory, and what an analyst has to go through."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pandas
import pytest
from raw_tables import CATALOGUE, DUNKERQUE, ground, layer, raw, tables
from territoires_industrie.territoires_industrie.energy_report import (
    energy_sections,
    three_digits,
)
from territoires_industrie.territoires_industrie.layers.consumers import consumers
from territoires_industrie.territoires_industrie.layers.energy import energy
from territoires_industrie.territoires_industrie.territories import find
from test_layer_consumers import ELECTRICITY, GAS, iris, sdes
from test_layer_producers import BIOMETHANE, REGISTRE, plant, point

IRIS = "odre-iris"


def sections(*raws, asked=DUNKERQUE):
    given_tables = tables(*raws)
    place = ground(DUNKERQUE)
    frames = {
        "energy": energy(given_tables, layer("energy"), place).tables["energy"],
        "consumers": consumers(given_tables, layer("consumers"), place).tables["consumers"],
    }
    refreshed = SimpleNamespace(
        edition=SimpleNamespace(frame=frames.__getitem__),
        outcomes={name: SimpleNamespace(raw=table) for name, table in given_tables.items()},
        order=SimpleNamespace(territories=[find(asked)]),
    )
    return {section.title: section for section in energy_sections(refreshed, CATALOGUE)}


def houses(count, electricity, gas):
    """Rows of both energies at so many addresses."""
    numbers = [f"59183_0001_{number:05d}" for number in range(count)]
    return (
        raw(ELECTRICITY, [sdes(electricity, ban=number) for number in numbers]),
        raw(GAS, [sdes(gas, ban=number) for number in numbers]),
    )


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (5_886_300.0, "5\u202f890"),
        (123_456.0, "123"),
        (99_950.0, "100"),
        (1_234.0, "1,23"),
        (12.0, "0,012"),
        (0.0, "0"),
        (None, "–"),
        (float("nan"), "–"),
        (pandas.NA, "–"),
    ],
)
def test_figures_have_three_digits(value, printed):
    assert three_digits(value, 1000) == printed


def test_the_totals_of_a_territory():
    found = sections(
        *houses(3, 5_000.0, 41_152.0),
        raw(IRIS, [iris("592710101", 4_093_723.6), iris("591830101", None)]),
        raw(REGISTRE, [plant(puismaxinstallee=5_460_000.0)]),
        raw(BIOMETHANE, [point(1)]),
    )
    (line,) = found["Énergie"].lines
    assert line.cells == (
        find(DUNKERQUE).title,
        "15,0",
        "123",
        "4\u202f090",
        "–",
        "0,001",
        "5\u202f460",
        "78,2",
    )
    assert any("1 valeur sous secret" in sentence for sentence in found["Énergie"].sentences)


def test_sites_whose_size_depends_on_the_basis_are_listed_up_to_thirty():
    found = sections(*houses(33, 8_000.0, 9_000.0))["Tailles à relire"]
    assert len(found.lines) == 30
    assert found.sentences[-1] == "3 autres ne figurent pas ici."
    cells = found.lines[0].cells
    assert cells[1:] == (
        "Dunkerque",
        "Industrie chimique et pharmaceutique",
        "> 10 000 MWh",
        "sous les seuils",
        "sous les seuils",
    )
    assert re.match(r"59183_0001_\d+", cells[0])


def test_deliveries_to_identify_are_listed_largest_first():
    rows = [iris(f"59183{number:04d}", 1000.0 * number) for number in range(1, 32)]
    rows += [iris("592730105", 4_093_723.6), iris("021680000", 9e6)]  # known; another territory
    found = sections(raw(IRIS, rows))["Livraisons à identifier"]
    assert len(found.lines) == 30
    assert found.sentences[-1] == "1 autre ne figure pas ici."
    assert found.lines[0].cells == (
        "591830031",
        "x",
        find(DUNKERQUE).title,
        "31,0",
        "–",
        "2023",
    )


def test_nothing_to_go_through_is_no_section():
    assert list(sections()) == ["Énergie"]
    (line,) = sections()["Énergie"].lines
    assert set(line.cells[1:]) == {"–"}
