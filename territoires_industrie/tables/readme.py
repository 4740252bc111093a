"""The sheet "À lire": what a workbook is, whom it is for, where its rows come from and stop."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ..audience import AUDIENCES
from ..catalogue import Catalogue
from ..edition import Accounting, Edition, Provenance
from ..french import day_of as local_day
from ..french import long_date
from ..layers.made import DRAWN, KEPT_OFF, REJECTED
from ..profile.lines import Profile
from ..territories import Territory, perimeter_note
from .cells import HEADING, HEADS, PARAGRAPH, ROW, Cell, Grid, WordLine, Words
from .layers import day_of

NAME = "À lire"
NO_LICENCE = "licence non établie"
_WIDTHS = (30, 44, 20, 14, 24, 34, 60)
_WHO = {
    "publique": "publique : tout le monde.",
    "partenaires": "partenaires : ne pas transmettre au-delà.",
    "interne": "interne : ne pas diffuser ; rien n'y est masqué.",
}
_NOT_OFFICIAL = (
    "Document établi avec l'extension QGIS « Territoires d'industrie » ; sans lien avec le "
    "programme national du même nom."
)
_NUMBERS = (
    "Les nombres sont des nombres, exacts ; le format de la cellule ne fait que les arrondir à "
    "l'écran. Les codes (SIRET, INSEE, NAF…) sont des textes : leurs zéros de tête sont gardés. "
    "Une cellule vide n'est jamais un zéro : la valeur n'est pas connue, pas publiée, ou réservée."
)
_LENGTHS = (
    "Les longueurs de réseaux et de routes sont celles des tracés entiers, aussi hors du "
    "périmètre ; les longueurs dans le périmètre sont dans les feuilles de la fiche. Les lignes "
    "sans territoire sont celles qui le traversent."
)
_MEANINGS = (
    ("Précision de la position", "exacte", "coordonnées publiées par la source."),
    ("Précision de la position", "adresse", "adresse géocodée : à la parcelle ou à la rue près."),
    ("Précision de la position", "iris", "centre de l'IRIS : le site est ailleurs dans celui-ci."),
    ("Précision de la position", "commune", "centre de la commune : le site est ailleurs."),
    ("Statut", "en service", "en fonctionnement ; vide : la source ne dit rien d'autre."),
    ("Statut", "annoncé, autorisé, en travaux", "projet, à la date de « Vérifié le »."),
    ("Statut", "suspendu, abandonné", "projet arrêté, pour un temps ou pour de bon."),
    ("Diffusion", "publique", "peut aller à tout le monde."),
    ("Diffusion", "partenaires", "pour les partenaires et l'équipe."),
    ("Diffusion", "interne", "pour l'équipe seule ; valeur par défaut de vos propres fichiers."),
    ("Classe de légende", "Hors légende", "recensé, mais hors des classes de la carte."),
    ("Mention", "au moins", "somme dont des parts ne sont pas publiées : un minimum."),
    ("Remarque", "masquée", "moins de 3 sites, un site à 85 % ou plus, ou masquage complémentaire "
     "pour qu'aucune valeur masquée ne se déduise des totaux."),
)  # fmt: skip


def readme(
    edition: Edition,
    territories: Sequence[Territory],
    catalogue: Catalogue,
    grids: Sequence[Grid],
    names: Sequence[str],
    profiles: Sequence[Profile],
) -> Words:
    """The first sheet of a workbook made of an audience's own edition; `names` are its tabs."""
    title = f"{territories[0].title} – tables" if len(territories) == 1 else "Tables par territoire"
    lines = [
        *_what(edition, territories),
        *_contents(grids, names),
        *_meanings(),
        *sources_lines(edition, catalogue, [layer.id for layer in catalogue.layers.values()]),
        *_limits(edition, territories, catalogue),
        *_accounts(edition, territories, catalogue),
        *_tables(profiles),
    ]
    return Words(NAME, title, _WIDTHS, lines)


def audience_line(edition: Edition) -> str:
    """For whom it is: `Diffusion publique : tout le monde.`."""
    audience = edition.record.get("audience", AUDIENCES[-1])
    return f"Diffusion {_WHO.get(audience, audience)}"


def _paragraph(text: str) -> WordLine:
    return WordLine(PARAGRAPH, (text,))


def _heading(text: str) -> Iterator[WordLine]:
    yield WordLine(ROW, ())
    yield WordLine(HEADING, (text,))


def _what(edition: Edition, territories: Sequence[Territory]) -> Iterator[WordLine]:
    names = ", ".join(territory.title for territory in territories)
    yield _paragraph(
        f"Données de l'atlas des territoires d'industrie, en tables : {names} "
        f"({perimeter_note(territories)}). Une feuille par couche de l'atlas, puis les tableaux de "
        "la fiche."
    )
    yield _paragraph(
        f"Édition du {long_date(local_day(edition.created))}. {audience_line(edition)}"
    )
    for text in (_NUMBERS, _LENGTHS, _NOT_OFFICIAL):
        yield _paragraph(text)


