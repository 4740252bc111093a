"""Roads, waterways, power lines and gas pipes: plausible courses between real towns.

The numbers of the roads and the towns they pass are public knowledge; the courses are invented.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from places import DEPARTEMENTS, Commune, Point, chance, communes

#: The towns along each road, in order.
ROADS = {
    "A1": "Lille|Hénin-Beaumont|Arras|Bapaume|Péronne|Roye|Estrées-Saint-Denis|Senlis",
    "A2": "Péronne|Cambrai|Bouchain|Valenciennes",
    "A4": "Charly-sur-Marne|Château-Thierry|Dormans",
    "A16": "Ghyvelde|Dunkerque|Gravelines|Calais|Boulogne-sur-Mer|Étaples|Abbeville|Amiens"
    "|Beauvais",
    "A21": "Liévin|Lens|Hénin-Beaumont|Douai",
    "A22": "Lille|Tourcoing",
    "A23": "Lille|Orchies|Valenciennes",
    "A25": "Dunkerque|Bergues|Steenvoorde|Armentières|Lille",
    "A26": "Calais|Saint-Omer|Béthune|Arras|Cambrai|Saint-Quentin|Laon",
    "A28": "Abbeville|Blangy-sur-Bresle|Neufchâtel-en-Bray",
    "A29": "Aumale|Amiens|Villers-Bretonneux|Saint-Quentin",
    "N1": "Beauvais|Méru",
    "N2": "Villers-Cotterêts|Soissons|Laon|Vervins|Avesnes-sur-Helpe|Maubeuge",
    "N17": "Arras|Lens",
    "N25": "Amiens|Doullens|Arras",
    "N31": "Beauvais|Clermont|Compiègne|Soissons",
    "N41": "La Bassée|Lille",
    "N42": "Boulogne-sur-Mer|Lumbres|Saint-Omer|Hazebrouck",
    "N47": "Lens|La Bassée",
}

#: Name, towns, whether boats pass.
WATERWAYS = [
    ("Canal de Bourbourg et haute Colme", "Dunkerque|Bourbourg|Watten", True),
    ("Canal de Neufossé", "Watten|Saint-Omer|Aire-sur-la-Lys", True),
    ("Canal d'Aire", "Aire-sur-la-Lys|Béthune|Bauvin", True),
    ("Canal de la Deûle", "Douai|Bauvin|Lille|Deûlémont", True),
    ("La Lys canalisée", "Aire-sur-la-Lys|Merville|Armentières|Deûlémont", True),
    ("Canal de la Sensée", "Douai|Arleux|Bouchain", True),
    ("L'Escaut canalisé", "Cambrai|Bouchain|Denain|Valenciennes|Condé-sur-l'Escaut", True),
    ("Canal du Nord", "Arleux|Péronne|Noyon", True),
    ("Canal de Saint-Quentin", "Cambrai|Saint-Quentin|Tergnier|Chauny", True),
    ("L'Oise canalisée", "Noyon|Compiègne|Pont-Sainte-Maxence|Creil", True),
    ("L'Aisne canalisée", "Compiègne|Attichy|Soissons", True),
    ("Canal de la Sambre à l'Oise", "Tergnier|Guise|Landrecies", True),
    ("La Sambre canalisée", "Landrecies|Aulnoye-Aymeries|Maubeuge|Jeumont", True),
    ("La Somme canalisée", "Péronne|Corbie|Amiens|Abbeville|Saint-Valery-sur-Somme", True),
    ("Canal de Calais", "Calais|Audruicq|Watten", True),
    ("L'Aa", "Watten|Gravelines", True),
    ("La Marne", "Charly-sur-Marne|Château-Thierry", True),
    ("La Scarpe inférieure", "Douai|Marchiennes|Saint-Amand-les-Eaux", True),
    ("La Canche", "Hesdin|Montreuil|Étaples", False),
    ("L'Authie", "Doullens|Auxi-le-Château", False),
    ("La Bresle", "Aumale|Blangy-sur-Bresle|Eu", False),
    ("La Serre", "Montcornet|Marle|Crécy-sur-Serre", False),
    ("La Liane", "Desvres|Boulogne-sur-Mer", False),
]


@cache
def town(name: str) -> Commune | None:
    """The largest commune of that name, None where it is outside the communes known."""
    named = [commune for commune in communes() if commune.name == name]
    return max(named, key=lambda commune: commune.population, default=None)


def stops_of(towns: str) -> list[Point]:
    """The centres of towns written `A|B|C`, those that are known."""
    known = [found for name in towns.split("|") if (found := town(name))]
    return [(commune.lon, commune.lat) for commune in known]


def km(a: Point, b: Point) -> float:
    middle = math.radians((a[1] + b[1]) / 2)
    return math.hypot((a[0] - b[0]) * 111.3 * math.cos(middle), (a[1] - b[1]) * 111.2)


def course(
    name: str, stops: Sequence[Point], step_km: float = 1.0, wander: float = 0.12
) -> list[Point]:
    """A line through the stops that bends as a real one does; the same at each call."""
    dice = chance(f"course/{name}")
    line: list[Point] = [stops[0]] if stops else []
    for start, end in zip(stops, stops[1:], strict=False):
        whole = km(start, end)
        pieces = max(2, int(whole / step_km))
        bend, phase = dice.uniform(-wander, wander) * whole, dice.uniform(0, math.pi)
        across = (-(end[1] - start[1]), end[0] - start[0])
        for at in range(1, pieces + 1):
            t = at / pieces
            off = (math.sin(t * math.pi) * bend + math.sin(3 * t * math.pi + phase) * 0.02 * whole
                   * math.sin(t * math.pi)) / max(whole, 0.1)  # fmt: skip
            line.append((
                round(start[0] + (end[0] - start[0]) * t + across[0] * off, 6),
                round(start[1] + (end[1] - start[1]) * t + across[1] * off, 6),
            ))  # fmt: skip
    return line


def pieces(line: Sequence[Point], size: int) -> list[list[Point]]:
    """The line cut into pieces of `size` segments that share their ends."""
    return [list(line[at : at + size + 1]) for at in range(0, len(line) - 1, size)]


def _beside(line: Sequence[Point], degrees: float) -> list[Point]:
    return [(round(x + degrees, 6), round(y - degrees / 2, 6)) for x, y in line]


@cache
def national_roads() -> tuple[dict[str, Any], ...]:
    """Pieces of the national network as the DGITM's shapefile has them, slip roads included."""
    rows: list[dict[str, Any]] = []
    for name, towns in ROADS.items():
        line = course(name, stops_of(towns), 0.5)
        for number, piece in enumerate(pieces(line, 8)):
            both = "DG" if name.startswith("A") else "U"
            for side in both:
                shape = piece if side != "G" else _beside(piece, 0.0003)
                rows.append(_link(name, side, number, shape))
        if len(line) > 40:
            slip = _beside(line[20:23], 0.001)
            rows.append(_link(f"59{name[0]}{int(name[1:]):03d}03CD", "U", 900, slip))
    return tuple(rows)


