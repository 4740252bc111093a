"use strict";

/** What the data do not show, where they come from, what this page is. */
TI.notes = (() => {
  const items = (sentences) =>
    TI.element("ul", {}, ...sentences.map((text) => TI.element("li", {}, text)));

  const showLimits = (theme, territory) => {
    const those = TI.data.territories.filter((_, i) => territory === TI.ALL || i === territory);
    const parts = those.flatMap((each) => {
      const sentences = each.limits[theme.id];
      if (!sentences.length) return [];
      if (those.length === 1) return [items(sentences)];
      return [
        TI.element("details", {}, TI.element("summary", {}, each.title), items(sentences)),
      ];
    });
    const signs = TI.data.notes.map((text) => TI.element("p", { class: "sign" }, text));
    TI.find("limits").replaceChildren(...parts, ...signs);
  };

  const source = (each) =>
    TI.element(
      "p",
      {},
      TI.element("strong", {}, each.layers),
      `\u00a0: ${each.publisher}, ${each.dataset}. `,
      TI.element(
        "span",
        { class: "meta" },
        `Millésime\u00a0: ${each.vintage} · Consulté le ${each.retrieved} · ${each.licence} · ${each.attribution} `,
        TI.link(each.page, "Page du producteur"),
      ),
    );

  const showSources = () => {
    const parts = TI.data.credits.flatMap((group) => [
      TI.element("h3", {}, group.title),
      ...group.sources.map(source),
    ]);
    TI.find("sources").replaceChildren(...parts);
  };

  /** Under the map: whoever gave what it shows, as they want to be named. */
  const showCredits = (theme) => {
    const used = new Set(theme.tables.flatMap((name) => TI.data.tables[name].source));
    const objects = [...used].map((number) => TI.data.sources[number].attribution);
    const names = [...new Set([...objects, ...TI.data.base.credits])];
    TI.find("credits").textContent = `Sources\u00a0: ${names.join(" · ")}. Millésimes et licences\u00a0: «\u00a0Sources et licences\u00a0».`;
  };

  const showAbout = () => {
    const lines = [
      `${TI.data.edition}. ${TI.data.audience}. ${TI.data.perimeters}`,
      "Ce fichier se suffit : il s’ouvre sans réseau et n’appelle aucun serveur. Cartes affichées avec Leaflet (licence BSD à deux clauses).",
    ];
    TI.find("about").replaceChildren(...lines.map((text) => TI.element("p", {}, text)));
  };

  return { showLimits, showSources, showCredits, showAbout };
})();
