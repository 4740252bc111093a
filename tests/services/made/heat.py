"""Heat networks, recoverable heat, treatment plants, and what the aquifers could give."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from made.sites import sites
from places import (
    DEPARTEMENTS,
    Commune,
    by_insee,
    chance,
    communes,
    epcis,
    lambert93,
    outline,
    plain,
    scatter,
    weighted,
)

#: With the publisher's own spelling of chaleur_industriel.
_PRODUCTION = """
gaz_naturel charbon fioul_domestique fioul_lourd GPL biomasse_solide dechets_internes UIOM biogaz
geothermie PAC solaire_thermique autres_ENR chaleur_industiel autre_chaleur_recuperee
chaudieres_electriques autres
""".split()


@cache
def heat_networks() -> tuple[dict[str, Any], ...]:
    """26 in the region, 60 elsewhere; `line` in EPSG:2154, None for those without a trace."""
    dice = chance("fcu")
    towns = sorted(communes(), key=lambda c: -c.population)[:19]
    rows = [_network(dice, n, commune, "Hauts-de-France") for n, commune in enumerate(towns)]
    rows.append(_network(dice, 19, by_insee()["59295"], "Hauts-de-France"))
    for n in range(20, 26):
        row = _network(dice, n, towns[n - 14], "Hauts-de-France")
        rows.append(row | {"line": None, "point": lambert93(*_at(towns[n - 14]))})
    for n in range(60):
        far = _network(dice, 100 + n, towns[n % 19], "Île-de-France")
        east = 90_000 * (1 + n / 60)
        moved = [[(x + east, y - 120_000) for x, y in part] for part in far["line"]]
        rows.append(far | {"line": moved, "departement": "Essonne", "communes": "Villefictive"})
    rows[4]["Identifiant reseau"] = ""  # a network that has no SNCU number
    rows[9]["Identifiant reseau"] = ""
    rows[11]["Identifiant reseau"] = "62XXC_16"
    return tuple(rows)


def _at(commune: Commune) -> tuple[float, float]:
    return commune.lon, commune.lat


def _network(dice: Any, number: int, commune: Commune, region: str) -> dict[str, Any]:
    x, y = lambert93(*_at(commune))
    parts, length = [], 0.0
    for _ in range(dice.randrange(5, 16)):
        part = [(x + dice.uniform(-900, 900), y + dice.uniform(-900, 900))]
        for _ in range(dice.randrange(3, 9)):
            step = dice.uniform(-260, 260), dice.uniform(-260, 260)
            part.append((part[-1][0] + step[0], part[-1][1] + step[1]))
        length += sum(math.dist(a, b) for a, b in zip(part, part[1:], strict=False))
        parts.append([(round(a, 2), round(b, 2)) for a, b in part])
    produced = dice.randrange(6_000, 250_000)
    sold = int(produced * dice.uniform(0.75, 0.92))
    share = dice.uniform(20, 85)
    row: dict[str, Any] = {
        "Identifiant reseau": f"{commune.departement}{number:02d}C",
        "nom_reseau": f"Réseau fictif {number:03d}",
        "communes": f"{commune.name}, Voisinefictive" if number % 5 == 0 else commune.name,
        "departement": DEPARTEMENTS[commune.departement],
        "region": region,
        "MO": "Maître d'ouvrage fictif",
        "Gestionnaire": f"GESTIONNAIRE FICTIF {number % 6}",
        "reseaux classes": number % 2 == 0,
        "annee_creation": dice.randrange(1962, 2024),
        "longueur_reseau": round(length / 1000, 1),
        "nb_pdl": dice.randrange(8, 400),
        "Taux EnR&R": round(share, 1) if number % 8 else None,
        "contenu CO2": round(dice.uniform(0.02, 0.21), 3),
        "contenu CO2 ACV": round(dice.uniform(0.05, 0.25), 3),
        "PM": round(dice.uniform(70, 140), 2),
        "PV%": round(dice.uniform(30, 70), 1),
        "PF%": None,
        "Rend%": round(dice.uniform(75, 95), 1),
        "production_totale_MWh": produced,
        "puissance_totale_MW": round(produced / 3500, 2),
        "livraisons_totale_MWh": sold if number % 11 else None,
        "livraisons_residentiel_MWh": int(sold * 0.6),
        "livraisons_tertiaire_MWh": int(sold * 0.35),
        "livraisons_industrie_MWh": int(sold * 0.05),
        "eau_chaude": 100.0,
        "eau_surchauffee": 0.0,
        "vapeur": 0.0,
    }
    renewable = int(produced * share / 100)
    row |= {f"prod_MWh_{kind}": 0 for kind in _PRODUCTION}
    row |= {"prod_MWh_gaz_naturel": produced - renewable, "prod_MWh_UIOM": renewable}
    return row | {"line": parts, "point": None}


LOW = "Potentiel_de_chaleur_récupérable_en_Basse_Température__MWh_an____fourchette_"
HIGH = "Potentiel_de_chaleur_récupérable_en_Haute_Température__MWh_an____fourchette_"


@cache
def waste_heat_industry() -> tuple[dict[str, Any], ...]:
    """EnRezo, industry: some 190 in the region; some positions are not a number."""
    dice = chance("enrezo/industrie")
    chosen = [s for s in sites() if s.naf and 10 <= int(s.naf) <= 33 and (s.gas or 0) > 2_000]
    rows = []
    for number, site in enumerate(chosen):
        low = round((site.gas or 0) * 0.08)
        high = round((site.gas or 0) * 0.05) if site.naf in {"19", "20", "23", "24"} else 0
        rows.append(
            {
                "OBJECTID": number + 1,
                "Identifiant_ICPE": site.aiot if number % 9 else None,
                "Nom_de_l_établissemen": site.name,
                "Code_commune": site.commune.insee,
                "Nom_commune": site.commune.name,
                "Code_département": site.commune.departement,
                "Adresse": site.address,
                "Siret": site.siret if number % 13 else "",
                "Rubrique_ICPE": dice.choice(["2910", "3110", "2220", "2921", "3642"]),
                "Activité_principale_de_l_entreprise": site.naf_label,
                LOW + "basse": low,
                LOW + "haute": round(low * 2.4),
                HIGH + "basse": high if number % 17 else math.nan,
                HIGH + "haute": round(high * 2.2) if number % 17 else math.nan,
                "Précision_de_la_localisation": dice.choice(["Exacte", "Parcelle", "Quartier"]),
                "point": (site.lon, site.lat) if number % 41 else (math.nan, math.nan),
            }
        )
    for n in range(120):
        far = rows[n % len(rows)] | {"Code_commune": f"38{n:03d}", "Code_département": "38",
                                     "Nom_commune": "Villefictive", "OBJECTID": 90_000 + n,
                                     "Siret": None, "Identifiant_ICPE": None,
                                     "point": (5.0 + n / 100, 45.2)}  # fmt: skip
        rows.append(far)
    return tuple(rows)


@cache
def incinerators() -> tuple[dict[str, Any], ...]:
    """EnRezo, energy-from-waste: the commune's code is a number, so a zero is lost in the Aisne."""
    dice = chance("enrezo/uve")
    codes = "59183 59350 59606 59392 62427 62498 80021 80001 60175 60057 02691 02408".split()
    rows = []
    for number, code in enumerate(codes):
        commune = by_insee().get(code)
        if commune is None:
            continue
        least = dice.randrange(9_000, 60_000)
        rows.append(
            {
                "OBJECTID": number + 1,
                "NOM_INST": f"UVE FICTIVE {number + 1:02d}",
                "INSEE_COM": int(code),
                "NOM_COMM": plain(commune.name),
                "CODE_DEP": commune.departement.lstrip("0"),
                "TYPE_INST": "UIOM",
                "MIN_PRD_CR": least,
                "MAX_PRD_CR": least * 2 if number != 5 else math.nan,
                "COMT": "Chaleur déjà valorisée (fictif)" if number % 3 == 0 else None,
                "point": scatter(dice, commune),
            }
        )
    return tuple(rows)