def _link(road: str, side: str, number: int, line: Sequence[Point]) -> dict[str, Any]:
    return {
        "lib_rte": road,
        "portee": side,
        "nom_plo_in": f"59PR{number}{side}C",
        "nom_plo_fi": f"59PR{number + 1}{side}C",
        "dist_deb": number * 4000.0,
        "dist_fin": (number + 1) * 4000.0,
        "gestionnai": "DIR NORD (rangée fictive)" if road.startswith("N") else "CONCESSION FICTIVE",
        "line": list(line),
    }


@cache
def road_sections() -> tuple[dict[str, Any], ...]:
    """BD TOPO's `troncon_de_route`: short pieces, the importance is a text of 1 to 6."""
    rows: list[dict[str, Any]] = []
    for name, towns in ROADS.items():
        line = course(name, stops_of(towns), 0.5)
        motorway = name.startswith("A")
        for side in (0, 1) if motorway else (0,):
            for piece in pieces(_beside(line, 0.0003) if side else line, 1):
                # two numbers on one piece, where two roads run together
                shared = name == "A1" and 49.2 < piece[0][1] < 49.3
                rows.append(_section(len(rows), piece, "A104/N104" if shared else name, motorway))
    for name, line in _local_roads():
        for piece in pieces(line, 2):
            rows.append(_section(len(rows), piece, name, False))
    return tuple(rows)


def _section(number: int, line: Sequence[Point], road: str, motorway: bool) -> dict[str, Any]:
    local = road.startswith("D")
    classes = {"A": "Autoroute", "N": "Nationale", "D": "Départementale"}
    importance = "1" if motorway else "2" if not local or number % 3 == 0 else "4"
    return {
        "cleabs": f"TRONROUT{number:016d}",
        "nature": "Type autoroutier" if motorway else "Route à 1 chaussée",
        "importance": importance,
        "cpx_numero": road,
        "cpx_classement_administratif": classes[road[0]],
        "cpx_gestionnaire": "Gestionnaire fictif",
        "cpx_numero_route_europeenne": "E17" if road == "A1" else None,
        "nombre_de_voies": 2,
        "sens_de_circulation": "Sens direct" if motorway else "Double sens",
        "largeur_de_chaussee": 7.0,
        "etat_de_l_objet": "En service",
        "date_modification": f"2026-0{1 + number % 6}-12T10:00:00Z",
        "line": list(line),
    }


