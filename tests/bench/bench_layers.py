"""What grows with the rows: the layers that read the longest tables, all rows invented.

    make bench

Judged are ratios and memory, for seconds differ between machines: does four times the rows take
about four times as long, and how much does a million addresses take beyond its own rows? Printed
are the seconds for a million addresses and for the whole register, beside what is promised: by the
clock, and of the processor, which are near each other only where nothing else runs.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy
import pandas

from ...territoires_industrie.catalogue import load_catalogue
from ...territoires_industrie.layers.consumers import consumers
from ...territoires_industrie.layers.ground import Ground
from ...territoires_industrie.layers.producers import energy_table, producers
from ...territoires_industrie.sources.area import Area
from ...territoires_industrie.sources.raw import RawTable
from ...territoires_industrie.territories import all_communes, find

LAYERS = load_catalogue().layers
#: Of a fourfold input: linear is 4; sorting and the machine's other work take some.
TIMES, MOST_OF_QUARTER = 4, 6.0
#: What the work may take beyond its input.
MOST_MEMORY = 1024**3

Work = Callable[[Ground], object]


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


@dataclass(frozen=True)
class Question:
    """A layer's work on so many rows, and the seconds promised for it."""

    what: str
    made: Callable[[int], Work]
    rows: int
    promised: float


QUESTIONS = (
    Question("consumers of addresses", consume, 1_000_000, 3.0),
    Question("producers of the register", produce, 140_539, 1.0),
    Question("energy of the register", add_up, 140_539, 1.0),
)


def seconds(work: Work, ground: Ground, times: int = 5) -> tuple[float, float]:
    """By the clock and of the processor, the best of a few: what else runs only ever adds."""
    taken = []
    for _ in range(times):
        clock, processor = time.perf_counter(), time.process_time()
        work(ground)
        taken.append((time.perf_counter() - clock, time.process_time() - processor))
    by_clock, of_processor = zip(*taken, strict=True)
    return min(by_clock), min(of_processor)


def memory(work: Work, ground: Ground) -> int:
    """The most bytes at a time that the work took beyond its input."""
    tracemalloc.start()
    work(ground)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def answered(question: Question, ground: Ground) -> bool:
    work = question.made(question.rows)
    whole, worked = seconds(work, ground)
    ratio = worked / seconds(question.made(question.rows // TIMES), ground)[1]
    taken = memory(work, ground)
    print(
        f"{question.what}: {question.rows:,} rows in {whole:.2f} s, {worked:.2f} s of work "
        f"(promised: {question.promised:.0f} s), {taken / 1024**2:.0f} MiB beyond them "
        f"(most {MOST_MEMORY / 1024**2:.0f}); {TIMES} times the rows / once: {ratio:.1f} "
        f"(most {MOST_OF_QUARTER})"
    )
    return ratio <= MOST_OF_QUARTER and taken <= MOST_MEMORY


def main() -> int:
    ground = Ground(Area.of([find("ti-3201")]))
    for question in QUESTIONS:
        question.made(100)(ground)  # what is read once: communes, registers
    kept = [answered(question, ground) for question in QUESTIONS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
