"""Electricity production, injection of biomethane, and RTE's lists without shapes."""

from __future__ import annotations

from functools import cache
from typing import Any

from places import (
    DEPARTEMENTS,
    Commune,
    by_insee,
    chance,
    communes,
    epcis,
    plain,
    scatter,
    weighted,
)

REGISTRE = """
nominstallation codeeicresourceobject codeiris codeinseecommune commune codeepci epci
codedepartement departement coderegion region codeiriscommuneimplantation
codeinseecommuneimplantation codes3renr dateraccordement datederaccordement datemiseenservice
datedebutversion postesource tensionraccordement moderaccordement codefiliere filiere
codecombustible combustible codescombustiblessecondaires combustiblessecondaires codetechnologie
technologie typestockage puismaxinstallee puismaxraccharge puismaxcharge puismaxrac
puismaxinstalleedischarge nbgroupes nbinstallations regime energiestockable capacitereservoir
hauteurchute productible debitmaximal codegestionnaire gestionnaire
energieannuelleglissanteinjectee energieannuelleglissanteproduite energieannuelleglissantesoutiree
energieannuelleglissantestockee maxpuis datemiseenservice_date
""".split()

_SUN = ("SOLAI", "Solaire", None, None, "PHOTV", "Photovoltaïque")
_WIND = ("EOLIE", "Eolien", None, None, "TERRE", "Terrestre")
_GAS = ("THERM", "Thermique non renouvelable", "GAZ", "Gaz", None, None)
#: (code filière, filière, code combustible, combustible, code technologie, technologie), count, kW.
_PLANTS: list[tuple[tuple[Any, ...], int, tuple[int, int]]] = [
    (_SUN, 1500, (37, 250)),
    (_SUN, 90, (300, 17_000)),
    (_WIND, 460, (6_000, 26_000)),
    (("HYDLQ", "Hydraulique", None, None, "FIL.E", "Fil de l'eau"), 40, (40, 900)),
    (_GAS, 70, (300, 12_000)),
    (("THERM", "Thermique non renouvelable", "GAZ", "Gaz", "COG.C",
      "Cogénération à combustion"), 22, (1_000, 9_000)),
    (("THERM", "Thermique non renouvelable", "FIOUL", "Fioul", "M.PIS", "Moteur à piston"), 6,
     (500, 4_000)),
    (("BIOEN", "Bioénergies", "B.MET", "Biogaz de méthanisation", None, None), 60, (100, 2_000)),
    (("BIOEN", "Bioénergies", "B.STE", "Biogaz de station d'épuration", None, None), 8, (150, 900)),
    (("BIOEN", "Bioénergies", "B.DEC", "Biogaz de décharge", None, None), 12, (300, 3_000)),
    (("BIOEN", "Bioénergies", "D.MEN", "Déchets ménagers", "T.VAP", "Turbine à vapeur"), 9,
     (4_000, 21_000)),
    (("BIOEN", "Bioénergies", "BOIS", "Bois", "COG.V", "Cogénération à vapeur"), 6,
     (2_000, 20_000)),
    (("STOCK", "Stockage non hydraulique", None, None, "BATTE", "Batterie"), 30, (500, 61_000)),
    (("AUTRE", "Autre", None, None, None, None), 5, (100, 2_000)),
    (("GEOTH", "Géothermie", None, None, None, None), 1, (900, 950)),
]  # fmt: skip


@cache
def registre() -> tuple[dict[str, Any], ...]:
    """Installations of the region, and a few that the API holds for others."""
    dice = chance("registre")
    rows = [_small_sun(dice, commune) for commune in communes() if dice.random() < 0.93]
    number = 0
    for kind, count, power in _PLANTS:
        for commune in weighted(dice, communes(), count):
            number += 1
            rows.append(_plant(dice, commune, kind, dice.randrange(*power), number))
    rows += _gravelines() + _oddities(dice)
    return tuple(rows)


