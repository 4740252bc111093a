"use strict";

/** The listed sites as a table for a spreadsheet: what their cards say, one line a site. */
TI.listing = (() => {
  const HEADS = [
    "Nom", "Classe", "Commune", "Territoire", "Carte", "Statut", "Renseignements", "Longitude",
    "Latitude", "Position", "Source", "Millésime", "Licence", "Lien",
  ];

  /** A cell as CSV; what a spreadsheet would take for a formula is kept a text. */
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^[=+\-@\t\r]/.test(text) && !/^-?[\d,]+$/.test(text) ? `'${text}` : text;
    return /[";\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };

  const degrees = (value) => String(value).replace(".", ",");

  const line = ({ row, theme }) => {
    const source = TI.data.sources[row.source];
    const home = row.home >= 0 ? TI.data.territories[row.home].title : "";
    const facts = row.facts.map(([heading, text]) => `${heading} : ${text}`).join(" ; ");
    return [
      row.name ?? row.nameless, row.kind, row.commune, home, theme.title, row.status, facts,
      degrees(row.at[0]), degrees(row.at[1]), row.position, `${source.publisher}, ${source.dataset}`,
      row.vintage ?? source.vintage, source.licence, source.page,
    ].map(cell).join(";");
  };

  /** @param hits `{row, theme}` of each site. @returns CSV as French spreadsheets read it. */
  const csv = (hits) => `\ufeff${[HEADS.join(";"), ...hits.map(line)].join("\r\n")}\r\n`;

  /** Hand a text over as a file; nothing leaves the computer. */
  const save = (text, name) => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    TI.element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  return { csv, save };
})();
