"use strict";

/** The data of the page, and the rows of its tables as objects. */
TI.data = JSON.parse(TI.find("data").textContent);

/** All the territories at once, in the place of one's number. */
TI.ALL = -1;

TI.ROW_COLUMNS = [
  "at", "name", "nameless", "kind", "class", "commune", "home", "position", "status", "vintage",
  "source", "look", "facts",
];

/** The rows of a table, made once. A row knows its table, and how many decimals say where it is. */
TI.rows = (() => {
  const made = new Map();
  const read = (name) => {
    const table = TI.data.tables[name];
    return table.at.map((_, index) => {
      const row = { table: name, points: table.geometry === "point", layer: table.title };
      for (const column of TI.ROW_COLUMNS) row[column] = table[column][index] ?? null;
      return row;
    });
  };
  return (name) => {
    if (!made.has(name)) made.set(name, read(name));
    return made.get(name);
  };
})();

/** The point rows of a map. */
TI.sitesOf = (theme) =>
  theme.tables.filter((name) => TI.data.tables[name].geometry === "point").flatMap(TI.rows);

/** Whether a row belongs to what is shown: a territory, or all of those chosen. */
TI.isOwn = (row, territory) =>
  territory === TI.ALL ? row.home !== null && row.home >= 0 : row.home === territory;

/** How a row is called: by its name where a register gives it, else by what it is. */
TI.titleOf = (row) => row.name ?? row.kind ?? row.layer;

/** A row's longitude and latitude: its own, or those of the middle of its longest part. */
TI.middleOf = (row) => {
  if (row.points) return row.at;
  const parts = TI.data.tables[row.table].geometry === "polygon" ? row.at.map((p) => p[0]) : row.at;
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return longest[Math.floor(longest.length / 2)];
};

/** [lon, lat] of any depth → [lat, lon], as the map wants them. */
TI.turned = (at) => (typeof at[0] === "number" ? [at[1], at[0]] : at.map(TI.turned));
