"""The workbook "à vérifier" of a territory: what is known, locked, and cells for the answers.

Sheets are protected without a password, so that answers are what can be typed; who wants to lift
that can. Keys stand in a hidden column of their rows and, with what each row said, on a hidden
sheet: rows may be sorted, columns taken out, tabs renamed, and answers still find their objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..catalogue import Catalogue
from ..edition import Edition
from ..french import day_of, long_date
from ..libraries import require
from ..tables.cells import (
    HEADING,
    NUMBER,
    PARAGRAPH,
    ROW,
    TEXT,
    Cell,
    Column,
    Grid,
    WordLine,
    Words,
    writable,
)
from ..tables.readme import audience_line, sources_lines
from ..tables.styles import Styles, height_of_line
from ..tables.workbook import About, excel, save, set_up, sign, styled, write_words
from ..territories import Territory
from .form import (
    ABOUT_LINES,
    CHECK,
    CHECK_COLUMNS,
    DATA,
    LISTS,
    MARK,
    MISSING,
    MISSING_COLUMNS,
    MISSING_LINES,
    README,
    STATES,
    STATUTS,
    VERDICTS,
    Heading,
    class_choices,
    kinds,
)
from .objects import Reviewed

_WIDTHS = (30, 44, 20, 14, 24, 34, 60)
#: Columns that stay in sight: number, map, layer, name.
_FIXED = 4
_ANSWER, _DAY = "TI réponse", "TI réponse datée"
_PAPER = "FFF9E3"
_RULE = "D9CDA0"
_TEXT_FORMAT, _DAY_FORMAT = "@", "dd/mm/yyyy"
_DAYS = ("closed_on", "day")
_DECIMALS = {"latitude": 6, "longitude": 6, "quantity": None}
_NUMBERS = ("number", *_DECIMALS)

_TODO = (
    "Ce classeur accompagne le PDF des cartes à relire : chaque site y porte un numéro, qui est "
    f"celui de sa ligne dans la feuille « {CHECK} ». Il est rempli par le référent local du "
    "territoire, puis renvoyé à qui l'a envoyé, sous format XLSX.",
    f"1. Remplissez les quatre cases jaunes ci-dessus. 2. Dans la feuille « {CHECK} », dites pour "
    "chaque ligne si le site est juste (oui), à corriger, à supprimer, ou si vous ne savez pas ; "
    "n'écrivez dans les autres cases jaunes que ce qui change. 3. Ajoutez ce qui manque dans la "
    f"feuille « {MISSING} ».",
    "« oui » et une correction sur la même ligne se contredisent, comme « à supprimer » et une "
    "correction : la ligne est alors revue avec vous. Un site fermé : sa date de fermeture suffit.",
    "Coordonnées : en degrés (WGS84), latitude puis longitude, telles que les donne une carte en "
    "ligne (50.9871, 2.1234), ou en mètres (Lambert-93), X puis Y (651000 ; 7100000). Une adresse "
    "seule est placée à la main par qui reçoit le classeur.",
    "Les autres cases sont verrouillées, sans mot de passe : elles disent ce que l'atlas sait "
    "aujourd'hui. Une case vide n'est jamais un zéro : la valeur n'est pas connue ou pas publiée.",
)


def write_pack_book(
    path: Path,
    objects: Sequence[Reviewed],
    off_paper: set[int],
    territory: Territory,
    edition: Edition,
    catalogue: Catalogue,
) -> None:
    """Write a territory's workbook, whole or not at all.

    Args:
        path: the XLSX; a file of that name is replaced.
        objects: the rows, in the order of their numbers.
        off_paper: numbers that stand on no map: their objects lie outside its frame.
        territory: whose.
        edition: the audience's own: date, sources.
        catalogue: classes, sources.

    Raises:
        LibraryMissing: openpyxl is not installed.
        TablesError: the file cannot be written.
    """
    book = excel().Workbook()
    about = About(
        title=f"{territory.title} – à vérifier",
        subject="Territoires d’industrie",
        footer=f"Édition du {long_date(day_of(edition.created))}. {audience_line(edition)}",
        created=edition.created,
    )
    sign(book, about)
    _Book(book, about, catalogue).fill(objects, off_paper, territory, edition)
    save(book, path)


class _Book:
    """The sheets of one workbook."""

    def __init__(self, book: Any, about: About, catalogue: Catalogue) -> None:
        self._book = book
        self._about = about
        self._catalogue = catalogue
        self._styles = Styles(book)
        self._make = require("openpyxl.styles")
        self._letter = excel().utils.get_column_letter
        for name, form in ((_ANSWER, _TEXT_FORMAT), (_DAY, _DAY_FORMAT)):
            book.add_named_style(self._answer_style(name, form))

    def fill(
        self,
        objects: Sequence[Reviewed],
        off_paper: set[int],
        territory: Territory,
        edition: Edition,
    ) -> None:
        self._add_readme(self._book.active, objects, territory, edition)
        check, missing = self._book.create_sheet(CHECK), self._book.create_sheet(MISSING)
        lists = self._book.create_sheet(LISTS)
        self._add_check(check, objects, off_paper)
        self._add_missing(missing)
        self._add_lists(lists, check, missing, objects)
        self._add_data(self._book.create_sheet(DATA), objects, territory, edition)
        for sheet in self._book.worksheets:
            sheet.protection.sheet = True
            # What may be done without lifting the protection: False is "not locked".
            for freedom in ("formatColumns", "formatRows", "autoFilter", "sort"):
                setattr(sheet.protection, freedom, False)

    def _add_readme(
        self, sheet: Any, objects: Sequence[Reviewed], territory: Territory, edition: Edition
    ) -> None:
        sheet.title = README
        lines = list(_readme_lines(objects, territory, edition, self._catalogue))
        page = Words(README, self._about.title, _WIDTHS, lines)
        set_up(sheet, page, self._about)
        write_words(sheet, page, self._styles)
        cells = {
            name: sheet.cell(number, 2)
            for number, line in enumerate(lines, start=2)
            for name, label in ABOUT_LINES.items()
            if line.cells[:1] == (label,)
        }
        for name, cell in cells.items():
            # Of merged cells, some programs ask all to be unlocked.
            sheet.merged_cells.remove(f"{cell.coordinate}:{self._letter(len(_WIDTHS))}{cell.row}")
            cell.style = _DAY if name in _DAYS else _ANSWER
        self._choose(sheet, [cells["state"].coordinate], _inline(STATES))

    def _add_check(self, sheet: Any, objects: Sequence[Reviewed], off_paper: set[int]) -> None:
        self._head(sheet, CHECK_COLUMNS, _FIXED, len(objects))
        columns = [_column(each) for each in CHECK_COLUMNS]
        widths = [each.width for each in CHECK_COLUMNS]
        for line, each in enumerate(objects, start=2):
            told = _row(each, each.number in off_paper)
            cells = [told.get(heading.id) for heading in CHECK_COLUMNS]
            named = [self._styles.of(c, cell) for c, cell in zip(columns, cells, strict=True)]
            sheet.append(styled(sheet, cells, named))
            sheet.row_dimensions[line].height = height_of_line(cells[:-1], widths)
            self._open(sheet, line, CHECK_COLUMNS)
        last = len(objects) + 1
        self._choose(sheet, [_range(sheet, "verdict", last)], _inline(VERDICTS))
        self._choose(sheet, [_range(sheet, "new_statut", last)], _inline(STATUTS))
        key = self._letter(_index(CHECK_COLUMNS, "key"))
        sheet.column_dimensions[key].hidden = True

    def _add_missing(self, sheet: Any) -> None:
        self._head(sheet, MISSING_COLUMNS, 1, MISSING_LINES)
        for line in range(2, MISSING_LINES + 2):
            self._open(sheet, line, MISSING_COLUMNS)
        letter = self._letter(_index(MISSING_COLUMNS, "statut"))
        self._choose(sheet, [f"{letter}2:{letter}{MISSING_LINES + 1}"], _inline(STATUTS))

    def _add_lists(self, sheet: Any, check: Any, missing: Any, objects: Sequence[Reviewed]) -> None:
        """The words of the longer lists, a column each, and the cells that choose among them."""
        sheet.sheet_state = "hidden"
        reach = f"A2:A{MISSING_LINES + 1}"
        self._choose(missing, [reach], self._listed(sheet, 1, list(kinds(self._catalogue))))
        letter = self._letter(_index(CHECK_COLUMNS, "new_class"))
        tables = {each.table: each.layer for each in objects}
        for column, (table, layer) in enumerate(tables.items(), start=2):
            cells = [
                f"{letter}{line}"
                for line, each in enumerate(objects, start=2)
                if each.table == table
            ]
            words = self._listed(sheet, column, list(class_choices(layer, table)))
            self._choose(check, cells, words)

    def _add_data(
        self, sheet: Any, objects: Sequence[Reviewed], territory: Territory, edition: Edition
    ) -> None:
        """What a returned file is known by, and what each row said when it went out."""
        sheet.sheet_state = "veryHidden"
        rows: list[tuple[Cell, ...]] = [
            (MARK, 1),
            ("territoire", territory.id),
            ("edition", edition.created.isoformat()),
            ("diffusion", edition.record.get("audience", "")),
            ("numero", "cle", "nom", "classe", "statut"),
            *((o.number, f"{o.table}/{o.key}", o.name, o.kind, o.statut) for o in objects),
        ]
        plain = self._styles.of(Column("", TEXT), "")
        for row in rows:
            sheet.append(styled(sheet, row, [plain] * len(row)))

    def _head(self, sheet: Any, headings: Sequence[Heading], fixed: int, rows: int) -> None:
        grid = Grid(sheet.title, f"{self._about.title} : {sheet.title}", (), (), fixed)
        set_up(sheet, grid, self._about)
        for number, heading in enumerate(headings, start=1):
            sheet.column_dimensions[self._letter(number)].width = heading.width
        titles = [heading.title for heading in headings]
        sheet.append(styled(sheet, titles, [self._styles.head] * len(titles)))
        sheet.row_dimensions[1].height = height_of_line(titles, [each.width for each in headings])
        sheet.freeze_panes = f"{self._letter(fixed + 1)}2"
        sheet.print_title_rows = "1:1"
        sheet.auto_filter.ref = f"A1:{self._letter(len(titles))}{rows + 1}"

    def _open(self, sheet: Any, line: int, headings: Sequence[Heading]) -> None:
        """Let the answers of a line be typed."""
        for number, heading in enumerate(headings, start=1):
            if heading.answer:
                sheet.cell(line, number).style = _DAY if heading.id in _DAYS else _ANSWER

    def _answer_style(self, name: str, form: str) -> Any:
        make = self._make
        style = make.NamedStyle(name=name, number_format=form)
        edge = make.Side(style="thin", color=_RULE)
        style.fill = make.PatternFill("solid", fgColor=_PAPER)
        style.border = make.Border(left=edge, right=edge, top=edge, bottom=edge)
        style.alignment = make.Alignment(vertical="top", wrap_text=True)
        style.protection = make.Protection(locked=False)
        return style

    def _listed(self, sheet: Any, column: int, words: Sequence[str]) -> str:
        """Words down a column of the sheet of lists; where they stand."""
        for line, word in enumerate(words, start=1):
            sheet.cell(line, column).value = writable(word)
            sheet.cell(line, column).data_type = "s"
        letter = self._letter(column)
        return f"{LISTS}!${letter}$1:${letter}${len(words)}"

    @staticmethod
    def _choose(sheet: Any, ranges: Sequence[str], words: str) -> None:
        """Offer a list in some cells; a word that it lacks is refused."""
        if not ranges:
            return
        rule = excel().worksheet.datavalidation.DataValidation(
            type="list", formula1=words, allow_blank=True, showErrorMessage=True
        )
        rule.errorTitle = "Réponse non prévue"
        rule.error = "Choisissez dans la liste, ou laissez la case vide et écrivez un commentaire."
        for each in ranges:
            rule.add(each)
        sheet.add_data_validation(rule)


def _readme_lines(
    objects: Sequence[Reviewed], territory: Territory, edition: Edition, catalogue: Catalogue
) -> Iterator[WordLine]:
    yield WordLine(HEADING, ("À remplir",))
    for label in ABOUT_LINES.values():
        yield WordLine(ROW, (label, None))
    yield WordLine(ROW, ())
    yield WordLine(HEADING, ("Que faire",))
    for text in _TODO:
        yield WordLine(PARAGRAPH, (text,))
    yield WordLine(ROW, ())
    yield WordLine(HEADING, ("De quoi il s'agit",))
    day = long_date(day_of(edition.created))
    counted = f"{len(objects)} objets" if len(objects) > 1 else f"{len(objects)} objet"
    yield WordLine(
        PARAGRAPH,
        (f"{territory.title} : {counted}. Édition du {day}. {audience_line(edition)}",),
    )
    yield WordLine(
        PARAGRAPH,
        (
            "Sont à relire les sites que dessinent les cartes et les réseaux de chaleur tracés. "
            "Ce qui est recensé sans entrer dans une classe de la légende (solaire, "
            "hydraulique…) n'est pas dans ce classeur.",
        ),
    )
    yield from sources_lines(edition, catalogue, list({each.layer.id: 0 for each in objects}))


def _row(each: Reviewed, off_paper: bool) -> dict[str, Cell]:
    where = f"{each.theme.number}. {each.theme.title}"
    if each.traced:
        where += " (tracé, en liste)"
    elif off_paper:
        where += " (hors du cadre)"
    longitude, latitude = each.place or (None, None)
    return {
        "number": each.number,
        "map": where,
        "layer": each.layer.title,
        "name": each.name or None,
        "commune": each.commune or None,
        "class": each.label,
        "measure": each.measure or None,
        "quantity": each.quantity,
        "statut": each.statut or None,
        "position": each.position or None,
        "latitude": latitude,
        "longitude": longitude,
        "source": each.source or None,
        "vintage": each.vintage or None,
        "key": f"{each.table}/{each.key}",
    }


def _column(heading: Heading) -> Column:
    kind = NUMBER if heading.id in _NUMBERS else TEXT
    return Column(heading.title, kind, _DECIMALS.get(heading.id, 0), grouped=False)


def _index(headings: Sequence[Heading], name: str) -> int:
    return [each.id for each in headings].index(name) + 1


def _range(sheet: Any, name: str, last: int) -> str:
    letter = excel().utils.get_column_letter(_index(CHECK_COLUMNS, name))
    return f"{letter}2:{letter}{max(last, 2)}"


def _inline(words: Sequence[str]) -> str:
    return f'"{",".join(words)}"'
