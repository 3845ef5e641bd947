/** The page that lays the practices side by side: a table, one practice at a time on a phone, sheets on paper. */

import { button, element } from "../engine/nodes.js";
import { compared, groups, key } from "./comparing.js";
import { cellNodes } from "./paper.js";

/** @typedef {import("./parts.js").Choice} Choice */
/** @typedef {import("./parts.js").Manifest} Manifest */
/** @typedef {import("./comparing.js").Row} Row */

/** So many practices stand side by side on a sheet of paper on its side. */
const BESIDE = 5;

/** A finger that goes so many pixels aside, and more aside than up or down, wants the next practice. */
const SWIPE = 48;

const SAID = { same: "overal gelijk", unknown: "nergens bekend", differs: "verschilt", "": "" };

/** @param {import("./desk.js").Desk} desk @returns {import("./desk.js").Show} */
export function beside({ body }) {
  const narrow = matchMedia("(max-width: 47.99em)");
  let at = 0;
  let onlyDifferences = false;
  /** @type {() => void} */
  let turn = () => {};
  narrow.addEventListener("change", () => turn());

  return (manifest, choices) => {
    if (!choices.length) {
      body.replaceChildren();
      return;
    }
    const rows = compared(manifest, choices);
    const screen = table(rows, choices, "Praktijken naast elkaar");
    const scroll = element("div", { class: "compare-scroll", role: "region", tabindex: "0", "aria-label": "Praktijken naast elkaar" }, screen);
    const where = element("p", { class: "compare-where", "aria-live": "polite" });
    const back = button("Vorige", () => go(-1));
    const on = button("Volgende", () => go(1));

    /** @param {number} step */
    const go = (step) => {
      at = Math.min(Math.max(at + step, 0), choices.length - 1);
      turn();
    };
    turn = () => {
      at = Math.min(at, choices.length - 1);
      back.setAttribute("aria-disabled", String(at === 0));
      on.setAttribute("aria-disabled", String(at === choices.length - 1));
      where.textContent = `${at + 1} van ${choices.length}`;
      for (const row of screen.rows) {
        const cells = [...row.cells].slice(1);
        cells.forEach((cell, place) => (cell.hidden = narrow.matches && place !== at));
      }
    };
    swipes(screen, (step) => {
      if (narrow.matches) go(step);
    });
    const only = onlyDiffering(rows, screen, onlyDifferences, (chosen) => (onlyDifferences = chosen));
    const sheets = groups(choices, BESIDE).map((sheet, number, all) => {
      const caption = `Praktijken naast elkaar${all.length > 1 ? `, blad ${number + 1} van ${all.length}` : ""}`;
      return element("div", { class: "compare-sheet" }, table(rows.map((row) => cut(row, choices, sheet)), sheet, caption));
    });
    body.replaceChildren(
      element("div", { class: "compare-bar" }, ...only, element("p", { class: "compare-turn actions" }, back, on, where)),
      scroll,
      ...sheets,
      element("p", { class: "actions compare-print" }, button("Druk af", () => print())),
    );
    turn();
  };
}

/** The same row with the cells of these practices only. @param {Row} row @param {readonly Choice[]} choices @param {readonly Choice[]} sheet @returns {Row} */
const cut = (row, choices, sheet) => ({ ...row, cells: sheet.map((choice) => row.cells[choices.indexOf(choice)]) });

/** The roles stand there in full: on a phone the style lays cells below each other, and a browser forgets the table. @param {readonly Row[]} rows @param {readonly Choice[]} choices @param {string} caption */
function table(rows, choices, caption) {
  const heads = choices.map(({ title, href, lang }) =>
    element("th", { scope: "col", role: "columnheader", ...(lang && { lang }) }, element("a", { href }, title)));
  const body = rows.map(({ label, verdict, cells }) => {
    const said = verdict ? [element("span", { class: `verdict ${verdict}` }, SAID[verdict])] : [];
    const row = element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, label, " ", ...said), ...cells.map((cell) => cellNode(cell, verdict === "differs" ? choices.length : 0)));
    row.dataset.verdict = verdict;
    return row;
  });
  const corner = element("td", { role: "cell" }, element("span", { class: "unseen" }, "Praktijk"));
  return element("table", { class: "compare", role: "table" },
    element("caption", { class: "unseen" }, caption),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, corner, ...heads)),
    element("tbody", { role: "rowgroup" }, ...body),
  );
}

/** In a row that differs, a value that all have says so. @param {Row["cells"][number]} cell @param {number} among so many, or 0 where nothing is said */
function cellNode({ gap, pieces, prose, shared }, among) {
  const missing = gap ? [element("p", { class: "gap-line" }, gap)] : [];
  const told = pieces.map((piece) => (among && shared.has(key(piece))
    ? /** @type {import("./parts.js").Piece} */ ([piece[0], piece[1], [piece[2], among === 2 ? "staat bij beide" : `staat bij alle ${among}`].filter(Boolean).join(", ")])
    : piece));
  return element("td", { role: "cell" }, ...missing, ...cellNodes(told, prose || missing.length > 0));
}

/** A box to tick, where some rows say the same of all. @param {readonly Row[]} rows @param {HTMLTableElement} screen @param {boolean} chosen @param {(chosen: boolean) => void} choose */
function onlyDiffering(rows, screen, chosen, choose) {
  const alike = rows.filter(({ verdict }) => verdict === "same" || verdict === "unknown");
  if (!alike.length) return [];
  const box = element("input", { type: "checkbox" });
  box.checked = chosen;
  const apply = () => {
    choose(box.checked);
    for (const row of screen.tBodies[0].rows) row.hidden = box.checked && ["same", "unknown"].includes(row.dataset.verdict ?? "");
  };
  box.addEventListener("change", apply);
  apply();
  const text = `Verberg wat overal gelijk of nergens bekend is (${alike.map(({ label }) => label.toLowerCase()).join(", ")})`;
  return [element("label", { class: "option" }, box, element("span", {}, text))];
}

/** @param {HTMLElement} place @param {(step: number) => void} act */
function swipes(place, act) {
  /** @type {Touch | undefined} */
  let start;
  place.addEventListener("touchstart", (event) => {
    start = event.touches.length === 1 ? event.touches[0] : undefined;
  }, { passive: true });
  place.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!start || !end) return;
    const [aside, along] = [end.clientX - start.clientX, end.clientY - start.clientY];
    if (Math.abs(aside) > SWIPE && Math.abs(aside) > 2 * Math.abs(along)) act(aside < 0 ? 1 : -1);
  }, { passive: true });
}