@cache
def _towns(least: int) -> tuple[Commune, ...]:
    return tuple(commune for commune in communes() if commune.population >= least)


def _links(least: int, most_km: float, each: int) -> list[tuple[Commune, Commune]]:
    """Every town with its nearest neighbours, each pair once."""
    found: dict[tuple[str, str], tuple[Commune, Commune]] = {}
    towns = _towns(least)
    for a in towns:
        near = sorted((km((a.lon, a.lat), (b.lon, b.lat)), b.insee, b) for b in towns if b is not a)
        for away, _, b in near[:each]:
            if away <= most_km:
                found[(min(a.insee, b.insee), max(a.insee, b.insee))] = (a, b)
    return [found[key] for key in sorted(found)]


def _local_roads() -> list[tuple[str, list[Point]]]:
    return [
        (f"D{100 + n}", course(f"D{n}", [(a.lon, a.lat), (b.lon, b.lat)], 1.0))
        for n, (a, b) in enumerate(_links(4_000, 25, 3))
    ]


@cache
def water_sections() -> tuple[dict[str, Any], ...]:
    """BD TOPO's `troncon_hydrographique`: navigable ones and others."""
    rows: list[dict[str, Any]] = []
    for name, towns, navigable in WATERWAYS:
        canal = name.startswith("Canal")
        for piece in pieces(course(name, stops_of(towns), 1.0), 3):
            rows.append(
                {
                    "cleabs": f"TRON_EAU{len(rows):016d}",
                    "code_hydrographique": f"03C{len(rows):013d}",
                    "nature": "Canal" if canal else "Ecoulement canalisé" if navigable
                    else "Ecoulement naturel",
                    "navigabilite": navigable,
                    "persistance": "Permanent",
                    "origine": "Artificielle" if canal else "Naturelle",
                    "sens_de_l_ecoulement": "Sens direct",
                    "classe_de_largeur": "Entre 15 et 50 m",
                    "cpx_toponyme_de_cours_d_eau": name if len(rows) % 11 else None,
                    "date_modification": "2026-03-18T09:30:00Z",
                    "line": piece,
                }
            )  # fmt: skip
    return tuple(rows)


_HIGH = """
Gravelines|Bourbourg;Bourbourg|Calais;Bourbourg|Saint-Omer;Saint-Omer|Béthune;Béthune|Lille;
Lille|Valenciennes;Valenciennes|Cambrai;Cambrai|Arras;Arras|Béthune;Arras|Amiens;Amiens|Abbeville;
Amiens|Beauvais;Beauvais|Creil;Creil|Compiègne;Compiègne|Soissons;Soissons|Laon;Laon|Saint-Quentin;
Saint-Quentin|Cambrai;Péronne|Amiens;Péronne|Cambrai;Valenciennes|Maubeuge;Maubeuge|Vervins;
Vervins|Laon;Calais|Boulogne-sur-Mer;Boulogne-sur-Mer|Abbeville;Dunkerque|Bourbourg;Lens|Arras;
Douai|Cambrai;Lille|Douai;Abbeville|Eu;Eu|Aumale;Aumale|Beauvais;Compiègne|Péronne;
Villers-Cotterêts|Creil;Château-Thierry|Soissons;Hazebrouck|Saint-Omer;Béthune|Lens;Noyon|Chauny"""


@cache
def power_lines() -> tuple[dict[str, Any], ...]:
    """BD TOPO's `ligne_electrique`: about 40 at 400 kV among others."""
    dice = chance("ligne_electrique")
    rows: list[dict[str, Any]] = []
    for pair in _HIGH.replace("\n", "").split(";"):
        stops = stops_of(pair)
        if len(stops) == 2:
            rows.append(_power(dice, len(rows), course(f"HT/{pair}", stops, 2.5, 0.05), "400 kV"))
    values = ["225 kV", "150 kV", "90 kV", "63 kV", "<63 kV", "Inconnue", "Hors tension"]
    for a, b in _links(7_000, 40, 3):
        line = course(f"HT/{a.insee}/{b.insee}", [(a.lon, a.lat), (b.lon, b.lat)], 2.5, 0.08)
        voltage = dice.choices(values, [25, 2, 25, 35, 4, 5, 4])[0]
        rows.append(_power(dice, len(rows), line, voltage))
    return tuple(rows)


