"""Brownfields (Cartofriches), classified installations (Géorisques), jobs (FLORES)."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from made.sites import Site, sites
from places import Commune, Point, by_insee, chance, communes, lambert93, of_epci, plain, scatter

#: What Cartofriches held of the region in April 2026: types, statuses, departments' habits.
TYPES = {
    "inconnu": 2615,
    "mixte": 227,
    "friche ferroviaire": 210,
    "friche industrielle": 195,
    "friche agro-industrielle": 51,
    "friche commerciale": 40,
    "friche d'habitat": 34,
    "friche d'équipement public": 30,
    "friche militaire": 10,
    "friche logistique": 5,
    "friche hospitalière": 5,
}
STATUSES = {
    "friche potentielle": 2308,
    "friche sans projet": 749,
    "friche avec projet": 361,
    "friche reconvertie": 4,
}
_SOMME = 601  # of the 749 without a project: a local inventory
PV = "Friche étude Ademe 2021, intéressante pour du PV au sol"
BASIAS = "Site Basias ou Basol non vérifié par le Cerema"


@cache
def brownfields() -> tuple[dict[str, Any], ...]:
    """3,422 in the region and 45 in Seine-Maritime; `ring` in EPSG:4326, None for one of them."""
    dice = chance("friches")
    statuses = [s for s, count in STATUSES.items() for _ in range(count)]
    kinds = [t for t, count in TYPES.items() for _ in range(count)]
    # what has no status beyond "potentielle" is mostly unknown; the first kinds meet the first ones
    somme = [c for c in communes() if c.departement == "80"]
    region = [c for c in communes() if c.departement != "76"]
    others = [c for c in region if c.departement != "80"]
    late = kinds[2308:]
    dice.shuffle(late)
    kinds = kinds[:2308] + late
    rows: list[dict[str, Any]] = []
    without = 0
    for number, (status, kind) in enumerate(zip(statuses, kinds, strict=True)):
        among = region
        if status == "friche sans projet":
            without += 1
            among = somme if without <= _SOMME else others
        rows.append(_brownfield(dice, number, weighted_one(dice, among), kind, status))
    rows[2308 + 700] |= _placed("59359", "friche industrielle", 22.0)
    rows[2308 + 701] |= _placed("59463", "friche industrielle", 13.0) | {
        "unite_fonciere_surface": 776_265.0  # far more than the site itself
    }
    rows[5]["ring"] = None
    beyond = [c for c in communes() if c.departement == "76"]
    for n in range(45):
        rows.append(_brownfield(dice, 9000 + n, dice.choice(beyond), "inconnu", statuses[n]))
    return tuple(rows)


def weighted_one(dice: Any, among: list[Commune]) -> Commune:
    return dice.choices(among, [commune.population + 200 for commune in among])[0]


def _ring(dice: Any, centre: Point, hectares: float) -> list[Point]:
    radius = math.sqrt(hectares * 10_000 / math.pi)
    count = dice.randrange(5, 11)
    angles = sorted(dice.uniform(0, 2 * math.pi) for _ in range(count))
    ring = []
    for angle in angles:
        away = radius * dice.uniform(0.8, 1.25)
        east = away * math.cos(angle) / (111_300 * math.cos(math.radians(centre[1])))
        north = away * math.sin(angle) / 111_200
        ring.append((round(centre[0] + east, 6), round(centre[1] + north, 6)))
    return [*ring, ring[0]]


def _brownfield(dice: Any, number: int, commune: Commune, kind: str, status: str) -> dict[str, Any]:
    area = math.exp(dice.uniform(math.log(0.08), math.log(28)))
    ademe = kind == "inconnu" and status == "friche sans projet" and dice.random() < 0.5
    if status == "friche potentielle":
        origin, nature = BASIAS, "MTE non vérifié"
    elif ademe:
        origin, nature = PV, "Ademe"
    elif status == "friche avec projet":
        origin, nature = "Appel à projet Fonds Friches", "fond friche"
    else:
        origin, nature = "Observatoire local fictif", "observatoire local"
    site_id = f"{commune.insee}_{10_000 + number}"
    return {
        "site_id": site_id,
        "site_nom": site_id if ademe else f"Friche fictive {number:04d}",
        "site_adresse": None if number % 3 else f"{number % 90} rue des Friches fictives",
        "site_type": kind,
        "site_statut": status,
        "comm_nom": plain(commune.name),
        "comm_insee": commune.insee,
        "dep": commune.departement,
        "proprio_personne": "personne morale" if number % 4 else "personne physique",
        "unite_fonciere_surface": round(area * 10_000 * dice.uniform(1, 4), 4),
        "unite_fonciere_refcad": f"['{commune.insee}000AA{number % 9999:04d}']",
        "source_nom": origin,
        "nature": nature,
        "urba_zone_type": dice.choice(["U", "AUc", "AUs", "A", "N", None]),
        # other than the polygon's area for most, and unknown for one in ten
        "site_surface": round(area * 10_000, 1) if number % 10 else None,
        "bati_surface": None,
        "site_zaer": None,
        "p_pv": None,
        "ring": _ring(dice, scatter(dice, commune), area),
    }


def _placed(insee: str, kind: str, hectares: float) -> dict[str, Any]:
    """One as the atlas counts them: industrial, without a project, over a hectare."""
    commune = by_insee()[insee]
    dice = chance(f"friche/{insee}")
    return {
        "site_id": f"{insee}_1",
        "comm_nom": plain(commune.name),
        "comm_insee": insee,
        "dep": commune.departement,
        "site_type": kind,
        "site_statut": "friche sans projet",
        "site_surface": hectares * 10_000,
        "ring": _ring(dice, scatter(dice, commune), hectares),
    }


@cache
def installations() -> tuple[dict[str, Any], ...]:
    """Géorisques: some thousand, the factories of the pool first, then farms and quarries."""
    dice = chance("icpe")
    factories = [s for s in sites() if s.sector == "I" and (s.number % 3 or (s.gas or 0) > 10_000)]
    kept = sorted(dice.sample(factories, min(1000, len(factories))), key=lambda s: s.number)
    rows = [_installation(dice, site) for site in kept]
    farms = [s for s in sites() if s.sector == "A"][:60]
    rows += [
        _installation(dice, site) | {"industrie": False, "bovins": True, "codeNaf": "01"}
        for site in farms
    ]
    rows[3] |= {"longitude": None, "latitude": None, "coordonneeX": None, "coordonneeY": None}
    rows[7] |= {"raisonSociale": 'ETABLISSEMENT "ENTRE GUILLEMETS" ; FICTIF'}
    rows[8] |= {"raisonSociale": "SITE ŒUVRÉ À NOËL FICTIF".replace("Œ", "OE")}
    for n in range(5):  # collective treatment of industrial effluents, for want of SANDRE
        rows[20 + n] |= {"codeNaf": "37"}
    return tuple(rows)


def _installation(dice: Any, site: Site) -> dict[str, Any]:
    x, y = lambert93(site.lon, site.lat)
    seveso = dice.choices(["", "Non Seveso", "Seveso seuil bas", "Seveso seuil haut"],
                          [60, 30, 5, 5])[0]  # fmt: skip
    regimes = [
        ("Autorisation", "En exploitation avec titre"),
        ("Enregistrement", "En exploitation avec titre"),
        ("Autorisation", "En fin d'exploitation"),
        ("Autorisation", "En construction"),
    ]
    regime, state = dice.choices(regimes, [50, 40, 8, 2])[0]
    return {
        "codeAiot": site.aiot,
        "raisonSociale": site.name,
        "adresse1": site.address.upper(),
        "adresse2": None,
        "adresse3": None,
        "codePostal": site.commune.postcode,
        "codeInsee": site.commune.insee,
        "commune": site.commune.name,
        "codeNaf": site.naf,
        "numeroSiret": site.siret if dice.random() > 0.05 else None,
        "coordonneeX": round(x),
        "coordonneeY": round(y),
        "systemeCoordonnees": "2154",
        "longitude": site.lon,
        "latitude": site.lat,
        "bovins": False,
        "porcs": False,
        "volailles": False,
        "carriere": False,
        "eolienne": False,
        "industrie": True,
        "prioriteNationale": dice.random() < 0.1,
        "statutSeveso": seveso,
        "ied": dice.random() < 0.15,
        "serviceAiot": "DREAL FICTIVE",
        "etatActivite": state,
        "regimeVigueur": regime,
        "url": f"https://www.georisques.gouv.fr/risques/installations/donnees/details/{site.aiot}",
        "departement": site.commune.departement,
    }


@cache
def rubrics() -> tuple[dict[str, Any], ...]:
    """What each installation is classified for."""
    dice = chance("rubriques")
    rows = []
    for n, row in enumerate(installations()):
        number = "2750" if row["codeNaf"] == "37" else dice.choice(["2910", "3110", "2921", "2560"])
        rows.append(
            {
                "codeAiot": row["codeAiot"],
                "numeroRubrique": number,
                "nature": "Combustion" if number in {"2910", "3110"} else None,
                "alinea": "A1",
                "regimeAutoriseAlinea": "Autorisation",
                "quantiteTotale": f"{dice.uniform(1, 90):.2f}",
                "unite": "MW" if number in {"2910", "3110"} else None,
                "dateMotif": f"20{10 + n % 15}-05-12",
                "departement": row["departement"],
            }
        )
    return tuple(rows)


#: A38 posts of manufacturing, with their weight; then what is not.
A38 = {
    "AZ": 1, "BZ": 0.2, "CA": 7, "CB": 2, "CC": 3, "CD": 0.4, "CE": 3, "CF": 1, "CG": 6, "CH": 9,
    "CI": 1, "CJ": 2, "CK": 4, "CL": 6, "CM": 4, "DZ": 2, "EZ": 2, "FZ": 16, "GZ": 35, "HZ": 17,
    "IZ": 10, "JA": 1, "JB": 0.8, "JC": 3, "KZ": 6, "LZ": 3, "MA": 9, "MB": 0.5, "MC": 2, "NZ": 22,
    "OQ": 0, "OZ": 25, "PZ": 20, "QA": 18, "QB": 19, "RZ": 3, "SZ": 6, "TZ": 0,
}  # fmt: skip
SIZES = "_T E0 E1T4 E5T9 E10T19 E20T49 E50T99 E100T199 E200T499 E_GE500".split()
_SHARES = [0, 0, 0.12, 0.1, 0.12, 0.17, 0.13, 0.13, 0.13, 0.1]


@cache
def jobs(siren: str, year: int) -> tuple[dict[str, Any], ...]:
    """FLORES by A38 sector and size of the establishment; status K holds no value at all."""
    dice = chance(f"flores/{siren}")
    people = sum(commune.population for commune in of_epci(siren))
    whole = people * dice.uniform(0.25, 0.4)
    weights = {code: weight * dice.uniform(0.4, 1.8) for code, weight in A38.items()}
    scale = whole / sum(weights.values())
    rows: list[dict[str, Any]] = []
    total = 0
    for code in sorted(A38):
        posts = round(weights[code] * scale * (1 + 0.01 * (year - 2023)))
        hidden = posts < 12 and code != "_T"
        bands = [round(posts * share) for share in _SHARES]
        bands[0], bands[-1] = posts, posts - sum(bands[1:-1])
        total += 0 if hidden else posts
        for band, value in zip(SIZES, bands, strict=True):
            small = hidden or (0 < value < 5 and band != "_T")
            rows.append(_post(siren, year, code, band, None if small else float(value)))
        firms = None if hidden else float(-(-posts // 25))
        rows.append(_post(siren, year, code, "_T", firms) | {"FLORES_MEASURE": "UNIT_LOC"})
    rows.append(_post(siren, year, "_T", "_T", float(total)))
    manufacturing = sum(r["value"] or 0 for r in rows if r["ACTIVITY"].startswith("C")
                        and r["NUMBER_EMPL"] == "_T"
                        and r["FLORES_MEASURE"] == "EMPL3112")  # fmt: skip
    rows.append(_post(siren, year, "BE", "_T", manufacturing + 20.0))
    return tuple(rows)


def _post(siren: str, year: int, code: str, band: str, value: float | None) -> dict[str, Any]:
    return {
        "GEO": f"2025-EPCI-{siren}",
        "ACTIVITY": code,
        "NUMBER_EMPL": band,
        "LEGAL_FORM_WITH_PUBLIC": "1T9X7",
        "FLORES_MEASURE": "EMPL3112",
        "TIME_PERIOD": str(year),
        "OBS_STATUS": "K" if value is None else "A",
        "value": value,
    }
