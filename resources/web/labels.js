"use strict";

/** Names of towns and seas on the map: as many as find room, the largest towns first. */
TI.labels = (map) => {
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

  const update = () => {
    group.clearLayers();
    const view = map.getBounds();
    const taken = [];
    const least = scale() / 40;
    const write = (kind, name, lat, lon, size) => {
      const at = map.latLngToContainerPoint([lat, lon]);
      const half = [name.length * size * 0.3 + 4, size * 0.7 + 2];
      const box = [at.x - half[0], at.y - half[1], at.x + half[0], at.y + half[1]];
      const hit = taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1]);
      if (hit) return;
      taken.push(box);
      group.addLayer(text(kind, name, lat, lon, size));
    };
    for (const [name, lon, lat, kind] of TI.data.base.places) {
      if (kind !== "region" && view.contains([lat, lon])) write(`place-name ${kind}`, name, lat, lon, 14);
    }
    for (const [name, lon, lat, inhabitants, seat] of TI.data.base.towns) {
      if (taken.length > MOST) break;
      if (!seat && inhabitants < least) continue;
      if (view.contains([lat, lon])) write(seat ? "town seat" : "town", name, lat, lon, sizeOf(inhabitants));
    }
  };

  map.on("moveend", update);
  return { update };
};