@cache
def treatment_plants() -> tuple[dict[str, Any], ...]:
    """SANDRE: some 150 of 10,000 EH or more, many smaller, some out of service."""
    dice = chance("step")
    large = sorted(communes(), key=lambda c: -c.population)[:150]
    small = weighted(dice, communes(), 750)
    rows = []
    for number, commune in enumerate([*large, *small]):
        lon, lat = scatter(dice, commune)
        natures = [("1", "Urbain"), ("2", "Industriel"), ("3", "Mixte")]
        nature = dice.choices(natures, [88, 8, 4])[0]
        many = dice.randrange(10_000, 420_000) if number < 150 else dice.randrange(80, 9_800)
        closed = number % 43 == 17
        name = plain(commune.name)
        rows.append(
            {
                "CdOuvrageDepollution": f"01{commune.insee}{number:05d}"[:12],
                "NomOuvrageDepollution": f"{name} STATION FICTIVE {number:03d}",
                "LatWGS84OuvrageDepollution": lat,
                "LongWGS84OuvrageDepollution": lon,
                "MnNatureSystTraitementEauxUsees": nature[0],
                "LbNatureSystTraitementEauxUsees": nature[1],
                "CapaciteNom": many if number % 89 else None,
                "CdCommune": commune.insee,
                "LbCommune": name,
                "DateMiseServiceOuvrageDepollution": f"{1970 + number % 50}-01-01",
                "DateMAJSTEU": "2021-03-15",
                "DateMiseHorServiceOuvrageDepollution": "2017-12-31" if closed else None,
                "LbTypeOuvrageDepollution": "Système de traitement d'eaux usées",
                "NomAgglomerationAssainissement": f"AGGLOMERATION FICTIVE {number:03d}",
                "NomCircAdminBassin": "ARTOIS-PICARDIE",
                "point": (lon, lat),
            }
        )
    return tuple(rows)


