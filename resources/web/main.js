"use strict";

/** What is chosen, and everything that follows from it. */
(() => {
  const several = TI.data.territories.length > 1;
  const chosen = { territory: several ? TI.ALL : 0, theme: TI.data.themes[0] };

  /** `#ti-3201/consumers`: the address remembers what is shown. */
  const readAddress = () => {
    const [territory, theme] = decodeURIComponent(location.hash.slice(1)).split("/");
    const index = TI.data.territories.findIndex((each) => each.id === territory);
    if (index >= 0) chosen.territory = index;
    chosen.theme = TI.data.themes.find((each) => each.id === theme) ?? chosen.theme;
  };

  const writeAddress = () => {
    const territory = TI.data.territories[chosen.territory]?.id ?? "tous";
    history.replaceState(null, "", `#${territory}/${chosen.theme.id}`);
  };

  const placeName = () =>
    chosen.territory === TI.ALL
      ? `${TI.data.territories.length}\u00a0territoires`
      : TI.data.territories[chosen.territory].title;

  /** Fill the page anew; the view stays unless `moved` says that the territory changed. */
  const show = (moved = false) => {
    const { theme, territory } = chosen;
    TI.find("territory").value = String(territory);
    document.querySelector(`#themes input[value="${theme.id}"]`).checked = true;
    TI.find("map-title").textContent = `${theme.title} – ${placeName()}`;
    TI.find("portrait").textContent = TI.data.territories[territory]?.facts ?? "";
    TI.find("told").textContent = `${theme.title}, ${placeName()}`;
    TI.notes.showCredits(theme);
    TI.map.resized();
    if (moved) TI.map.open(territory);
    TI.map.show(theme, territory);
    TI.legend.show(theme, territory);
    TI.sites.show(theme, territory);
    TI.notes.showLimits(theme, territory);
    writeAddress();
  };

  const fillChoices = () => {
    const select = TI.find("territory");
    const titles = TI.data.territories.map((each, index) => [String(index), each.title]);
    const all = [[String(TI.ALL), `Les ${TI.data.territories.length} territoires`]];
    for (const [value, text] of [...(several ? all : []), ...titles]) {
      select.append(TI.element("option", { value }, text));
    }
    select.addEventListener("change", () => {
      chosen.territory = Number(select.value);
      show(true);
    });
    for (const theme of TI.data.themes) {
      const input = TI.element("input", { type: "radio", name: "theme", value: theme.id });
      input.addEventListener("change", () => {
        chosen.theme = theme;
        show();
      });
      TI.find("themes").append(TI.element("label", {}, input, TI.element("span", {}, theme.short)));
    }
  };

  /** From the list to the map; what is elsewhere in the file changes map or territory first. */
  const visit = (row, theme) => {
    if (theme) {
      chosen.theme = theme;
      if (chosen.territory !== TI.ALL && row.home !== chosen.territory) chosen.territory = row.home;
      show();
    }
    if (matchMedia("(max-width: 800px)").matches) TI.find("stage").scrollIntoView();
    TI.map.visit(row);
  };

  const closeOnEscape = (event) => {
    if (event.key !== "Escape" || !document.querySelector(".leaflet-popup")) return;
    const inside = document.activeElement?.closest(".leaflet-popup");
    TI.map.close();
    if (inside) TI.sites.origin().focus({ preventScroll: true });
  };

  const beforePrint = () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    TI.map.fit((frame) => Object.assign(frame.style, { width: "186mm", height: "140mm", flex: "none" }));
  };

  const afterPrint = () => TI.map.fit((frame) => Object.assign(frame.style, { width: "", height: "", flex: "" }));

  TI.find("title").textContent = TI.data.title;
  const audience = TI.element("span", TI.data.reserved ? { class: "reserved" } : {}, TI.data.audience);
  TI.find("edition").replaceChildren(`${TI.data.edition} · `, audience);
  readAddress();
  fillChoices();
  TI.map.start(() => TI.map.open(chosen.territory));
  TI.sites.start(visit);
  TI.notes.showSources();
  TI.notes.showAbout();
  document.addEventListener("keydown", closeOnEscape, true);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  addEventListener("resize", () => TI.map.resized());
  show(true);
  document.documentElement.dataset.ready = "yes";
})();
