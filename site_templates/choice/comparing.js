/** Practices side by side as values: for each row its cells, and whether they say the same. */

/** @typedef {import("./parts.js").Choice} Choice */
/** @typedef {import("./parts.js").Piece} Piece */
/** @typedef {"" | "same" | "differs" | "unknown"} Verdict */
/** @typedef {{gap: string, pieces: readonly Piece[], prose: boolean, shared: ReadonlySet<string>}} Compared `shared`: values that all have */
/** @typedef {{label: string, verdict: Verdict, cells: Compared[]}} Row */

/**
 * @param {{facts: readonly string[], texts: readonly string[]}} labels of the rows
 * @param {readonly Choice[]} choices
 * @returns {Row[]}
 */
export function compared({ facts, texts }, choices) {
  return [...facts, ...texts].map((label, at) => {
    const cells = choices.map((choice) => choice.cells[at]);
    const judged = choices.length > 1;
    const shared = judged ? sharedBy(cells.map(([, pieces]) => pieces.map(key))) : new Set();
    return {
      label,
      verdict: judged ? verdict(cells, shared) : "",
      cells: cells.map(([gap, pieces, prose], place) => ({ gap: gap && asking(gap, choices[place].ask), pieces, prose, shared })),
    };
  });
}

/** A gap as a sentence. @param {string} gap @param {string} ask whom, where somebody can be reached */
const asking = (gap, ask) => `${gap[0].toUpperCase()}${gap.slice(1)}${ask && `: ${ask}`}`;

/** By what two values are the same. @param {Piece} piece */
export const key = ([text, , note]) => JSON.stringify([text, note]);

/** @param {readonly (readonly string[])[]} columns */
const sharedBy = (columns) => new Set(columns[0].filter((value) => columns.every((column) => column.includes(value))));

/** @param {readonly import("./parts.js").Cell[]} cells @param {ReadonlySet<string>} shared @returns {Verdict} */
function verdict(cells, shared) {
  if (cells.every(([gap]) => gap)) return "unknown";
  return cells.every(([gap, pieces]) => !gap && pieces.every((piece) => shared.has(key(piece)))) ? "same" : "differs";
}

/** The items in groups of at most so many, as equal as can be: nine by four is three, three and three. @template T @param {readonly T[]} items @param {number} most @returns {T[][]} */
export function groups(items, most) {
  const count = Math.ceil(items.length / most);
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
