"""Consumers and producers take four times as long for four times the rows, not sixteen.

Ratios, for machines differ; all rows are invented. `python test_bench_layers_a.py` prints seconds
for a million addresses and for the whole register.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import numpy
import pandas
import pytest
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.layers.consumers import consumers
from territoires_industrie.territoires_industrie.layers.ground import Ground
from territoires_industrie.territoires_industrie.layers.producers import energy_table, producers
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.sources.raw import RawTable
from territoires_industrie.territoires_industrie.territories import all_communes, find

ADDRESSES, REGISTER = 1_000_000, 140_539
LAYERS = load_catalogue().layers
#: Of a fourfold input: linear is 4; sorting and the machine's other work take some.
MOST = 7.0


def raw(source, frame):
    return RawTable(source, frame, None, "2024", datetime(2026, 11, 22, tzinfo=UTC), "")


def addresses(rows, energy, seed):
    """Half the addresses have two rows; consumption is log-normal, a few in ten thousand large."""
    draw = numpy.random.default_rng(seed)
    communes = all_communes()
    codes = numpy.array(sorted(communes))
    code = codes[draw.integers(0, len(codes), rows)]
    number = pandas.Series(draw.integers(0, max(rows // 2, 1), rows).astype("str"))
    insee = pandas.Series(code)
    return pandas.DataFrame(
        {
            "OPERATEUR": "Enedis",
            "FILIERE": energy,
            "ANNEE": 2024,
            "CODE_GRAND_SECTEUR": draw.choice(["I", "T", "R", "A"], rows),
            "CODE_SECTEUR_NAF2_CODE": draw.choice(["10", "24", "46", "1", "16", None], rows),
            "CONSO": numpy.exp(draw.normal(4, 2.4, rows)),
            "NOM_COMMUNE": "x",
            "ADRESSE": number + " RUE DES FLANDRES",
            "BAN_ID": insee + "_0001_" + number,
            "BAN_NIVEAU": draw.choice(["housenumber", "street"], rows, p=[0.9, 0.1]),
            "BAN_LONGITUDE": [communes[each].lon for each in code],
            "BAN_LATITUDE": [communes[each].lat for each in code],
            "CODE_IRIS_CODE": insee + "0000",
        }
    )


def register(rows, seed=3):
    """As the register is: mostly solar, a quarter aggregates, half of the names confidential."""
    draw = numpy.random.default_rng(seed)
    codes = numpy.array(sorted(all_communes()))
    kinds = draw.choice(
        ["Solaire", "Eolien", "Bioénergies", "Thermique non renouvelable", "Hydraulique"],
        rows,
        p=[0.94, 0.02, 0.01, 0.01, 0.02],
    )
    many = draw.random(rows) < 0.25
    names = numpy.where(draw.random(rows) < 0.5, "Confidentiel", None)
    names = numpy.where(
        pandas.isna(names), "SITE " + pandas.Series(range(rows)).astype("str"), names
    )
    return pandas.DataFrame(
        {
            "nominstallation": numpy.where(
                many, "Agrégation des installations de moins de 36KW", names
            ),
            "codeeicresourceobject": numpy.where(many, None, numpy.arange(rows).astype("str")),
            "codeinseecommune": codes[draw.integers(0, len(codes), rows)],
            "filiere": kinds,
            "codecombustible": None,
            "combustible": None,
            "technologie": numpy.where(kinds == "Solaire", "Photovoltaïque", None),
            "puismaxinstallee": draw.random(rows) * 5000,
            "nbinstallations": numpy.where(many, 20, 1),
            "regime": numpy.where(many, None, "En service"),
            "datemiseenservice_date": "2015-03-04",
            "energieannuelleglissanteinjectee": 1000.0,
        }
    )


def consume(rows):
    given = {
        "sdes-gaz-adresse": raw("sdes-gaz-adresse", addresses(rows // 2, "G", 1)),
        "sdes-elec-adresse": raw("sdes-elec-adresse", addresses(rows - rows // 2, "E", 2)),
    }
    return lambda ground: consumers(given, LAYERS["consumers"], ground)


def produce(rows):
    given = {"odre-registre": raw("odre-registre", register(rows))}
    return lambda ground: producers(given, LAYERS["producers"], ground)


def add_up(rows):
    given = raw("odre-registre", register(rows))
    return lambda ground: energy_table(given, LAYERS["producers"], ground)


@pytest.fixture(scope="module")
def ground():
    found = Ground(Area.of([find("ti-3201")]))
    consume(100)(found)
    produce(100)(found)
    return found


def seconds(work, ground, times=3):
    """The best of a few: what else the machine does only ever adds."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work(ground)
        best = min(best, time.perf_counter() - began)
    return best


@pytest.mark.parametrize(
    ("make", "rows"), [(consume, ADDRESSES // 5), (produce, REGISTER // 2), (add_up, REGISTER // 2)]
)
def test_four_times_the_rows_take_about_four_times_as_long(make, rows, ground):
    quarter = seconds(make(rows // 4), ground)
    assert seconds(make(rows), ground) < MOST * quarter


if __name__ == "__main__":
    place = Ground(Area.of([find("ti-3201")]))
    consume(100)(place)
    for make, rows in ((consume, ADDRESSES), (produce, REGISTER), (add_up, REGISTER)):
        print(f"{make.__name__} {rows}: {seconds(make(rows), place):.2f} s")
