"use strict";

/** The atlas' symbols on a screen: their millimetres of paper in pixels. */
TI.looks = (() => {
  const PIXELS = 4.3;
  const SVG = "http://www.w3.org/2000/svg";
  const addresses = new Map();

  /** The address of a symbol's drawing, which is in the file. */
  const address = (number) => {
    if (!addresses.has(number)) {
      addresses.set(number, `data:image/svg+xml,${encodeURIComponent(TI.data.symbols[number].svg)}`);
    }
    return addresses.get(number);
  };

  const size = (number, scale = 1) => Math.round(TI.data.symbols[number].size * PIXELS * scale);

  /** A picture of a symbol, for a legend or a list that says in words what it is. */
  const picture = (number) =>
    TI.element("img", { src: address(number), alt: "", width: size(number), height: size(number) });

  const drawn = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  /** How the map draws a stroke of a path. */
  const stroke = (part) => ({
    color: part.colour,
    weight: part.width * PIXELS,
    dashArray: part.dashes.length ? part.dashes.map((x) => x * PIXELS).join(" ") : null,
    lineCap: part.dashes.length ? "butt" : "round",
    lineJoin: "round",
  });

  /** The address of a hatch, drawn once into the page. */
  const hatch = (number) => {
    const id = `hatch-${number}`;
    if (!TI.find(id)) {
      const { colour, width, distance, angle } = TI.data.paths[number].hatch;
      const step = distance * PIXELS;
      const pattern = drawn("pattern", {
        id, width: step, height: step, patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${-angle})`,
      });
      const line = { x1: 0, y1: 0, x2: step, y2: 0, stroke: colour, "stroke-width": width * PIXELS * 1.6 };
      pattern.append(drawn("line", line));
      TI.find("hatches").querySelector("defs").append(pattern);
    }
    return `url(#${id})`;
  };

  /** A sample of a line or surface, as a legend shows it. */
  const sample = (number, surface) => {
    const look = TI.data.paths[number];
    const svg = drawn("svg", { width: 32, height: 18, "aria-hidden": "true", focusable: "false" });
    const shape = surface ? { x: 2, y: 2, width: 28, height: 14 } : { x1: 1, y1: 9, x2: 31, y2: 9 };
    const name = surface ? "rect" : "line";
    if (look.fill) {
      svg.append(drawn(name, { ...shape, fill: look.fill.colour, "fill-opacity": look.fill.opacity }));
    }
    if (look.hatch) svg.append(drawn(name, { ...shape, fill: hatch(number) }));
    for (const part of look.strokes) {
      const { color, weight, dashArray } = stroke(part);
      const attributes = { ...shape, fill: "none", stroke: color, "stroke-width": weight };
      if (dashArray) attributes["stroke-dasharray"] = dashArray;
      svg.append(drawn(name, attributes));
    }
    return svg;
  };

  return { address, size, picture, stroke, hatch, sample };
})();
