"""Industrial sites that do not exist, and what each service says of them.

One pool, so that the address files, Géorisques and EnRezo speak of the same places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

from places import (
    Commune,
    Point,
    by_insee,
    chance,
    communes_of,
    scatter,
    territories,
    weighted,
)
from places import communes as all_communes

YEAR = 2024

#: NAF rév. 2 divisions and how often they are drawn: the industry's, then what is not industry.
_INDUSTRY = {
    "10": 20, "11": 3, "13": 4, "14": 1, "15": 1, "16": 3, "17": 5, "18": 3, "19": 1, "20": 8,
    "21": 2, "22": 7, "23": 8, "24": 6, "25": 14, "26": 2, "27": 3, "28": 6, "29": 6, "30": 2,
    "31": 2, "32": 2, "33": 5,
}  # fmt: skip
_OTHERS = {"01": 2, "35": 3, "38": 5, "46": 8, "47": 9, "49": 3, "52": 6, "68": 6, "86": 8, "": 3}
_LABELS = {
    "10": "Industries alimentaires",
    "17": "Industrie du papier et du carton",
    "20": "Industrie chimique",
    "22": "Fabrication de produits en caoutchouc et en plastique",
    "23": "Fabrication d'autres produits minéraux non métalliques",
    "24": "Métallurgie",
    "25": "Fabrication de produits métalliques, à l'exception des machines et des équipements",
    "29": "Industrie automobile",
}
_WAYS = ["Rue de l'Exemple", "Avenue du Modèle", "Zone industrielle fictive", "Rue des Témoins"]


@dataclass(frozen=True)
class Site:
    """One address; the MWh of a year, None where it does not use that energy."""

    number: int
    name: str
    siret: str
    aiot: str
    naf: str
    sector: str
    commune: Commune
    house: int
    way: str
    lon: float
    lat: float
    electricity: float | None
    gas: float | None

    @property
    def address(self) -> str:
        return f"{self.house} {self.way} {self.number:04d}"

    @property
    def ban_id(self) -> str:
        return f"{self.commune.insee}_{self.number:04d}_{self.house:05d}"

    @property
    def iris(self) -> str:
        small = self.commune.population < 10_000
        return self.commune.insee + ("0000" if small else f"010{1 + self.number % 5}")

    @property
    def label(self) -> str:
        return f"{self.address} {self.commune.postcode} {self.commune.name}"

    @property
    def naf_label(self) -> str | None:
        return (_LABELS.get(self.naf) or f"Division {self.naf}") if self.naf else None


def _mwh(dice: Any, rank: int, of: int) -> float:
    """A few very large, many small: the largest of a territory come first."""
    if rank < max(1, of // 90):
        return round(dice.uniform(52_000, 196_000), 3)
    if rank < max(4, of // 25):
        return round(dice.uniform(10_500, 48_000), 3)
    return round(math.exp(dice.uniform(math.log(60), math.log(9_500))), 3)


@cache
def sites() -> tuple[Site, ...]:
    """Between some 100 and 400 addresses in each territory, by its population."""
    made: list[Site] = []
    for territory in territories():
        dice = chance(f"sites/{territory.id}")
        inside = communes_of(territory)
        count = max(100, min(400, sum(c.population for c in inside) // 1200))
        for rank, commune in enumerate(weighted(dice, inside, count)):
            made.append(_site(dice, len(made) + 1, rank, count, commune))
    dice = chance("sites/elsewhere")
    taken = {siren for territory in territories() for siren in territory.sirens}
    outside = [c for c in all_communes() if c.siren not in taken]
    made += [
        _site(dice, len(made) + 1 + rank, rank, 300, commune)
        for rank, commune in enumerate(weighted(dice, outside, 300))
    ]
    return tuple(made)


def _site(dice: Any, number: int, rank: int, count: int, commune: Commune) -> Site:
    industrial = rank < count * 0.6
    divisions = _INDUSTRY if industrial else _OTHERS
    naf = dice.choices(list(divisions), list(divisions.values()))[0]
    lon, lat = scatter(dice, commune)
    sector = "I" if industrial or naf in {"35", "38"} else "A" if naf == "01" else "T"
    both = dice.random()
    return Site(
        number,
        f"SITE FICTIF {number:04d}",
        f"{900_000_000 + number:09d}{dice.randrange(1, 30):05d}",
        f"000{7_900_000 + number:07d}",
        naf,
        sector,
        commune,
        dice.randrange(1, 180),
        dice.choice(_WAYS),
        lon,
        lat,
        _mwh(dice, rank, count) if both > 0.12 else None,
        _mwh(dice, count // 200 + rank, count) if both < 0.75 else None,
    )


def _address_row(site: Site, carrier: str, mwh: Any, dice: Any) -> dict[str, Any]:
    lon, lat = round(site.lon, 6), round(site.lat, 6)
    level = dice.choices(["housenumber", "street", "locality", "municipality"], [80, 12, 4, 4])[0]
    found: Point | tuple[None, None] = (lon, lat)
    quality: float | None = round(dice.uniform(0.55, 0.98), 4)
    if level == "municipality":
        found = (round(site.commune.lon, 6), round(site.commune.lat, 6))
    if dice.random() < 0.02:
        found, quality, level = (None, None), None, ""
    place = {"housenumber": site.ban_id, "street": site.ban_id[:10], "locality": site.ban_id[:10]}
    return {
        "OPERATEUR": "ENEDIS" if carrier == "E" else "GRDF",
        "CODE_EIC": "17X100A100A0001A" if carrier == "E" else "21X-FR-B-A0A1A-P",
        "FILIERE": carrier,
        "CODE_GRAND_SECTEUR": site.sector if dice.random() > 0.02 else "X",
        "CONSO": mwh,
        "PDL": 1 if dice.random() < 0.85 else dice.randrange(2, 12),
        "NOM_COMMUNE": site.commune.name,
        "ADRESSE": site.address,
        "ALERTE_CONSO_IRIS": dice.random() < 0.03,
        "BAN_LATITUDE": found[1],
        "BAN_LONGITUDE": found[0],
        "BAN_ADRESSE": site.label if level else None,
        "BAN_QUALITE": quality,
        "BAN_NIVEAU": level or None,
        "BAN_ID": place.get(level, site.commune.insee) if level else None,
        "ANNEE": YEAR,
        "CODE_IRIS_CODE": site.iris,
        "CODE_IRIS_LIBELLE": f"{site.commune.name} (secteur fictif)",
        "CODE_SECTEUR_NAF2_CODE": site.naf.lstrip("0") or None,
        "CODE_SECTEUR_NAF2_LIBELLE": site.naf_label,
    }


@cache
def address_rows(carrier: str, year: int = YEAR) -> tuple[dict[str, Any], ...]:
    """SDES, one carrier (E or G) at the address; secrecy is `secret`, `s` or an empty cell."""
    dice = chance(f"sdes/{carrier}/{year}")
    drift = 1 + 0.03 * (year - YEAR)
    rows = []
    for site in sites():
        mwh = site.electricity if carrier == "E" else site.gas
        if mwh is None:
            continue
        hidden = mwh < 2000 and dice.random() < 0.04
        value: Any = dice.choice(["secret", "s", None]) if hidden else round(mwh * drift, 3)
        row = _address_row(site, carrier, value, dice) | {"ANNEE": year}
        if hidden:
            row["PDL"] = "secret" if value == "secret" else None
        if value and not hidden and dice.random() < 0.06:
            # two operators at one address: the site is the sum of both
            part = round(value * 0.3, 3)
            rows.append(row | {"CONSO": part, "OPERATEUR": "ELD FICTIVE"})
            row = row | {"CONSO": round(value - part, 3)}
        rows.append(row)
    homes = [c for territory in territories() for c in weighted(dice, communes_of(territory), 12)]
    rows += [_home(dice, commune, carrier, year, n) for n, commune in enumerate(homes)]
    return tuple(rows)


def _home(dice: Any, commune: Commune, carrier: str, year: int, number: int) -> dict[str, Any]:
    """A building of ten dwellings or more: residential, so off every map of consumers."""
    lon, lat = scatter(dice, commune)
    site = Site(
        number, "", "", "", "", "R", commune, 1 + number % 90, "Rue des Logements fictifs",
        lon, lat, None, None,
    )  # fmt: skip
    row = _address_row(site, carrier, round(dice.uniform(60, 900), 3), dice)
    return row | {"CODE_GRAND_SECTEUR": "R", "PDL": dice.randrange(10, 80), "ANNEE": year}


@cache
def enedis_rows() -> tuple[dict[str, Any], ...]:
    """Enedis, one row per address and NAF division, three years; some rows have no address."""
    dice = chance("enedis")
    names = {"A": "AGRICULTURE", "I": "INDUSTRIE", "T": "TERTIAIRE"}
    rows: list[dict[str, Any]] = []
    for year in (2022, 2023, 2024):
        for site in sites():
            if site.electricity is None or (year < YEAR and dice.random() < 0.1):
                continue
            whole = round(site.electricity * (1 + 0.02 * (year - YEAR)), 3)
            row = _enedis_row(site, year, whole, names[site.sector])
            if dice.random() < 0.1:
                part = round(whole * 0.4, 3)
                column = "consommation_annuelle_totale_de_ladresse_mwh"
                rows.append(row | {"code_secteur_naf2": "33", column: part})
                row = row | {column: round(whole - part, 3)}
            if dice.random() < 0.02:
                bare = ("adresse", "numero_de_voie", "type_de_voie", "libelle_de_voie")
                row = row | dict.fromkeys(bare)
            rows.append(row)
    return tuple(rows)


def _enedis_row(site: Site, year: int, mwh: float, sector: str) -> dict[str, Any]:
    kind, _, name = site.way.partition(" ")
    return {
        "annee": str(year),
        "code_iris": site.iris,
        "nom_iris": f"{site.commune.name} (secteur fictif)",
        "numero_de_voie": site.house,
        "indice_de_repetition": None,
        "type_de_voie": kind.upper(),
        "libelle_de_voie": f"{name} {site.number:04d}".upper(),
        "code_commune": site.commune.insee,
        "nom_commune": site.commune.name,
        "code_grand_secteur": sector,
        "code_categorie_consommation": "ENT",
        "nombre_de_sites": 1,
        "consommation_annuelle_totale_de_ladresse_mwh": mwh,
        "code_secteur_naf2": site.naf or None,
        "adresse": site.address.upper(),
        "tri_des_adresses": site.number,
        "code_epci": site.commune.siren,
        "code_departement": site.commune.departement,
        "code_region": site.commune.region[0],
    }


@cache
def iris_rows() -> tuple[dict[str, Any], ...]:
    """ODRÉ, transport-connected sites by IRIS; since 2022 a null is a secret, not a zero."""
    dice = chance("iris")
    rows: list[dict[str, Any]] = []
    large = [site for site in sites() if (site.electricity or 0) > 10_000]
    chosen = sorted(dice.sample(large, min(70, len(large))), key=lambda site: site.number)
    named = {"59273": 4_093_724.0, "59271": 1_224_698.0, "62654": 406_734.0, "59028": 512_354.0}
    for year in range(2019, 2024):
        for site in chosen:
            secret = year >= 2022 and dice.random() < 0.25
            mwh = None if secret else round((site.electricity or 0) * 3, 3)
            gas = None if dice.random() < 0.7 else round(dice.uniform(8_000, 300_000), 3)
            rows.append(_iris_row(site.commune, site.iris, year, mwh, gas))
        for insee, scale in named.items():
            commune = by_insee()[insee]
            value = round(scale * dice.uniform(0.95, 1.05), 3)
            rows.append(_iris_row(commune, f"{insee}0000", year, value, None))
    lost = [row for row in rows if row["code_insee_departement"] == "02"][:6]
    # the same IRIS again, its zero restored and nothing in it
    empty = dict.fromkeys(("consommation_electricite_rte", "consommation_totale", "pdl_total"))
    rows += [row | empty | {"code_iris": row["code_iris"].zfill(9)} for row in lost]
    far = by_insee()["59273"]
    other = {"code_insee_region": "84", "region": "Auvergne-Rhône-Alpes"}
    rows.append(_iris_row(far, "380010000", 2023, 90_000.0, None) | other)
    return tuple(rows)


def _iris_row(
    commune: Commune, iris: str, year: int, electricity: float | None, gas: float | None
) -> dict[str, Any]:
    code = iris.lstrip("0") if commune.departement == "02" else iris  # the zero that gets lost
    region, name = commune.region
    return {
        "annee": f"{year}-01-01",
        "code_iris": code,
        "code_insee_commune": commune.insee,
        "commune": commune.name,
        "code_insee_departement": commune.departement,
        "departement": commune.departement,
        "code_insee_region": region,
        "region": name,
        "consommation_electricite_rte": electricity,
        "pdl_electricite_rte": None if electricity is None else 1,
        "consommation_gaz_grtgaz": gas,
        "pdl_gaz_grtgaz": None if gas is None else 1,
        "consommation_gaz_terega": None,
        "pdl_gaz_terega": None,
        "consommation_totale": None if electricity is None else electricity + (gas or 0),
        "pdl_total": None if electricity is None else 1 + (gas is not None),
        "geo_point_iris": {"lon": commune.lon, "lat": commune.lat},
    }
