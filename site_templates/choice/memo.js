/** A memo as blocks: contents, half a page a practice, the facts side by side, questions and sources. */

import { compared, groups } from "./comparing.js";
import { plain } from "./paper.js";

/** @typedef {import("./parts.js").Choice} Choice */
/** @typedef {import("./parts.js").Piece} Piece */
/** @typedef {import("./paper.js").Block} Block */

/**
 * @typedef {object} Given What a memo is made of.
 * @property {import("./parts.js").Manifest} manifest
 * @property {readonly Choice[]} choices
 * @property {import("./remarks.js").Remarks} remarks
 * @property {readonly string[]} questions
 * @property {string} day the reader's
 * @property {string} share where others find this memo; "" when they can't
 */

/** So many practices stand side by side on a sheet of paper. */
const BESIDE = 4;

/** @param {number} count */
export const practices = (count) => `${count} ${count === 1 ? "praktijk" : "praktijken"}`;

/** @param {Given} given @returns {Block[]} */
export function memo(given) {
  const { choices, remarks, questions } = given;
  return [
    head(given),
    ...own(remarks.text),
    ...(choices.length > 1 ? [contents(given)] : []),
    ...choices.map((choice, at) => practice(choice, at, given)),
    ...(choices.length > 1 ? [beside(given)] : []),
    ...(questions.length ? [asked(questions)] : []),
    sources(given),
  ];
}

/** @param {Given} given @returns {Block} */
function head({ manifest, choices, remarks, day }) {
  const title = remarks.title.trim() || `Wat kunnen we leren van ${choices.length === 1 ? "deze praktijk" : `deze ${choices.length} praktijken`}?`;
  const from = `${day} · ${practices(choices.length)} uit ${manifest.site}, zoals bekend op ${manifest.day}`;
  return part("memo-head", [{ kind: "heading", level: 1, text: title }, { kind: "line", pieces: [plain(from)], name: "note" }]);
}

/** @param {string} text @returns {Block[]} */
function own(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.length ? [part("memo-own", lines.map((line) => ({ kind: "line", pieces: [plain(line.trim())] })))] : [];
}

/** @param {string} id */
const anchor = (id) => `memo-${id}`;

/** @param {Given} given @returns {Block} */
function contents({ choices, questions }) {
  /** @type {Piece[]} */
  const after = [
    ["Naast elkaar", "#memo-naast-elkaar", ""],
    ...(questions.length ? [/** @type {Piece} */ (["Vragen voor aan tafel", "#memo-vragen", ""])] : []),
    ["Bronnen", "#memo-bronnen", ""],
  ];
  const items = [...choices.map(({ id, title }) => /** @type {Piece} */ ([title, `#${anchor(id)}`, ""])), ...after];
  return part("memo-contents", [
    { kind: "heading", level: 2, text: "Inhoud" },
    { kind: "points", ordered: true, items: items.map((piece) => [piece]) },
  ]);
}

/** @param {Choice} choice @param {number} at @param {Given} given @returns {Block} */
function practice(choice, at, { manifest, remarks, choices }) {
  const { texts, facts, base } = manifest;
  const said = Object.hasOwn(remarks.by, choice.id) ? remarks.by[choice.id].trim() : "";
  const lang = choice.lang;
  const cells = texts.map((label, place) => {
    const [gap, pieces, prose] = choice.cells[facts.length + place];
    return { label, gap, pieces, prose };
  });
  const contact = cells.pop();
  const gaps = cells.filter(({ gap }) => gap).map(({ label }) => label.toLowerCase());
  const number = choices.length > 1 ? `${at + 1}. ` : "";
  return part("memo-practice", [
    { kind: "heading", level: 2, text: number + choice.title, id: anchor(choice.id), lang },
    { kind: "line", pieces: [plain(choice.meta)], name: "note" },
    { kind: "line", pieces: [plain(choice.summary)], lang },
    ...(said ? [line([plain("Onze opmerking:"), plain(said)], "memo-remark")] : []),
    ...cells.filter(({ gap }) => !gap).flatMap(({ label, pieces, prose }) => /** @type {Block[]} */ ([
      { kind: "heading", level: 3, text: label },
      ...(prose ? pieces.map((piece) => ({ kind: "line", pieces: [piece], lang })) : [{ kind: "points", items: pieces.map((piece) => [piece]), lang }]),
    ])),
    ...(gaps.length ? [line([plain(`Nog niet bekend: ${gaps.join(", ")}${choice.ask && `; ${choice.ask}`}.`)], "memo-gap")] : []),
    ...(choice.newer.length ? [line([plain("Er is een nieuwere praktijk:"), ...choice.newer])] : []),
    line([plain("Contact:"), ...(contact?.pieces ?? []).flatMap((piece, place) => (place ? [plain("·"), piece] : [piece]))]),
    line([plain(choice.notices.join(" ")), ["Lees de hele praktijk", choice.href, base ? base + choice.href : ""]], "note"),
  ]);
}

/** @param {Given} given @returns {Block} */
function beside({ manifest, choices }) {
  const sheets = groups(choices, BESIDE);
  const tables = sheets.map((sheet, at) => /** @type {Block} */ ({
    kind: "table",
    caption: sheets.length > 1 ? `De feiten naast elkaar (${at + 1} van ${sheets.length})` : "De feiten naast elkaar",
    heads: sheet.map(({ title }) => plain(title)),
    rows: compared({ facts: manifest.facts, texts: [] }, sheet).map(({ label, cells }) => ({
      label,
      cells: cells.map(({ gap, pieces }) => [...(gap ? [/** @type {Piece} */ (["", "", gap])] : []), ...pieces.map(([text, , note]) => /** @type {Piece} */ ([text, "", note]))]),
    })),
  }));
  return part("memo-beside", [{ kind: "heading", level: 2, text: "Naast elkaar", id: "memo-naast-elkaar" }, ...tables]);
}

/** @param {readonly string[]} questions @returns {Block} */
function asked(questions) {
  return part("memo-questions", [
    { kind: "heading", level: 2, text: "Vragen voor aan tafel", id: "memo-vragen" },
    { kind: "points", ordered: true, items: questions.map((question) => [plain(question)]) },
  ]);
}

/** @param {Given} given @returns {Block} */
function sources({ choices, share }) {
  return part("memo-sources", [
    { kind: "heading", level: 2, text: "Bronnen", id: "memo-bronnen" },
    ...choices.flatMap((choice) => /** @type {Block[]} */ ([
      { kind: "heading", level: 3, text: choice.title, lang: choice.lang },
      { kind: "points", ordered: true, items: choice.sources.map(([text, href, note]) => [/** @type {Piece} */ ([text, href, [note, href].filter(Boolean).join("; ")])]) },
    ])),
    ...(share ? [line([plain("Deze memo staat ook op:"), [share, share, ""]], "memo-share")] : []),
  ]);
}

/** @param {readonly Piece[]} pieces @param {string} [name] @returns {Block} */
const line = (pieces, name) => ({ kind: "line", pieces, ...(name && { name }) });

/** @param {string} name @param {readonly Block[]} blocks @returns {Block} */
const part = (name, blocks) => ({ kind: "part", name, blocks });