@cache
def waste_heat_plants() -> tuple[dict[str, Any], ...]:
    """EnRezo, treatment plants: the same, by their SANDRE code, a temperature if known."""
    dice = chance("enrezo/step")
    rows = []
    for number, plant in enumerate(treatment_plants()):
        capacity = plant["CapaciteNom"]
        if capacity is None or capacity < 5_000:
            continue
        commune = by_insee()[plant["CdCommune"]]
        energy = round(capacity * 0.18)
        rows.append(
            {
                "OBJECTID": number + 1,
                "Identifiant_de_la_STEP": f"STEP{number:04d}",
                "Code_sandre": plant["CdOuvrageDepollution"] if number % 23 else None,
                "Nom_de_la_STEP": plant["NomOuvrageDepollution"],
                "code_insee": commune.insee,
                "commune": commune.name,
                "dept": commune.departement,
                "reg": commune.region[1],
                "exploitant": "EXPLOITANT FICTIF",
                "MOA": epcis()[commune.siren].name,
                "Capacité_nominale_en_équivalent_habitant__EH_": capacity,
                "Débit_sortant_moyen_estimé_m3_j": round(capacity * 0.15),
                "temp_moy_annuel": round(dice.uniform(11, 17), 1) if number % 4 else math.nan,
                "Chaleur_fatale_annuelle__MWh_an__valorisable_en_sortie_de_STEP": energy,
                "Année_de_la_donnée": 2023,
                "point": plant["point"] if number % 61 else (math.nan, math.nan),
            }
        )
    return tuple(rows)


_POTENTIAL = {
    9: "Très fort",
    8: "Fort",
    7: "Moyen",
    6: "Faible",
    5: "Très faible",
    4: "Non connu précisément",
    3: "Aléatoire",
    2: "Absence de potentiel",
    1: "Zones non étudiées/non connu/absence",
}


@cache
def aquifers() -> tuple[dict[str, Any], ...]:
    """Cells of a bent grid over the region; unknown around Dunkerque, nothing over the sea."""
    dice = chance("nappes")
    columns, lines, step = 30, 24, 0.1
    corners = {
        (i, j): (1.35 + i * step + dice.uniform(-0.03, 0.03), 48.82 + j * step
                 + dice.uniform(-0.03, 0.03))
        for i in range(columns + 1) for j in range(lines + 1)
    }  # fmt: skip
    land = [outline(siren) for siren in epcis()]
    boxes = [shape.GetEnvelope() for shape in land]
    rows = []
    for i in range(columns):
        for j in range(lines):
            ring = [corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]]
            x, y = (sum(p[k] for p in ring) / 4 for k in (0, 1))
            if not any(w - 0.05 < x < e + 0.05 and s - 0.05 < y < n + 0.05 for w, e, s, n in boxes):
                continue
            coast = y > 50.85 and x < 2.7
            value = dice.choice([1, 3, 4]) if coast else dice.choices(
                list(_POTENTIAL), [6, 12, 20, 16, 10, 8, 6, 4, 3])[0]  # fmt: skip
            rows.append(
                {"pot_value": value, "potentiel": _POTENTIAL[value], "ring": [*ring, ring[0]]}
            )
    return tuple(rows)