def _contents(grids: Sequence[Grid], names: Sequence[str]) -> Iterator[WordLine]:
    yield from _heading("Feuilles")
    yield WordLine(HEADS, ("Feuille", "Contenu", "Lignes"))
    for grid, name in zip(grids, names, strict=True):
        yield WordLine(ROW, (name, grid.title, len(grid.rows)))


def _meanings() -> Iterator[WordLine]:
    yield from _heading("Ce que veulent dire les mots")
    yield WordLine(HEADS, ("Colonne", "Mot et sens"))
    for column, word, meaning in _MEANINGS:
        yield WordLine(ROW, (column, f"{word} : {meaning}"))


# ---------------------------------------------------------------- sources


def sources_lines(
    edition: Edition, catalogue: Catalogue, layers: Sequence[str]
) -> Iterator[WordLine]:
    """The sources that gave rows to some layers: whose, of when, under which licence."""
    yield from _heading("Sources")
    yield WordLine(
        HEADS,
        ("Couche", "Jeu de données", "Millésime", "Consulté le", "Licence", "Attribution", "Notes"),
    )
    titles: dict[tuple[Cell, ...], list[str]] = defaultdict(list)
    for entry in edition.provenance():
        if entry.rows and entry.layer in layers and entry.layer in catalogue.layers:
            titles[_source(entry, catalogue)].append(catalogue.layers[entry.layer].title)
    for cells, names in titles.items():
        yield WordLine(ROW, (", ".join(dict.fromkeys(names)), *cells))


def _source(entry: Provenance, catalogue: Catalogue) -> tuple[Cell, ...]:
    known = catalogue.sources.get(entry.source)
    name = entry.dataset
    if entry.publisher not in entry.dataset:
        name = f"{entry.publisher}, {entry.dataset}"
    return (
        name,
        entry.vintage or "non disponible",
        day_of(entry.retrieved_at) or "non disponible",
        entry.licence or NO_LICENCE,
        known.attribution if known else entry.publisher,
        entry.notes or None,
    )


# ---------------------------------------------------------------- limits and accounts


def _limits(
    edition: Edition, territories: Sequence[Territory], catalogue: Catalogue
) -> Iterator[WordLine]:
    yield from _heading("Limites")
    yield WordLine(HEADS, ("Couche", "Limite", "Territoires"))
    asked = {territory.id: territory.title for territory in territories}
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in edition.availabilities():
        if entry.territory in asked and entry.layer in catalogue.layers and entry.statement:
            place = (catalogue.layers[entry.layer].title, entry.statement)
            told[place].append(asked[entry.territory])
    for (title, statement), where in told.items():
        every = len(where) == len(asked) > 1
        yield WordLine(ROW, (title, statement, "tous" if every else ", ".join(where)))


_SUM = (
    "Lignes lues = dessinées (ou comptées dans un tableau) + hors carte + écartées. Décompte de "
    "l'édition, avant le choix de ce qui est diffusé ; les lignes dont le territoire n'est pas "
    "connu sont comptées à part."
)


def _accounts(
    edition: Edition, territories: Sequence[Territory], catalogue: Catalogue
) -> Iterator[WordLine]:
    """Rows read, drawn, kept off and rejected, and why: they add up."""
    yield from _heading("Décompte des lignes lues")
    yield _paragraph(_SUM)
    yield WordLine(
        HEADS,
        ("Couche", "Source", "Lues", "Dessinées", "Hors carte", "Écartées", "Motifs"),
    )
    asked = {territory.id for territory in territories}
    groups: dict[tuple[str, str, bool], list[Accounting]] = defaultdict(list)
    for entry in edition.accounting():
        if entry.layer in catalogue.layers and (not entry.territory or entry.territory in asked):
            groups[entry.layer, entry.source, bool(entry.territory)].append(entry)
    for (layer, source, located), entries in groups.items():
        known = catalogue.sources.get(source)
        title = catalogue.layers[layer].title
        name = known.title if known else source
        where = title if located else f"{title} (territoire non connu)"
        yield WordLine(ROW, (where, name, *_account(entries)))


def _account(entries: Sequence[Accounting]) -> tuple[Cell, ...]:
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for entry in entries:
        outcomes[entry.outcome] += entry.rows
        if entry.reason:
            reasons[entry.reason] += entry.rows
    why = " ; ".join(f"{reason} : {rows}" for reason, rows in reasons.most_common())
    counts = (outcomes[DRAWN], outcomes[KEPT_OFF], outcomes[REJECTED])
    return (sum(outcomes.values()), *counts, why or None)


def _tables(profiles: Sequence[Profile]) -> Iterator[WordLine]:
    """Source, vintage and note of each of the profile's tables."""
    told: dict[tuple[str, str, str, str], None] = {}
    for profile in profiles:
        for table in profile.tables.values():
            told[table.title, table.source, table.vintage, table.note] = None
    if not told:
        return
    yield from _heading("Tableaux de la fiche")
    yield WordLine(HEADS, ("Tableau", "Source", "Millésime", "", "", "", "Note"))
    for title, source, vintage, note in told:
        if source or note:
            yield WordLine(ROW, (title, source, vintage, None, None, None, note))
