/** A text with headings, points and tables, to be shown as a page, copied as HTML and copied as plain text. */

import { element } from "../engine/nodes.js";

/** @typedef {import("./parts.js").Piece} Piece */

/**
 * @typedef {{kind: "heading", level: 1 | 2 | 3, text: string, id?: string, lang?: string}} Heading
 * @typedef {{kind: "line", pieces: readonly Piece[], name?: string, lang?: string}} Line
 * @typedef {{kind: "points", items: readonly (readonly Piece[])[], ordered?: boolean, lang?: string}} Points
 * @typedef {{kind: "table", caption: string, heads: readonly Piece[], rows: readonly {label: string, cells: readonly (readonly Piece[])[]}[]}} Table
 * @typedef {{kind: "part", name: string, blocks: readonly Block[]}} Part
 * @typedef {Heading | Line | Points | Table | Part} Block
 */

/** Where a copied text leads to: the whole address of a path of ours, or "" when nobody else could open it. */
/** @typedef {(href: string) => string} Address */

/** @param {string} text @returns {Piece} */
export const plain = (text) => [text, "", ""];

/** @param {Piece} piece @returns {(Node | string)[]} */
function pieceNodes([text, href, note]) {
  const named = href ? element("a", { href }, text) : text;
  const behind = note ? [...(text ? [" "] : []), element("span", { class: "note" }, note)] : [];
  return text ? [named, ...behind] : behind;
}

/** Values of one cell: one as a text, more as a list or as paragraphs. @param {readonly Piece[]} pieces @param {boolean} [prose] */
export function cellNodes(pieces, prose = false) {
  if (pieces.length <= 1) return pieces.flatMap(pieceNodes);
  if (prose) return pieces.map((piece) => element("p", {}, ...pieceNodes(piece)));
  return [element("ul", {}, ...pieces.map((piece) => element("li", {}, ...pieceNodes(piece))))];
}

/** @param {Block} block @returns {HTMLElement} */
export function blockNode(block) {
  if (block.kind === "heading") {
    const named = { ...(block.id && { id: block.id }), ...(block.lang && { lang: block.lang }) };
    return element(block.level === 3 ? "h4" : block.level === 2 ? "h3" : "h2", named, block.text);
  }
  const named = { ...("lang" in block && block.lang && { lang: block.lang }) };
  if (block.kind === "line") return element("p", { ...named, ...(block.name && { class: block.name }) }, ...lineNodes(block.pieces));
  if (block.kind === "points") return element(block.ordered ? "ol" : "ul", named, ...block.items.map((item) => element("li", {}, ...lineNodes(item))));
  if (block.kind === "table") return tableNode(block);
  return element("section", { class: block.name }, ...block.blocks.map(blockNode));
}

/** @param {readonly Piece[]} pieces */
const lineNodes = (pieces) => pieces.flatMap((piece, at) => [...(at ? [" "] : []), ...pieceNodes(piece)]);

/** @param {Table} table */
function tableNode({ caption, heads, rows }) {
  const head = element("tr", {}, element("td"), ...heads.map((piece) => element("th", { scope: "col" }, ...pieceNodes(piece))));
  const body = rows.map(({ label, cells }) =>
    element("tr", {}, element("th", { scope: "row" }, label), ...cells.map((cell) => element("td", {}, ...cellNodes(cell)))),
  );
  return element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
}

/** The same for a word processor or a mail. @param {Block} block @param {Address} address @returns {string} */
export function blockHtml(block, address) {
  if (block.kind === "heading") return `<h${block.level}>${escaped(block.text)}</h${block.level}>\n`;
  if (block.kind === "line") return `<p>${lineHtml(block.pieces, address)}</p>\n`;
  if (block.kind === "points") {
    const list = block.ordered ? "ol" : "ul";
    return `<${list}>${block.items.map((item) => `<li>${lineHtml(item, address)}</li>`).join("")}</${list}>\n`;
  }
  if (block.kind === "part") return block.blocks.map((inner) => blockHtml(inner, address)).join("");
  const cells = (/** @type {"td" | "th"} */ tag, /** @type {readonly (readonly Piece[])[]} */ all) =>
    all.map((cell) => `<${tag} valign="top" align="left">${cell.map((piece) => pieceHtml(piece, address)).join("<br>")}</${tag}>`).join("");
  const head = cells("th", [[plain("")], ...block.heads.map((piece) => [piece])]);
  const rows = block.rows.map((row) => `<tr>${cells("th", [[plain(row.label)]])}${cells("td", row.cells)}</tr>`);
  return `<table border="1" cellspacing="0" cellpadding="4"><tr>${head}</tr>${rows.join("")}</table>\n`;
}

/** @param {readonly Piece[]} pieces @param {Address} address */
const lineHtml = (pieces, address) => pieces.map((piece) => pieceHtml(piece, address)).join(" ");

/** @param {Piece} piece @param {Address} address */
function pieceHtml([text, href, note], address) {
  const target = href && address(href);
  const named = target ? `<a href="${escaped(target)}">${escaped(text)}</a>` : escaped(text);
  return [named, note && `${text ? "(" : ""}${escaped(note)}${text ? ")" : ""}`].filter(Boolean).join(" ");
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark] ?? "&quot;");

/** The same without any mark-up. @param {Block} block @param {Address} address @returns {string} */
export function blockText(block, address) {
  if (block.kind === "heading") return `\n${block.level < 3 ? block.text.toUpperCase() : block.text}\n`;
  if (block.kind === "line") return `${lineText(block.pieces, address)}\n`;
  if (block.kind === "points") {
    return block.items.map((item, at) => `${block.ordered ? `${at + 1}.` : "-"} ${lineText(item, address)}\n`).join("");
  }
  if (block.kind === "part") return block.blocks.map((inner) => blockText(inner, address)).join("");
  return block.heads.map(([title], at) => {
    const rows = block.rows.map(({ label, cells }) => `  ${label}: ${cells[at].map((piece) => pieceText(piece, () => "")).join("; ")}\n`);
    return `${title}\n${rows.join("")}`;
  }).join("\n");
}

/** @param {readonly Piece[]} pieces @param {Address} address */
const lineText = (pieces, address) => pieces.map((piece) => pieceText(piece, address)).join(" ");

/** @param {Piece} piece @param {Address} address */
function pieceText([text, href, note], address) {
  const target = href && address(href).replace(/^(mailto|tel):/, "");
  const more = [note, target !== text && !note.includes(target) && target].filter(Boolean).join("; ");
  if (!more) return text;
  return text ? `${text} (${more})` : more;
}
