"""The atlas of all 18 territories from real rows, where a folder of public extracts holds them.

Asked of the played services and made whole; what the folder lacks is invented. The figures are
those of the publishers on the day of each extract (consumption-economy-territories.md 2.4,
heat-brownfields-biomethane.md).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from territoires_industrie.territoires_industrie.catalogue import load_catalogue
from territoires_industrie.territoires_industrie.embedded import build_embedded
from territoires_industrie.territoires_industrie.gathering import Wanted, gather
from territoires_industrie.territoires_industrie.net.cache import Cache
from territoires_industrie.territoires_industrie.net.client import Client
from territoires_industrie.territoires_industrie.sources.area import Area
from territoires_industrie.territoires_industrie.territories import atlas_territories

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "data" / "real"
sys.path.append(str(ROOT / "tests" / "services"))
from running import Services  # noqa: E402

CATALOGUE = load_catalogue()
LAYERS = [layer for layer in CATALOGUE.layers.values() if layer.family == "atlas"]

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not REAL.is_dir(), reason="no extracts of real data beside the checkout"),
]


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    layers = [*LAYERS, CATALOGUE.layers["energy"]]
    area = Area.of(atlas_territories())
    with Services.start(0, "--real", str(REAL)) as services:
        return gather(
            Wanted(layers, area, CATALOGUE, build_embedded(folder / "embedded")),
            Client(Cache(folder / "cache"), mirror=services.mirror),
            lambda _share, _text: None,
            lambda: False,
        )


def accounts(gathered, layer, source):
    told = Counter()
    for account in gathered.made[layer].accounts:
        if account.source == source:
            told[account.outcome, account.reason] += account.rows
    return told


def test_every_layer_is_made_and_every_row_accounted_for(gathered):
    assert gathered.broken == {}
    assert {
        name: outcome.error for name, outcome in gathered.outcomes.items() if outcome.error
    } == {}
    for layer in LAYERS:
        made = gathered.made[layer.id]
        assert any(len(rows) for rows in made.tables.values()), layer.id
        for source in layer.sources:
            outcome = gathered.outcomes.get(source)
            if outcome is None or not any(each.source == source for each in made.accounts):
                continue
            told = sum(accounts(gathered, layer.id, source).values())
            assert told == len(outcome.raw.frame), (layer.id, source)


def test_the_region_injects_biomethane_at_107_points(gathered):
    rows = gathered.made["producers"].tables["producers"]
    rows = rows[rows["source"] == "odre-biomethane"]
    assert rows["insee"].str[:2].value_counts().to_dict() == {
        "02": 27,
        "60": 26,
        "62": 21,
        "59": 18,
        "80": 15,
    }
    assert round(rows["capacity_gwh_y"].sum()) == 2539


def test_deliveries_by_territory_are_those_published(gathered):
    rows = gathered.made["energy"].tables["energy"]
    rows = rows[(rows["sources"] == "odre-iris") & (rows["energy"] == "électricité")]
    gwh = rows.groupby("territory")["mwh"].sum() / 1000
    published = {"ti-3201": 5886, "ti-3207": 1675, "ti-3205": 774, "ti-3206": 510, "ti-3212": 301}
    assert {name: round(gwh[name]) for name in published} == published


def test_a_named_smelter_has_the_class_of_its_delivery_and_not_its_figure(gathered):
    rows = gathered.made["consumers"].tables["consumers"].set_index("key")
    smelter = rows.loc["32197078200033"]
    assert (smelter["size"], smelter["insee"]) == ("> à 50 000 MWh", "59359")
    assert smelter[["electricity_mwh", "total_mwh"]].isna().all()


def test_the_381_brownfields_of_2023_are_read_and_none_is_drawn(gathered):
    """None was told to be without a project then; invented ones stand beyond the extract's box."""
    path = REAL / "cartofriches_geofriches_bbox3-50-3.5-50.5_2023.geojson"
    real = {each["id"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]}
    assert len(real) == 381
    assert real <= set(gathered.outcomes["cartofriches"].raw.frame["site_id"])
    for rows in gathered.made["brownfields"].tables.values():
        assert real.isdisjoint(rows["key"])


def test_the_heat_networks_of_three_towns(gathered):
    rows = gathered.made["heatnetworks"].tables["heatnetworks"]
    rows = rows[rows["source"] == "fcu"].set_index("key")
    assert list(rows.index) == ["5914C", "5915C", "5916C"]
    assert rows.loc["5914C", "length_km"] == pytest.approx(36, abs=1.5)
    assert rows.loc["5914C", "rattachement"] == "ti-3201"
