"use strict";

/** The list of sites: those of the map, and, searched, those of the other maps too. */
TI.sites = (() => {
  const MOST = 300;
  const list = TI.find("sites");
  const search = TI.find("search");
  let state = null;
  let visit = () => {};
  let last = null;

  const textOf = (row) =>
    TI.plain([row.name, row.kind, row.layer, row.commune, row.status].filter(Boolean).join(" "));

  const isFound = (row, words) => words.every((word) => textOf(row).includes(word));

  const order = (a, b) =>
    (a.name ? 0 : 1) - (b.name ? 0 : 1) ||
    TI.compare(TI.titleOf(a), TI.titleOf(b)) ||
    TI.compare(a.commune ?? "", b.commune ?? "");

  /** Rows that are shown and, when something is searched, those elsewhere in the file. */
  const found = () => {
    const words = TI.plain(search.value).split(/\s+/).filter(Boolean);
    const here = TI.sitesOf(state.theme).filter((row) => TI.isOwn(row, state.territory));
    const hits = here.filter((row) => isFound(row, words)).sort(order).map((row) => ({ row }));
    if (!words.length) return hits;
    const others = TI.data.themes.flatMap((theme) =>
      TI.sitesOf(theme)
        .filter((row) => TI.isOwn(row, TI.ALL) && isFound(row, words))
        .filter((row) => !here.includes(row))
        .sort(order)
        .map((row) => ({ row, theme })),
    );
    return [...hits, ...others];
  };

  const place = ({ row, theme }) => {
    const own = [row.name ? row.kind : row.nameless, row.commune, row.status];
    const elsewhere = theme ? [theme.short, TI.data.territories[row.home].title] : [];
    return [...own, ...elsewhere].filter(Boolean).join(" · ");
  };

  const button = (hit) => {
    const made = TI.element(
      "button",
      { type: "button", tabindex: "-1" },
      TI.element("span", { class: "picture" }, TI.looks.picture(hit.row.look)),
      TI.element(
        "span",
        { class: "name" },
        TI.titleOf(hit.row),
        TI.element("span", { class: "place" }, place(hit)),
      ),
    );
    made.addEventListener("click", () => {
      last = made;
      visit(hit.row, hit.theme);
    });
    return TI.element("li", {}, made);
  };

  const fill = () => {
    const hits = found();
    const here = hits.filter((hit) => !hit.theme).length;
    const away = hits.length - here;
    const away_text = away ? `, ${TI.number(away)} sur d’autres cartes ou territoires` : "";
    const cut = hits.length > MOST ? ` ; les ${MOST} premiers, à préciser` : "";
    TI.find("found").textContent = `${TI.count(here, "site")} sur cette carte${away_text}${cut}`;
    TI.find("download").hidden = !hits.length;
    list.replaceChildren(...hits.slice(0, MOST).map(button));
    list.scrollTop = 0;
    list.querySelector("button")?.setAttribute("tabindex", "0");
  };

  /** The sites found, as a file: all of them, also those that the list has no room for. */
  const download = () => {
    const hits = found().map(({ row, theme }) => ({ row, theme: theme ?? state.theme }));
    TI.listing.save(TI.listing.csv(hits), `sites-${state.theme.id}.csv`);
  };

  const buttons = () => [...list.querySelectorAll("button")];

  /** One stop of the Tab key for the whole list; arrows, Home and End move inside. */
  const move = (event) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const target = {
      ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1,
      PageDown: here + 8, PageUp: here - 8,
    }[event.key];
    if (target === undefined || here < 0) return;
    event.preventDefault();
    if (target < 0 && event.key === "ArrowUp") {
      search.focus();
      return;
    }
    const next = all[Math.max(0, Math.min(all.length - 1, target))];
    all[here].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  };

  const start = (onVisit) => {
    visit = onVisit;
    search.addEventListener("input", fill);
    search.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        buttons()[0]?.focus();
      } else if (event.key === "Enter") {
        buttons()[0]?.click();
      }
    });
    list.addEventListener("keydown", move);
    TI.find("download").addEventListener("click", download);
  };

  const show = (theme, territory) => {
    state = { theme, territory };
    fill();
  };

  /** The button last pressed, to which the focus goes back. */
  const origin = () => (last?.isConnected ? last : search);

  return { start, show, origin };
})();
