"use strict";

/** The map: base, objects of a theme, outlines; no tiles, so nothing is asked of anybody. */
TI.map = (() => {
  const PANES = { ground: 210, paths: 220, mask: 230, outline: 240, names: 250, leaders: 500 };
  const DEEPEST = 15;
  const HIT = 14;
  const map = L.map("map", {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 90,
    maxZoom: DEEPEST,
    minZoom: 6,
  });
  for (const [name, level] of Object.entries(PANES)) {
    map.createPane(name).style.zIndex = level;
  }
  for (const name of ["mask", "outline", "names", "leaders"]) {
    map.getPane(name).style.pointerEvents = "none";
  }
  const still = L.canvas({ pane: "ground", padding: 0.4 });
  const live = L.svg({ pane: "paths", padding: 0.4 });
  const outlines = L.svg({ pane: "outline", padding: 0.4 });
  const veil = L.svg({ pane: "mask", padding: 0.4 });
  const threads = L.svg({ pane: "leaders", padding: 0.4 });

  const objects = L.layerGroup().addTo(map);
  const frame = L.layerGroup().addTo(map);
  const leaders = L.layerGroup().addTo(map);
  let markers = [];
  let coarse = [];

  /** The strokes of a look, bottom to top, over shapes. */
  const strokes = (look, shapes, renderer, pane, surface) =>
    look.strokes.map((part) =>
      (surface ? L.polygon : L.polyline)(shapes, {
        ...TI.looks.stroke(part), fill: false, interactive: false, renderer, pane,
      }),
    );

  // --- The base ---

  /** Where the base knows land from sea; beyond is neither. */
  const drawSea = () => {
    const land = TI.data.base.layers.find((layer) => layer.name === "land");
    const known = L.latLngBounds(land.at.flat(3).length ? TI.turned(land.at).flat(3) : []);
    L.rectangle(known, {
      renderer: still, pane: "ground", stroke: false, interactive: false, fillColor: "#cfe0ea", fillOpacity: 1,
    }).addTo(map);
  };

  const drawBase = () => {
    for (const layer of TI.data.base.layers) {
      if (!layer.at.length) continue;
      const look = TI.data.paths[layer.look];
      const shapes = layer.at.flatMap(TI.turned);
      if (look.fill) {
        L.polygon(shapes, {
          renderer: still, pane: "ground", stroke: false, interactive: false,
          fillColor: look.fill.colour, fillOpacity: look.fill.opacity,
        }).addTo(map);
      }
      for (const path of strokes(look, shapes, still, "ground", layer.surface)) path.addTo(map);
    }
  };

  // --- Outlines ---

  const WORLD = [[40, -15], [40, 20], [60, 20], [60, -15]];

  /** The chosen territory stands out, the rest pales, as on the printed maps. */
  const drawFrame = (territory) => {
    frame.clearLayers();
    const chosen = TI.data.territories.filter((_, i) => territory === TI.ALL || i === territory);
    const rings = chosen.flatMap((each) => each.outline.flatMap((part) => TI.turned(part)));
    frame.addLayer(
      L.polygon([WORLD, ...rings], {
        renderer: veil, pane: "mask", stroke: false, interactive: false,
        fillColor: "#ffffff", fillOpacity: 0.52, fillRule: "evenodd",
      }),
    );
    for (const [index, each] of TI.data.territories.entries()) {
      const strong = territory === TI.ALL || index === territory;
      const style = { renderer: outlines, pane: "outline", interactive: false, fill: false, lineJoin: "round" };
      const shape = TI.turned(each.outline);
      if (strong) frame.addLayer(L.polygon(shape, { ...style, color: "#ffffff", weight: 5 }));
      frame.addLayer(L.polygon(shape, { ...style, color: "#26323a", weight: strong ? 2.4 : 1 }));
    }
  };

  // --- Objects ---

  const withCard = (layer, row) => {
    layer.bindPopup(() => TI.card.whole(row), {
      maxWidth: Math.min(330, map.getSize().x - 70), minWidth: 200, maxHeight: map.getSize().y - 70, autoPanPadding: [8, 8],
    });
    layer.bindTooltip(() => TI.card.brief(row), { sticky: !row.points, direction: "top", opacity: 1 });
    layer.row = row;
    return layer;
  };

  /** Lines and surfaces: what is alike is drawn at once, and each object is felt by itself. */
  const drawPaths = (name) => {
    const table = TI.data.tables[name];
    const surface = table.geometry === "polygon";
    const group = L.layerGroup();
    const alike = new Map();
    for (const row of TI.rows(name)) {
      const shape = TI.turned(row.at);
      alike.set(row.look, [...(alike.get(row.look) ?? []), ...shape]);
      const look = TI.data.paths[row.look];
      if (surface) {
        const fill = look.fill ?? { colour: "#ffffff", opacity: 0 };
        group.addLayer(withCard(L.polygon(shape, {
          renderer: live, pane: "paths", stroke: false, fillColor: fill.colour, fillOpacity: fill.opacity,
        }), row));
      } else {
        group.addLayer(withCard(L.polyline(shape, { renderer: live, pane: "paths", weight: HIT, opacity: 0 }), row));
      }
    }
    for (const [number, shapes] of alike) {
      const look = TI.data.paths[number];
      if (look.hatch) {
        group.addLayer(L.polygon(shapes, {
          renderer: live, pane: "paths", stroke: false, interactive: false,
          fillColor: TI.looks.hatch(number), fillOpacity: 1,
        }));
      }
      for (const path of strokes(look, shapes, live, "paths", surface)) group.addLayer(path);
    }
    return group;
  };

  const drawSites = (name, territory) => {
    const group = L.layerGroup();
    for (const row of TI.rows(name)) {
      const own = TI.isOwn(row, territory);
      const marker = L.marker(TI.turned(row.at), {
        icon: iconOf(row, own), keyboard: false, alt: TI.titleOf(row), riseOnHover: true,
        zIndexOffset: own ? 1000 : 0,
      });
      marker.own = own;
      group.addLayer(withCard(marker, row));
      markers.push(marker);
    }
    return group;
  };

  /** Symbols are smaller where much land is shown. */
  const symbolScale = () => Math.min(1.15, Math.max(0.62, 0.62 + (map.getZoom() - 8) * 0.19));

  const iconOf = (row, own, shift = [0, 0]) => {
    const size = TI.looks.size(row.look, symbolScale());
    return L.icon({
      iconUrl: TI.looks.address(row.look),
      iconSize: [size, size],
      iconAnchor: [size / 2 - shift[0], size / 2 - shift[1]],
      popupAnchor: [shift[0], shift[1] - size / 3],
      tooltipAnchor: [shift[0], shift[1] - size / 3],
      className: own ? "site" : "site elsewhere",
    });
  };

  /** Symbols at one place stand side by side, a thread leading to their spot. */
  const arrange = () => {
    leaders.clearLayers();
    const seen = markers.filter((marker) => map.hasLayer(marker));
    const order = seen
      .map((marker) => ({ marker, ...map.project(marker.getLatLng()), radius: TI.looks.size(marker.row.look, symbolScale()) / 2 }))
      .sort((a, b) => b.marker.own - a.marker.own || b.radius - a.radius);
    const shifts = TI.spread(order, map.getZoom() < 9 ? 18 : 42);
    for (const [index, { marker }] of order.entries()) {
      const shift = shifts[index];
      marker.setIcon(iconOf(marker.row, marker.own, shift));
      if (Math.hypot(...shift) > 9 && marker.own) {
        const spot = map.project(marker.getLatLng());
        const end = map.unproject(spot.add(shift));
        leaders.addLayer(L.polyline([marker.getLatLng(), end], {
          renderer: threads, pane: "leaders", color: "#2b2b2b", weight: 0.8, interactive: false,
        }));
      }
    }
  };

  /** Where symbols stand in the window: boxes `[left, top, right, bottom]` in pixels. */
  const boxes = () => {
    const frame = map.getContainer().getBoundingClientRect();
    return markers
      .filter((marker) => marker.own && marker.getElement())
      .map((marker) => marker.getElement().getBoundingClientRect())
      .map((box) => [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top])
      .filter((box) => box[2] > 0 && box[3] > 0 && box[0] < frame.width && box[1] < frame.height);
  };

  /** Hundreds of lines are no stops of the Tab key: the list of sites and the pointer lead to them. */
  const leaveOut = () => {
    for (const path of map.getPane("paths").querySelectorAll(".leaflet-interactive")) {
      path.setAttribute("tabindex", "-1");
    }
  };

  /** What may not be drawn at a large scale goes as one comes nearer. */
  const keepCoarse = () => {
    let hidden = false;
    for (const { group, finest } of coarse) {
      const tooNear = map.getZoom() > finest;
      hidden ||= tooNear;
      if (tooNear) objects.removeLayer(group);
      else objects.addLayer(group);
    }
    TI.find("withheld").hidden = !hidden;
    leaveOut();
  };

  const show = (theme, territory) => {
    map.closePopup();
    objects.clearLayers();
    markers = [];
    coarse = [];
    for (const name of theme.tables) {
      const table = TI.data.tables[name];
      const group = table.geometry === "point" ? drawSites(name, territory) : drawPaths(name);
      objects.addLayer(group);
      if (table.finest) coarse.push({ group, finest: table.finest });
    }
    drawFrame(territory);
    keepCoarse();
    arrange();
    names.update();
  };

  // --- Views ---

  const boundsOf = (territory) =>
    territory === TI.ALL
      ? TI.data.territories.reduce((all, each) => all.extend(each.bounds), L.latLngBounds([]))
      : L.latLngBounds(TI.data.territories[territory].bounds);

  const open = (territory) => map.fitBounds(boundsOf(territory), { padding: [14, 14], animate: false });

  /** Goes to an object of the map and opens its card; the focus follows. */
  const visit = (row) => {
    const finest = TI.data.tables[row.table].finest ?? DEEPEST;
    const near = row.position === "exacte" ? 13 : 12;
    map.setView(TI.turned(TI.middleOf(row)), Math.min(finest, Math.max(map.getZoom(), near)), { animate: false });
    objects.eachLayer((group) => group.eachLayer((layer) => {
      if (layer.row === row) layer.openPopup();
    }));
    TI.find("map").querySelector(".card")?.focus({ preventScroll: true });
  };

  const names = TI.labels(map, boxes);

  // --- Start ---

  const addControls = (whole) => {
    const small = matchMedia("(max-width: 800px)").matches;
    const position = small ? "bottomright" : "topleft";
    L.control.zoom({ position, zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);
    const bar = document.querySelector(".leaflet-control-zoom");
    const button = TI.element("a", { href: "#", class: "whole", role: "button", title: "Voir tout le territoire", "aria-label": "Voir tout le territoire" }, "⤢");
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      whole();
    });
    button.addEventListener("keydown", (event) => {
      if (event.key === " ") button.click();
    });
    bar.append(button);
  };

  const start = (whole) => {
    addControls(whole);
    open(TI.ALL);
    map.setMinZoom(map.getZoom() - 1);
    map.setMaxBounds(boundsOf(TI.ALL).pad(0.6));
    drawSea();
    drawBase();
    map.on("zoomend", () => {
      keepCoarse();
      arrange();
    });
    map.on("popupopen", (event) => {
      const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
      close?.setAttribute("aria-label", "Fermer");
      close?.setAttribute("title", "Fermer (Échap)");
    });
  };

  /** On paper the map has a size of its own, and shows what the window showed. */
  const fit = (resize) => {
    const view = map.getBounds();
    resize(map.getContainer());
    map.invalidateSize({ animate: false });
    map.fitBounds(view, { animate: false });
  };

  return { start, fit, show, open, visit, close: () => map.closePopup(), resized: () => map.invalidateSize() };
})();
