"""What was found in a user's file and what became of its rows, told in French."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..catalogue import Catalogue, Table
from ..french import long_date, number
from ..layers.local import NOWHERE
from ..layers.made import DRAWN, OFF_LEGEND, REJECTED
from ..layers.rows import OUTSIDE
from ..layers.shapes import NO_SHAPE
from ..report import BAD, GOOD, PLAIN, WARN, Column, Line, Section
from ..sources.crs import NAMED_CRS
from .adding import Imported
from .guessing import SURE_FROM, ColumnGuess
from .looking import Look

if TYPE_CHECKING:
    from pandas import DataFrame

_MOST = 300  # rows that the page lists; the table has them all
_AT_COMMUNE = "placée au centre de sa commune"
_TWICE = "même identifiant qu'une autre ligne importée"
_BEYOND = "hors des territoires de l'atlas"
_UNREAD = "coordonnées illisibles : "
_APART = "à {} km de sa commune"
_ADVICE = {
    NOWHERE: "Donner des coordonnées, un code INSEE ou un nom de commune de la région.",
    NO_SHAPE: "Corriger les coordonnées, ou indiquer leur système.",
    OUTSIDE: "Rien, si ce site est hors de la région ; sinon corriger ses coordonnées.",
    OFF_LEGEND: "Donner une classe de la légende (paramètre des classes), si elle doit y être.",
    _AT_COMMUNE: "Donner des coordonnées, ou une adresse et demander le géocodage.",
    _BEYOND: "Rien, si ce site est ailleurs ; sinon corriger sa commune ou ses coordonnées.",
    _TWICE: "Vérifier qu'il ne s'agit pas du même objet.",
}
_OTHER = "Vérifier la ligne."
_CENTRED = "Corriger les coordonnées ou leur système : la ligne est au centre de sa commune."
_ONE_IS_WRONG = "Corriger la commune ou les coordonnées : la ligne garde ses coordonnées."
_ABOVE = "Vérifier la température ; la légende s'arrête à {} °C."
_LONGEST = 60  # letters of coordinates that nobody could read


class Unplaced(NamedTuple):
    """A row that is not on the map as its owner may think, why, and what to do."""

    file: str
    line: int
    name: str
    commune: str
    table: str
    outcome: str
    reason: str
    advice: str


def unplaced(fates: DataFrame) -> Iterator[Unplaced]:
    """The rows to look at: not drawn, not where they say, in no territory, or there twice."""
    columns = ["file", "line", "name", "commune", "table", "outcome"]
    for fate in fates.to_dict("records"):
        file, line, name, commune, table, outcome = (fate[column] for column in columns)
        for reason, advice in _remarks(fate):
            yield Unplaced(file, int(line), name, commune, table, outcome, reason, advice)


def _remarks(fate: Mapping[Hashable, Any]) -> Iterator[tuple[str, str]]:
    """What is to be said of a row, each with what to do."""
    outcome, reason = fate["outcome"], fate["reason"]
    centred = fate["position"] == "commune" and outcome != REJECTED
    unread = f"{_UNREAD}{fate['unread'][:_LONGEST]}" if fate["unread"] else ""
    if fate["above"] and reason == OFF_LEGEND:
        hottest = number(fate["above"])
        yield f"au-dessus de {hottest} °C, {OFF_LEGEND}", _ABOVE.format(hottest)
    elif outcome != DRAWN:
        told = unread if unread and reason == NO_SHAPE else reason
        yield told or outcome, _ADVICE.get(reason, _OTHER)
    if centred:
        yield (unread, _CENTRED) if unread else (_AT_COMMUNE, _ADVICE[_AT_COMMUNE])
    if fate["apart"] and outcome != REJECTED:
        yield _APART.format(number(fate["apart"])), _ONE_IS_WRONG
    if fate["beyond"] and outcome == DRAWN:
        yield _BEYOND, _ADVICE[_BEYOND]
    if fate["twice"]:
        yield _TWICE, _ADVICE[_TWICE]


def sections(
    look: Look, done: Imported | None, catalogue: Catalogue, fates: DataFrame | None = None
) -> list[Section]:
    """The report of one file: what it holds, how it was read, what its rows became.

    Of a file that was only looked at (`done` is None) `fates` are what its rows would become.
    """
    found = [
        Section("À savoir", tuple(summary(look, done, catalogue, fates))),
        _file(look, catalogue),
        _columns(look),
        *_classes(look),
    ]
    if done is not None:
        heading = "Ce que sont devenues les lignes"
        found += [_outcomes(done.fates, heading), *_unplaced(done.fates)]
        found += _overruled(done, catalogue)
    elif fates is not None:
        found += [_outcomes(fates, "Ce que deviendraient les lignes"), *_unplaced(fates)]
    return found


def summary(
    look: Look, done: Imported | None, catalogue: Catalogue, fates: DataFrame | None = None
) -> Iterator[str]:
    """The sentences to read first."""
    layer = catalogue.layer_of(look.table.name)
    if len(look.sheets) > 1:
        read = look.sheet or look.sheets[0]
        others = ", ".join(f"« {name} »" for name in look.sheets if name != read)
        yield f"Feuille ou couche lue : « {read} » ; le fichier a aussi {others}."
    if done is None:
        yield f"Rien n'a été importé : {_rows(look.rows)} à lire, pour la couche « {layer.title} »."
        if fates is not None:
            yield (
                f"Seraient dans sa légende : {_rows(_drawn(fates))} sur {number(len(fates))} ; "
                f"à regarder : {_rows(len(_to_look_at(fates)))}."
            )
    else:
        yield (
            f"Dans la légende de la couche « {layer.title} » : {_rows(_drawn(done.fates))} sur "
            f"{number(len(done.fates))}, dans l'édition {done.edition.path.name} du "
            f"{long_date(done.edition.created.date())}."
        )
        yield (
            f"Le fichier est conservé sous le nom {done.file.name} : chaque mise à jour le reprend."
        )
        if done.gone:
            yield "Il remplace l'import précédent du même nom."
    doubtful = [each.column for each in look.columns if 0 < each.confidence < SURE_FROM]
    if doubtful:
        yield f"À vérifier, colonnes devinées : {_listed(doubtful)}."
    noted = [each.column for each in look.columns if each.name == "note" and not each.confidence]
    if noted:
        yield f"Sans colonne dans l'atlas, gardées dans la note de chaque ligne : {_listed(noted)}."
    unknown = [each.word for each in look.classes if not each.key]
    if unknown:
        yield f"Mots qui ne sont pas de la légende : {_listed(unknown)}."
    if look.how.diffusion == "partenaires":
        yield "Les notes des lignes iront aussi aux partenaires : vérifier ce qu'elles contiennent."
    yield from (f"{note[0].upper()}{note[1:]}" for note in look.notes)


def _listed(words: Sequence[str], most: int = 12) -> str:
    named = ", ".join(f"« {word} »" for word in words[:most])
    rest = len(words) - most
    return named if rest <= 0 else f"{named} et {number(rest)} autres"


def _file(look: Look, catalogue: Catalogue) -> Section:
    content = look.content
    names = {",": "virgule", ";": "point-virgule", "\t": "tabulation", "|": "barre"}
    headings = {None: "première ligne", 0: "aucun, colonnes numérotées"}
    told = [
        ("Fichier", look.path.name),
        ("Feuille ou couche", look.sheet or (look.sheets[0] if look.sheets else "")),
        ("Autres feuilles ou couches", ", ".join(name for name in _others(look))),
        ("Couche de l'atlas", f"{catalogue.layer_of(look.table.name).title} ({look.table.name})"),
        ("Encodage", content.encoding),
        ("Séparateur", names.get(content.separator, content.separator)),
        ("Titres des colonnes", headings.get(look.how.heading, f"ligne {look.how.heading}")),
        ("Coordonnées", _crs(look.epsg)),
        ("Diffusion par défaut", look.how.diffusion or "interne"),
    ]
    lines = [Line(each) for each in told if each[1]]
    return Section("Fichier", (), (Column(""), Column("")), lines)


def _others(look: Look) -> list[str]:
    here = look.sheet or (look.sheets[0] if look.sheets else "")
    return [name for name in look.sheets if name != here]


def _crs(epsg: int | None) -> str:
    return "aucune" if epsg is None else NAMED_CRS.get(epsg, f"EPSG:{epsg}")


def _columns(look: Look) -> Section:
    heads = ("Colonne du fichier", "Exemple", "Colonne de l'atlas", "Confiance", "Pourquoi")
    lines = [
        Line(
            (
                each.column,
                each.example[:60],
                _meant(each, look.table),
                f"{number(100 * each.confidence)} %",
                each.why,
            ),
            _tone(each.confidence),
        )
        for each in look.columns
    ]
    sentence = (
        "Une colonne se corrige par le paramètre des colonnes, par exemple « Débit = note » ; "
        "« Débit = » ne la lit pas."
    )
    return Section("Colonnes", (sentence,), [Column(head) for head in heads], lines)


def _meant(guess: ColumnGuess, table: Table) -> str:
    titles = {field.name: field.title for field in table.fields}
    special = {"note": "note de la ligne", "position": "position", "": "non lue"}
    title = special.get(guess.name) or titles.get(guess.name, "")
    named = f"{guess.name} – {title}" if title and guess.name not in special else title
    times = f" (× {guess.factor:g})" if guess.factor != 1.0 else ""
    return f"{named or guess.name}{times}"


def _tone(confidence: float) -> str:
    if confidence >= SURE_FROM:
        return GOOD
    return WARN if confidence else PLAIN


def _classes(look: Look) -> Iterator[Section]:
    if not look.classes:
        return
    heads = ("Colonne", "Mot du fichier", "Classe de l'atlas", "Confiance")
    lines = [
        Line(
            (
                each.field,
                each.word[:80],
                each.key or "aucune",
                f"{number(100 * each.confidence)} %",
                number(each.rows),
            ),
            _tone(each.confidence) if each.key else BAD,
        )
        for each in look.classes
    ]
    columns = [*(Column(head) for head in heads), Column("Lignes", number=True)]
    sentence = "Une classe se corrige par le paramètre des classes : « mot du fichier = classe »."
    yield Section("Classes", (sentence,), columns, lines)


def _drawn(fates: DataFrame) -> int:
    return int((fates["outcome"] == DRAWN).sum())


def _to_look_at(fates: DataFrame) -> set[tuple[str, int]]:
    return {(row.file, row.line) for row in unplaced(fates)}


def _outcomes(fates: DataFrame, heading: str) -> Section:
    counts = fates.groupby(["outcome", "reason"]).size()
    lines = [
        Line((outcome, reason or "–", number(rows)), GOOD if outcome == DRAWN else WARN)
        for (outcome, reason), rows in counts.items()
    ]
    columns = (Column("Sort"), Column("Motif"), Column("Lignes", number=True))
    return Section(heading, (), columns, lines)


def _unplaced(fates: DataFrame) -> Iterator[Section]:
    rows = list(unplaced(fates))
    if not rows:
        return
    heads = ("Ligne", "Nom", "Commune", "Sort", "Motif", "Que faire")
    lines = [
        Line(
            (str(row.line), row.name, row.commune, row.outcome, row.reason, row.advice),
            BAD if row.outcome == REJECTED else WARN,
        )
        for row in rows[:_MOST]
    ]
    told = "Une ligne écartée n'est dans aucune couche ; elle reste dans votre fichier."
    more = len(rows) - _MOST
    rest = (f"Et {number(more)} autres, dans le tableau des résultats.",) if more > 0 else ()
    yield Section("À regarder", (told, *rest), [Column(head) for head in heads], lines)


def _overruled(done: Imported, catalogue: Catalogue) -> Iterator[Section]:
    """The public rows that stand back for the user's."""
    if done.overruled.empty:
        return
    titles = {name: source.title for name, source in catalogue.sources.items()}
    cells = done.overruled.fillna("").head(_MOST).to_numpy().tolist()
    lines = [
        Line((str(key), str(name), str(commune), str(kind), titles.get(source, str(source))))
        for key, name, commune, kind, source in cells
    ]
    heads = ("Identifiant", "Nom", "Commune", "Classe", "Source")
    sentence = "Elles portent un identifiant de votre fichier, et lui cèdent la place."
    columns = [Column(head) for head in heads]
    yield Section("Lignes publiques remplacées", (sentence,), columns, lines)


def _rows(count: int) -> str:
    return f"{number(count)} ligne{'s' if count > 1 else ''}"
