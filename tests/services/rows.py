"""All the rows that are served: synthetic, seeded, the same at every start.

    /usr/bin/python3 tests/services/rows.py

prints how many there are. Real are only the communes, EPCI and territories, from
`resources/territories`, and public facts that the names say (numbers of roads, names of canals).
Sites, plants, networks and brownfields are called "fictif" and have invented figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from made import energy, heat, land, lines, osm, sites

#: What each source of the catalogue is filled from.
ROWS: dict[str, Callable[[], Sequence[Any]]] = {
    "odre-registre": energy.registre,
    "odre-biomethane": energy.biomethane,
    "odre-iris": sites.iris_rows,
    "odre-postes": energy.postes,
    "odre-lignes": energy.lignes,
    "natran-trace": lines.gas_pipes,
    "fcu": heat.heat_networks,
    "cartofriches": land.brownfields,
    "cartofriches-gpkg": land.brownfields,
    "ademe-pv-2021": land.brownfields,
    "rrn-liaisons": lines.national_roads,
    "bdtopo-troncon-route": lines.road_sections,
    "bdtopo-hydro": lines.water_sections,
    "dpf-cerema": lines.water_sections,
    "bdtopo-lignes": lines.power_lines,
    "bdtopo-postes": lines.substations,
    "osm-power": osm.osm_power,
    "osm-hydrogen": osm.osm_hydrogen,
    "sdes-gaz-adresse": lambda: sites.address_rows("G"),
    "sdes-elec-adresse": lambda: sites.address_rows("E"),
    "enedis-adresse": sites.enedis_rows,
    "georisques-icpe": land.installations,
    "enrezo-industrie": heat.waste_heat_industry,
    "enrezo-step": heat.waste_heat_plants,
    "enrezo-uve": heat.incinerators,
    "sandre-step": heat.treatment_plants,
    "brgm-nappes": heat.aquifers,
    "melodi-flores": lambda: land.jobs("245900428", 2023),
}

if __name__ == "__main__":
    for source, make in ROWS.items():
        print(f"{source:22}{len(make()):>7}")
