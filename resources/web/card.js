"use strict";

/** What is known of an object: a card on the map, and the short text under the pointer. */
TI.card = (() => {
  /** Source and vintage of a row in a line. */
  const sourceLine = (row) => {
    const source = TI.data.sources[row.source];
    return `${source.publisher}, ${row.vintage ?? source.vintage}`;
  };

  const homeOf = (row) => {
    if (row.home === null) return null;
    return row.home >= 0 ? TI.data.territories[row.home].title : "autre territoire";
  };

  const list = (lines) =>
    TI.element(
      "dl",
      {},
      ...lines
        .filter(([, value]) => value)
        .flatMap(([term, value]) => [TI.element("dt", {}, term), TI.element("dd", {}, value)]),
    );

  /** The whole card. */
  const whole = (row) => {
    const source = TI.data.sources[row.source];
    const doubt = row.name ? null : row.nameless;
    const kind = [row.name ? row.kind ?? row.layer : null, doubt, row.status].filter(Boolean);
    return TI.element(
      "div",
      { class: "card", tabindex: "-1", role: "group", "aria-label": TI.titleOf(row) },
      TI.element("h3", {}, TI.titleOf(row)),
      kind.length ? TI.element("p", { class: "kind" }, kind.join(" · ")) : null,
      list([
        ["Commune", row.commune],
        ["Territoire", homeOf(row)],
        ...row.facts,
        ["Position", row.position],
      ]),
      TI.element(
        "div",
        { class: "source" },
        list([
          ["Source", `${source.publisher}, ${source.dataset}`],
          ["Millésime", row.vintage ?? source.vintage],
          ["Consulté le", source.retrieved],
          ["Licence", source.licence],
          ["Mention", source.attribution],
          ["Lien", TI.link(source.page, "page du producteur")],
        ]),
      ),
    );
  };

  /** What the pointer reads. */
  const brief = (row) => {
    const kind = row.name ? row.kind ?? row.layer : row.commune;
    return TI.element(
      "div",
      {},
      TI.element("strong", {}, TI.titleOf(row)),
      kind ? TI.element("div", {}, kind) : null,
      TI.element("div", {}, `Source\u00a0: ${sourceLine(row)}`),
    );
  };

  return { whole, brief };
})();
