"use strict";

/**
 * Names of towns and seas on the map: as many as find room, the largest towns first.
 *
 * @param symbols gives the boxes `[left, top, right, bottom]` that no name may cover.
 */
TI.labels = (map, symbols) => {
  const group = L.layerGroup().addTo(map);
  const MOST = 60;

  /** The scale of the map at its middle, as one to so much, on a screen of 96 dots per inch. */
  const scale = () => {
    const latitude = (map.getCenter().lat * Math.PI) / 180;
    return ((40075016.7 * Math.cos(latitude)) / (256 * 2 ** map.getZoom())) * 3780;
  };

  const sizeOf = (inhabitants) => [[50000, 15], [20000, 13.5], [8000, 12.5]].find(([least]) => inhabitants >= least)?.[1] ?? 11.5;

  const text = (kind, name, lat, lon, size) => {
    const span = TI.element("span", {}, name);
    span.style.fontSize = `${size}px`;
    const icon = L.divIcon({ className: kind, html: span, iconSize: [0, 0] });
    return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
  };

  const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /** Over the spot itself, else beside it: below, above, right, left; a seat of State farther too. */
  const shifts = (width, height, seat) => {
    const beside = (down) => [
      [0, down], [0, -down], [width * 0.4, down], [-width * 0.4, down], [width * 0.4, -down], [-width * 0.4, -down],
    ];
    const level = [[width / 2 + 10, 0], [-width / 2 - 10, 0]];
    return [[0, 0], ...beside(height), ...level, ...(seat ? beside(height * 1.9) : [])];
  };

  const update = () => {
    group.clearLayers();
    const view = map.getBounds();
    const taken = symbols();
    const written = new Set();
    const least = scale() / 40;
    const write = (kind, name, lat, lon, size, seat) => {
      const spot = map.latLngToContainerPoint([lat, lon]);
      const [width, height] = [name.length * size * 0.58 + 6, size * 1.25];
      for (const [right, down] of shifts(width, height + 4, seat)) {
        const [x, y] = [spot.x + right, spot.y + down];
        const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
        if (taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        written.add(name);
        const at = map.containerPointToLatLng([x, y]);
        group.addLayer(text(kind, name, at.lat, at.lng, size));
        return;
      }
    };
    for (const [name, lon, lat, inhabitants, seat] of TI.data.base.towns) {
      if (written.size > MOST) break;
      if (!seat && inhabitants < least) continue;
      if (view.contains([lat, lon])) write(seat ? "town seat" : "town", name, lat, lon, sizeOf(inhabitants), seat);
    }
    for (const [name, lon, lat, kind] of TI.data.base.places) {
      const wanted = kind !== "region" && !written.has(name) && view.contains([lat, lon]);
      if (wanted) write(`place-name ${kind}`, name, lat, lon, 14);
    }
  };

  map.on("moveend", update);
  return { update };
};
