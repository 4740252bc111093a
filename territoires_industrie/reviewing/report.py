"""What became of returned workbooks, as an HTML page in French."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..catalogue import Catalogue
from ..corrections.wording import decisions, drafts_section
from ..french import day_of, long_date, number
from ..report import BAD, PLAIN, WARN, Column, Line, Section, document
from ..territories import find
from .notices import LOCKED, OPEN, RECEIVED, TO_READ, Notice
from .order import FileRead, Imported
from .statuses import Status

_COLUMNS = (
    Column("Fichier"),
    Column("Feuille"),
    Column("Ligne", number=True),
    Column("N°"),
    Column("Site"),
    Column("Colonne"),
    Column("Réponse"),
    Column("Sort"),
    Column("Pourquoi"),
    Column("Que faire"),
)
_TONES = {RECEIVED: PLAIN, TO_READ: WARN, LOCKED: WARN}
_LONGEST = 300


def import_report(found: Imported, look: bool, catalogue: Catalogue) -> str:
    """The whole page: files, what is to be looked at, corrections, statuses."""
    title = "Relectures examinées" if look else "Relectures importées"
    kept = "Examen seul : rien n'a été enregistré." if look else _written(found)
    files = [_file(each) for each in found.files]
    sections = [
        Section("Classeurs", tuple(_sentences(found)), _FILE_COLUMNS, files),
        _to_see(found.notices),
        drafts_section(found.corrections, catalogue, look, _nothing_new(found)),
    ]
    if found.outcomes and (open_ := tuple(decisions(found.outcomes, catalogue))):
        sections.append(Section("À décider", open_))
    if found.statuses:
        sections.append(Section("État des fiches", tuple(map(_status, found.statuses))))
    return document(title, kept, sections)


def summary(found: Imported, look: bool) -> Iterator[str]:
    """The same in a few sentences, for whoever watches the work."""
    count = len(found.corrections)
    told = "à enregistrer" if look else "enregistrée" + ("s" if count > 1 else "")
    yield f"{number(count)} correction{'s' if count > 1 else ''} {told}."
    open_ = [each for each in found.notices if each.outcome in OPEN]
    counts = Counter(each.outcome for each in open_)
    if open_:
        kinds = ", ".join(f"{word} : {number(rows)}" for word, rows in counts.most_common())
        yield f"{number(len(open_))} à revoir ({kinds}) : voir le compte rendu."


_FILE_COLUMNS = (
    Column("Fichier"),
    Column("Territoire"),
    Column("Édition relue"),
    Column("Auteur"),
    Column("Lignes reçues", number=True),
    Column("Lignes perdues", number=True),
    Column("Confirmés", number=True),
    Column("Corrections", number=True),
)


def _file(read: FileRead) -> Line:
    told = read.returned
    lost = max(len(told.given) - len(told.checked), 0)
    edition = long_date(day_of(told.edition)) if told.edition else "non disponible"
    cells = (
        told.path.name,
        told.territory or "non disponible",
        edition,
        read.author,
        number(len(told.checked)),
        number(lost),
        number(read.confirmed),
        number(read.corrections),
    )
    return Line(cells, WARN if lost or told.lost else PLAIN)


def _sentences(found: Imported) -> Iterator[str]:
    """What is to be known of the files before their answers."""
    for read in found.files:
        told = read.returned
        if told.edition is not None and told.edition != found.base.created:
            yield (
                f"{told.path.name} a été envoyé avec l'édition du "
                f"{long_date(day_of(told.edition))} ; ses réponses sont portées sur une autre."
            )
        if told.lost:
            titles = ", ".join(f"« {each.title} »" for each in told.lost)
            yield f"{told.path.name} n'a plus les colonnes {titles}."
        if len(told.given) > len(told.checked):
            yield f"{told.path.name} : d'une ligne qui n'est pas revenue, rien n'est déduit."


def _nothing_new(found: Imported) -> str:
    if found.statuses or any(each.outcome in OPEN for each in found.notices):
        return "Aucune correction nouvelle."
    if len(found.files) == 1:
        return "Ce classeur n'apporte rien de nouveau."
    return "Ces classeurs n'apportent rien de nouveau."


def _to_see(notices: list[Notice]) -> Section:
    if not notices:
        return Section("À revoir", ("Rien à revoir.",))
    ordered = sorted(notices, key=lambda each: each.outcome not in OPEN)
    lines = [
        Line(
            (
                each.file,
                each.sheet,
                str(each.line or ""),
                each.number,
                each.name,
                each.column,
                each.answer[:_LONGEST],
                each.outcome,
                each.reason,
                each.advice,
            ),
            _TONES.get(each.outcome, BAD),
        )
        for each in ordered
    ]
    return Section("À revoir", (), _COLUMNS, lines)


def _written(found: Imported) -> str:
    if not found.written:
        return f"Aucune édition nouvelle : {found.edition.path.name} les porte déjà."
    day = long_date(day_of(found.edition.created))
    return f"Édition {found.edition.path.name}, écrite le {day}."


def _status(status: Status) -> str:
    who = ", ".join(text for text in (status.personne, status.organisme) if text)
    return f"{find(status.territoire).title} : {status.statut}, {who or 'référent non nommé'}."