def _power(dice: Any, number: int, line: list[Point], voltage: str) -> dict[str, Any]:
    unknown = dice.random() < 0.16
    return {
        "cleabs": f"LIGNELEC{number:016d}",
        "voltage": voltage,
        "gestionnaire": None if unknown else "Réseau de transport d'électricité",
        "siren_gestionnaire": None if unknown else "444619258",
        "etat_de_l_objet": "En projet" if number % 53 == 52 else "En service",
        "date_creation": "2018-05-02T08:00:00Z",
        "date_modification": f"2026-0{1 + number % 6}-15T08:00:00Z",
        "date_d_apparition": None,
        "date_de_confirmation": None,
        "sources": "RTE 2024" if number % 4 else "RTE 2022",
        "identifiants_sources": f"ligne fictive {number:03d}",
        "methode_d_acquisition_planimetrique": "Orthophotographie",
        "precision_planimetrique": 2.5,
        "line": line,
    }


@cache
def substations() -> tuple[dict[str, Any], ...]:
    """BD TOPO's `poste_de_transformation`: outlines, no voltage, hardly ever a name."""
    dice = chance("poste_de_transformation")
    rows = []
    for number, (point, high) in enumerate(substation_points()):
        toponym = f"Poste fictif {number:03d}" if dice.random() < 0.05 else None
        size = 0.0022 if high else 0.0009
        rows.append(
            {
                "cleabs": f"TRANSFOE{number:016d}",
                "toponyme": toponym,
                "statut_du_toponyme": "Validé" if toponym else None,
                "importance": "4" if high else dice.choice(["5", "6"]),
                "etat_de_l_objet": "En service",
                "date_modification": "2026-02-11T14:00:00Z",
                "ring": square(point, size),
            }
        )
    return tuple(rows)


@cache
def substation_points() -> tuple[tuple[Point, bool], ...]:
    """Where stations stand, and whether 400 kV ends there; never in the middle of the town."""
    high = {p for line in power_lines() if line["voltage"] == "400 kV"
            for p in (line["line"][0], line["line"][-1])}  # fmt: skip
    others = {(c.lon, c.lat) for c in _towns(9_000)} - high
    points = [(p, True) for p in sorted(high)] + [(p, False) for p in sorted(others)]
    return tuple((p, flag) for p, flag in points)


def square(centre: Point, size: float) -> list[Point]:
    x, y = centre
    corners = [(-1, -0.6), (1, -0.6), (1, 0.6), (-1, 0.6), (-1, -0.6)]
    return [(round(x + size * dx, 6), round(y + size * dy, 6)) for dx, dy in corners]


@cache
def gas_pipes() -> tuple[dict[str, Any], ...]:
    """NaTran's trace at 250 m: short pieces, some of one point, some without a region."""
    dice = chance("gaz")
    rows: list[dict[str, Any]] = []
    for a, b in _links(8_000, 45, 2):
        line = course(f"gaz/{a.insee}/{b.insee}", [(a.lon, a.lat), (b.lon, b.lat)], 1.2, 0.1)
        at = 0
        while at < len(line) - 1:
            size = 1 if dice.random() < 0.42 else dice.randrange(3, 12)
            rows.append(_pipe(len(rows), line[at : at + size + 1], a, dice))
            at += size
    for commune in communes()[::280]:  # pieces whose ends are one point at five decimals
        x, y = commune.lon + 1e-7, commune.lat
        rows.append(_pipe(len(rows), [(x, y), (x - 3.5e-6, y + 4.8e-6)], commune, dice))
    for n in range(60):
        line = [(5.0 + n / 20, 45.0 + n / 30), (5.02 + n / 20, 45.01 + n / 30)]
        far = _pipe(len(rows), line, communes()[0], dice)
        rows.append(far | {"nom_region": "Auvergne-Rhône-Alpes", "departement": "Isère"})
    return tuple(rows)


def _pipe(number: int, line: Sequence[Point], near: Commune, dice: Any) -> dict[str, Any]:
    exact = [[x + 2.934e-9, y + 8.455e-10] for x, y in line]  # fifteen decimals, as published
    middle = exact[len(exact) // 2]
    lost = dice.random() < 0.03
    return {
        "geo_shape": {"type": "LineString", "coordinates": exact},
        "geo_point_2d": {"lon": middle[0], "lat": middle[1]},
        "object_id": number + 1,
        "nom_region": None if lost else near.region[1],
        "departement": None if lost else DEPARTEMENTS[near.departement],
    }
