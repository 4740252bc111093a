"use strict";

/** The legend of a map, in the atlas' groups and order; what a territory lacks is greyed. */
TI.legend = (() => {
  const presentIn = (id, territory) => {
    const those = TI.data.territories.filter((_, i) => territory === TI.ALL || i === territory);
    return new Set(those.flatMap((each) => each.present[id] ?? []));
  };

  /** How many sites of a class the territory has; nothing for lines and sizes. */
  const countOf = (entry, each, territory) => {
    if (!entry.points || entry.field !== "class") return null;
    return TI.rows(entry.table).filter((row) => row.class === each.key && TI.isOwn(row, territory)).length;
  };

  const line = (entry, each, absent, count) => {
    const surface = TI.data.tables[entry.table].geometry === "polygon";
    const sample = entry.points ? TI.looks.picture(each.look) : TI.looks.sample(each.look, surface);
    return TI.element(
      "li",
      absent ? { class: "absent" } : {},
      TI.element("span", { class: "sample" }, sample),
      TI.element("span", {}, each.label, absent ? TI.element("span", { class: "unseen" }, " (absent)") : null),
      count ? TI.element("span", { class: "count", title: TI.count(count, "site") }, TI.number(count)) : null,
    );
  };

  const show = (theme, territory) => {
    const groups = theme.legend.map((group) =>
      TI.element(
        "div",
        { class: "group" },
        TI.element("h3", {}, group.title),
        TI.element(
          "ul",
          {},
          ...group.entries.flatMap((entry) => {
            const present = presentIn(entry.id, territory);
            return entry.classes.map((each, index) =>
              line(entry, each, !present.has(index), countOf(entry, each, territory)),
            );
          }),
        ),
      ),
    );
    TI.find("legend").replaceChildren(...groups);
  };

  return { show };
})();
