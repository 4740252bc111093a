"""A pack's workbook of the shipped edition, and hands that fill it in, for the tests of reviews."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import openpyxl
from raw_tables import CATALOGUE
from territoires_industrie.territoires_industrie.corrections.store import CorrectionStore
from territoires_industrie.territoires_industrie.edition import Edition
from territoires_industrie.territoires_industrie.reviewing.book import write_pack_book
from territoires_industrie.territoires_industrie.reviewing.importing import import_reviews
from territoires_industrie.territoires_industrie.reviewing.objects import Reviewed, objects_of
from territoires_industrie.territoires_industrie.reviewing.order import ImportOrder
from territoires_industrie.territoires_industrie.territories import find

TERRITORY = find("ti-3201")
NOW = datetime(2026, 11, 23, 9, 0, 0)
CHECK, MISSING, README = "À vérifier", "Sites manquants", "À lire"
WHO = {
    "Nom et prénom": "Jeanne Essai",
    "Organisme et fonction": "Agglo d'essai, économie",
    "Date de la relecture": "02/11/2026",
}


@dataclass(frozen=True, repr=False)
class Pack:
    """A workbook as it goes out, and what it was made of."""

    path: Path
    edition: Edition
    objects: list[Reviewed]

    def number(self, **wanted):
        """The number of the first object that is so: `number(table="consumers")`."""
        return next(
            o.number for o in self.objects if all(getattr(o, k) == v for k, v in wanted.items())
        )

    def object(self, number):
        return self.objects[number - 1]


def pack_of(edition, folder):
    """The pack of Dunkerque's référent."""
    objects = objects_of(edition, TERRITORY, CATALOGUE)
    path = folder / "relecture.xlsx"
    write_pack_book(path, objects, set(), TERRITORY, edition, CATALOGUE)
    return Pack(path, edition, objects)


def headings(sheet, row=1):
    return {cell.value: cell.column for cell in sheet[row]}


def sign(book, **more):
    """Fill in the head of the first sheet."""
    sheet = book[README]
    for row in sheet.iter_rows(max_row=12):
        value = {**WHO, **more}.get(row[0].value)
        if value is not None:
            row[1].value = value


def filled(pack, target, answers, missing=(), change=None, **about):
    """The workbook with answers: `{3: {"Nom corrigé": "X"}}` by number; `change` does the rest."""
    book = openpyxl.load_workbook(pack.path)
    sheet = book[CHECK]
    columns = headings(sheet)
    for number, cells in answers.items():
        for title, value in cells.items():
            sheet.cell(number + 1, columns[title]).value = value
    places = headings(book[MISSING])
    for line, cells in enumerate(missing, start=2):
        for title, value in cells.items():
            book[MISSING].cell(line, places[title]).value = value
    sign(book, **about)
    if change is not None:
        change(book)
    book.save(target)
    return target


def brought_in(pack, folder, *files, **more):
    """What an import of these files comes to; of a look unless `look=False`."""
    order = ImportOrder(files, pack.edition, CorrectionStore(folder, CATALOGUE), NOW, look=True)
    return import_reviews(replace(order, **more), CATALOGUE)


def told(found):
    """The corrections as they can be compared: where, what, to what."""
    return sorted(
        (c.table, c.key, c.kind, c.field, c.effective or c.after) for c in found.corrections
    )


def outcomes(found):
    return sorted((n.line, n.column, n.outcome) for n in found.notices)