def _row(commune: Commune | None, kind: tuple[Any, ...], kw: float, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(REGISTRE)
    row |= dict(
        zip(("codefiliere", "filiere", "codecombustible", "combustible"), kind, strict=False)
    )
    row |= {"codetechnologie": kind[4], "technologie": kind[5]}
    row |= {"puismaxinstallee": float(kw), "maxpuis": float(kw), "nbinstallations": 1}
    row |= {"coderegion": "32", "region": "Hauts-de-France", "regime": "En service"}
    if commune is not None:
        code, name = commune.region
        row |= {
            "codeiris": f"{commune.insee}0000",
            "codeinseecommune": commune.insee,
            "codeinseecommuneimplantation": commune.insee,
            "codeiriscommuneimplantation": f"{commune.insee}0000",
            "commune": commune.name,
            "codeepci": commune.siren,
            "epci": epcis()[commune.siren].name,
            "codedepartement": commune.departement,
            "departement": DEPARTEMENTS[commune.departement],
            "coderegion": code,
            "region": name,
        }
    return row | more


def _small_sun(dice: Any, commune: Commune) -> dict[str, Any]:
    """All plants under 36 kW of a commune are one row: a sum, no regime, a date without meaning."""
    count = max(2, int(commune.population * dice.uniform(0.004, 0.02)))
    return _row(
        commune,
        _SUN,
        round(count * dice.uniform(3, 6), 2),
        nominstallation="Agrégation des installations de moins de 36KW",
        nbinstallations=count,
        regime=None,
        datemiseenservice="01/01/1900",
        datemiseenservice_date="1900-01-01",
        tensionraccordement="BT",
        gestionnaire="Enedis",
        codegestionnaire="17X100A100A0001A",
    )


def _plant(dice: Any, commune: Commune, kind: tuple[Any, ...], kw: int, n: int) -> dict[str, Any]:
    year, month = dice.randrange(1998, 2026), dice.randrange(1, 13)
    large = kw > 12_000
    name = f"{plain(kind[1])} FICTIF {n:04d} DE {plain(commune.name)}"
    row = _row(
        commune,
        kind,
        kw,
        nominstallation=name if dice.random() > 0.25 else "Confidentiel",
        codeeicresourceobject=f"17W00000099{n:04d}F" if kw > 36 else None,
        datemiseenservice=f"15/{month:02d}/{year}",
        dateraccordement=f"01/{month:02d}/{year}",
        datemiseenservice_date=f"{year}-{month:02d}-15",
        datedebutversion="01/01/2024",
        tensionraccordement="63 kV" if large else "HTA" if kw > 250 else "BT",
        moderaccordement="DIRECT" if large else "Direct",
        postesource=f"FIC{n % 90:02d}",
        nbgroupes=None if dice.random() < 0.6 else 1,
        puismaxrac=float(kw),
        regime="En retrait provisoire" if dice.random() < 0.01 else "En service",
        gestionnaire="RTE" if large else "Enedis",
        codegestionnaire="10XFR-RTE------Q" if large else "17X100A100A0001A",
        energieannuelleglissanteinjectee=int(kw * dice.uniform(900, 2600)),
    )
    if kind[0] == "STOCK":
        row |= {
            "typestockage": "BATTE",
            "energiestockable": float(kw * 2),
            "puismaxcharge": float(kw),
        }
    if dice.random() < 0.03:
        row |= {"codeepci": None, "epci": None}  # null although the commune is there
    if dice.random() < 0.02:
        row |= {"nominstallation": None}
    return row


def _gravelines() -> list[dict[str, Any]]:
    """Six units, one plant: public facts of a nuclear power station, under a fictitious name."""
    kind = ("NUCLE", "Nucléaire", "URANI", "Uranium", "FSSIO", "Fission nucléaire")
    return [
        _row(
            by_insee()["59273"],
            kind,
            910_000,
            nominstallation=f"FICTI5T0{n} - GROUPE 0{n} DE LA CENTRALE NUCLEAIRE FICTIVE",
            codeeicresourceobject=f"17W00000099N0{n}F",
            tensionraccordement="400 kV",
            postesource="FICT5",
            moderaccordement="DIRECT",
            nbgroupes=1,
            datemiseenservice=f"01/11/{1979 + n}",
            datemiseenservice_date=f"{1979 + n}-11-01",
            gestionnaire="RTE",
            codegestionnaire="10XFR-RTE------Q",
        )
        for n in range(1, 7)
    ]


def _oddities(dice: Any) -> list[dict[str, Any]]:
    """What the register really holds and readers trip over."""
    thermal_sun = ("THERM", "Thermique non renouvelable", None, None, "PHOTV", "Photovoltaïque")
    bouchain, dunkerque = by_insee()["59092"], by_insee()["59183"]
    coal = ("THERM", "Thermique non renouvelable", "CHARB", "Charbon", "T.VAP", "Turbine à vapeur")
    sea = ("EOLIE", "Eolien", None, None, "M.POS", "En mer posé")
    rows = [
        # a solar plant filed as thermal: the technology is right
        _row(dunkerque, thermal_sun, 132_000, nominstallation="CENTRALE FICTIVE MAL CLASSEE",
             codeeicresourceobject="17W0000009990001", tensionraccordement="63 kV"),
        _row(bouchain, coal, 250_000, nominstallation="CHARBON FICTIF EN RETRAIT",
             regime="En retrait provisoire", codeeicresourceobject="17W0000009990002",
             codescombustiblessecondaires="FIOUL,GAZ", combustiblessecondaires="Fioul, gaz"),
        _row(by_insee()["59092"], (*_GAS[:4], "C.COM", "Cycle combiné"), 575_000,
             nominstallation="CYCLE COMBINE FICTIF", codeeicresourceobject="17W0000009990003",
             tensionraccordement="400 kV"),
        _row(by_insee()["59271"], (*_GAS[:2], "GAZ", "Gaz", "C.COM", "Cycle combiné"), 788_000,
             nominstallation="GAZ SIDERURGIQUES FICTIFS", codeeicresourceobject="17W0000009990004"),
        # implanted in one commune, registered in its neighbour
        _row(by_insee()["59273"], (*_WIND[:4], "TERRE", "Terrestre"), 12_000,
             nominstallation="PARC FICTIF A DEUX COMMUNES", codeinseecommuneimplantation="59271"),
        _row(dunkerque, sea, 600_000, nominstallation="EOLIENNES EN MER FICTIVES",
             codeeicresourceobject="17W0000009990005", tensionraccordement="225 kV"),
    ]  # fmt: skip
    hydro = ("HYDLQ", "Hydraulique", None, None, None, None)
    rows += [
        _row(None, hydro, 300 + n, nominstallation="Agrégation régionale fictive", regime=None,
             nbinstallations=3 + n)
        for n in range(3)
    ]  # fmt: skip
    rows += [  # solar rows that lack an INSEE code
        _row(None, _SUN, 12.5 + n, nominstallation="Agrégation des installations de moins de 36KW",
             regime=None, nbinstallations=4, codedepartement="59", departement="Nord")
        for n in range(4)
    ]  # fmt: skip
    elsewhere = {"coderegion": "84", "region": "Auvergne-Rhône-Alpes", "codedepartement": "38"}
    rows += [
        _row(None, _WIND, dice.randrange(2000, 9000), nominstallation=f"HORS REGION FICTIF {n:03d}",
             codeinseecommune=f"38{n:03d}", **elsewhere)
        for n in range(1, 60)
    ]  # fmt: skip
    return rows


#: The regional totals that ODRÉ's 107 rows have.
_BY_DEPARTEMENT = {"02": 27, "60": 26, "62": 21, "59": 18, "80": 15}
_KINDS = {
    "Agricole autonome": 70,
    "Agricole territorial": 25,
    "Industriel territorial": 4,
    "Déchets ménagers et biodéchets": 3,
    "ISDND": 3,
    "Station d'épuration": 1,
    "Power-to-méthane": 1,
}
_MERGED = {"59183": "59540", "80001": "80155"}  # current code -> the code before a merger


@cache
def biomethane() -> tuple[dict[str, Any], ...]:
    """107 sites in the region by department and kind, 40 elsewhere."""
    dice = chance("biomethane")
    kinds = [kind for kind, count in _KINDS.items() for _ in range(count)]
    dice.shuffle(kinds)
    rows: list[dict[str, Any]] = []
    for departement, count in _BY_DEPARTEMENT.items():
        inside = [c for c in communes() if c.departement == departement and c.population < 9_000]
        for commune in dice.sample(inside, count):
            rows.append(_injection(dice, commune, kinds[len(rows)], len(rows) + 1))
    for row in rows[3::14]:
        row["code_commune"] = f"{row['code_dep']}999"  # the code before the commune was merged
    rows[10] |= dict.fromkeys(
        ("coordonnees", "code_epci", "nom_epci", "departement", "code_dep", "region")
    )
    # the region filter cannot see that row; the department's count of 107 has another in its place
    extra = next(c for c in communes() if c.insee == "02408")
    rows.append(_injection(dice, extra, "Agricole autonome", 500))
    for n in range(40):
        row = _injection(dice, dice.choice(communes()), "Agricole autonome", 600 + n)
        row |= {"code_dep": "51", "departement": "Marne", "region": "Grand Est",
                "code_commune": f"51{n:03d}", "current_code": f"51{n:03d}",
                "code_epci": "200067213", "nom_epci": "Communauté fictive du Grand Reims",
                "coordonnees": {"lon": 4.1 + n / 100, "lat": 48.95}}  # fmt: skip
        rows.append(row)
    return tuple(rows)


def _injection(dice: Any, commune: Commune, kind: str, number: int) -> dict[str, Any]:
    lon, lat = scatter(dice, commune)
    year = dice.randrange(2014, 2026)
    closed = number % 35 == 0
    transport = number % 7 == 3
    code, region = commune.region
    return {
        "annee_mes": year,
        "nom_du_projet": f"Biométhane fictif {number:03d}",
        "site": kind,
        "commune": commune.name,
        "code_commune": commune.insee,
        "current_code": commune.insee,
        "coordonnees": {"lon": lon, "lat": lat},
        "code_epci": commune.siren,
        "nom_epci": epcis()[commune.siren].name,
        "departement": DEPARTEMENTS[commune.departement],
        "region": region,
        "date_de_mes": f"{year}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 28):02d}",
        "grx_demandeur": "NaTran" if transport else "GRDF",
        "type_de_reseau": "Transport" if transport else "Distribution",
        "capacite_de_production_gwh_an": 0.0 if closed else round(dice.uniform(6, 45), 3),
        "gestionnaire_de_registre": "NaTran",
        "ndeg_de_pitd_pitp": f"{'IR' if transport else 'GD'}{number:04d}",
        "code_dep": commune.departement,
        "augmentation_prevue": "Aucune augmentation supplémentaire prévue",
        "id_unique_projet": number,
        "date_de_fermeture_du_site": f"{year + 1}-06-30" if closed else None,
        "site_ouvert": "False" if closed else "True",
        "procede": "Power-to-méthane" if kind == "Power-to-méthane" else "Méthanisation",
    }


_TENSIONS = ["225kV", "150kV", "90kV", "63kV", "45kV", "<45kV", "COURANT CONTINU", "HORS TENSION"]


@cache
def postes() -> tuple[dict[str, Any], ...]:
    """RTE's sites: names and voltages, no position; every value is a text."""
    dice = chance("postes")
    rows = []
    for n in range(640):
        tapped = n % 6 == 0
        tension = "400kV" if n < 34 else dice.choices(_TENSIONS, [20, 3, 30, 30, 4, 2, 1, 1])[0]
        name = DEPARTEMENTS[dice.choice(["02", "59", "60", "62", "80"])]
        rows.append(
            {
                "code_poste": f"FIC{n:03d}"[:6],
                "nom_poste": f"POSTE FICTIF {n:03d}",
                "fonction": "Point de piquage" if tapped else "Poste de transformation",
                "etat": "ACCORD ADMINISTRATIF" if n % 97 == 0 else "EN EXPLOITATION",
                "tension": tension,
                "departement": None if n % 36 == 0 else name,
            }
        )
    return tuple(rows)


@cache
def lignes() -> tuple[dict[str, Any], ...]:
    """RTE's overhead lines, names and voltages without shapes."""
    dice = chance("lignes")
    rows = []
    for n in range(420):
        tension = "400kV" if n < 40 else dice.choices(_TENSIONS, [20, 3, 30, 30, 4, 2, 1, 1])[0]
        double = dice.random() < 0.28
        other = f"LIAISON {tension} N0 2 FICTIVE {n:03d}"
        row: dict[str, Any] = {
            "type_ouvrage": "AERIEN",
            "code_ligne": f"FIC{n:03d}L71FICTI",
            "nom_ligne": None if n % 200 == 7 else f"LIAISON {tension} N0 1 FICTIVE {n:03d}",
            "etat": "EN EXPLOITATION",
            "tension": tension,
            "source": "RTE",
            "nombre_circuit": "2" if double else "1",
        }
        for at in range(2, 6):
            both = double and at == 2
            row[f"identification_{at}"] = f"FIC{n:03d}L72FICTI" if both else None
            row[f"nom_ouvrage_{at}"] = other if both else None
        rows.append(row)
    return tuple(rows)
