"use strict";

/** What the parts of the page share; each adds its own. */
const TI = {};

/** An element with attributes and children; texts are only ever texts. */
TI.element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

TI.find = (id) => document.getElementById(id);

/** A text as it is searched: without accents, capitals, curved apostrophes and special spaces. */
TI.plain = (text) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/\u2019/g, "'")
    .replace(/[\u00a0\u202f\u2013-]+/g, " ")
    .toLowerCase();

/** `1234` → `1 234`. */
TI.number = (value) => value.toLocaleString("fr-FR");

/** `2 sites`, `1 site`, `0 site`: French counts nothing as one. */
TI.count = (value, word) => `${TI.number(value)}\u00a0${word}${value > 1 ? "s" : ""}`;

/** The same order for accents and figures as a French reader expects. */
TI.compare = new Intl.Collator("fr", { numeric: true }).compare;

/** A link to a publisher's page, in a window of its own; nothing where there is no page. */
TI.link = (address, text) =>
  /^https?:\/\//.test(address)
    ? TI.element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text)
    : null;
