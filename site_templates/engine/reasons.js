/** Shows below a result why it stands where it stands (`?uitleg=1`). */

import { element } from "./nodes.js";

/** @typedef {ReturnType<typeof import("./explain.js").explained>} Explained */
/** @typedef {Explained["reasons"][number]} Reason */

/** What the searched fields are called, by their place. */
const FIELDS = ["titel", "trefwoorden", "labels", "samenvatting", "kopjes", "tekst", "hoort erbij", "bronnen"];

const HEADS = ["Gevraagd", "Gevonden als", "Staat in", "Telt", "Gewicht", "Zeldzaam", "Punten"];

/** @param {number} value */
const decimal = (value) => value.toFixed(2).replace(".", ",");

/** @param {Explained} explained @param {number} score @param {string} widened what was also searched for, as it is said */
export function reasonsOf({ coverage, reasons }, score, widened) {
  const rows = reasons.flatMap((reason) => rowsOf(reason));
  const head = element("tr", {}, ...HEADS.map((text) => element("th", { scope: "col" }, text)));
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  const counted = reasons.filter(({ counts }) => counts).reduce((sum, reason) => sum + reason.score, 0);
  const less = coverage < 1 ? ` × ${decimal(coverage)}, want niet alle woorden staan er` : "";
  return element(
    "details",
    { class: "reasons" },
    element("summary", {}, `Waarom staat dit hier? Score ${decimal(score)}`),
    element("div", { role: "region", tabindex: "0", "aria-label": "Uitleg van de score" }, table),
    element("p", {}, "Gewicht 1 is je eigen woord; minder is een woord dat erbij gezocht is. ", widened),
    element("p", {}, `Samen ${decimal(counted)}${less}: score ${decimal(score)}.`),
  );
}

/** A row for each thing that was found for a word. @param {Reason} reason */
function rowsOf({ word, found, idf, share, score, counts }) {
  const rare = decimal(idf) + (share < 1 ? ` × ${decimal(share)}` : "");
  const points = counts ? decimal(score) : `(${decimal(score)})`;
  if (!found.length) return [row(word, "niet gevonden", "", "", "", rare, points)];
  return found.map(({ key, weight, occurrences, fields }, at) => {
    const where = fields.map((field) => FIELDS[field]).join(", ");
    const [first, ...last] = at ? ["", "", ""] : [word, rare, points];
    return row(first, key.replace(/^~/, "ander woord: "), where, decimal(occurrences), decimal(weight), ...last);
  });
}

/** @param {...string} cells */
function row(...cells) {
  return element("tr", {}, ...cells.map((text) => element("td", {}, text)));
}
