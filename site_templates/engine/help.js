/** Which small changes to a question may give an answer where it gave none. */

import { STEP } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{label: string, state: State}} Way A change: what it is called, and the state after it. */

/** What in a question can hold results back: its sign, what is left without it, and what that is called. */
const SIGNS = /** @type {const} */ ([
  [/"([^"]*)"/g, " $1 ", "Zonder aanhalingstekens"],
  [/(^|\s)-("[^"]*"|\S+)/g, " ", "Zonder de woorden met een min ervoor"],
  [/(^|\s)[^\s":]+:("[^"]*"|[^\s"]+)/g, " ", "Zonder het filter in je zoekwoorden"],
]);

/**
 * The ways out of an empty answer, the smallest change first. What each gives is for the engine to say.
 * @param {State} state
 * @param {(name: string, terms: readonly string[]) => string} label what a choice in a facet is called
 * @returns {Way[]}
 */
export function ways(state, label) {
  const start = { ...state, n: STEP };
  const { filters, q } = start;
  const names = Object.keys(filters);
  /** @type {Way[]} */
  const found = names.map((name) => {
    const { [name]: terms = [], ...others } = filters;
    return { label: `Zonder het filter ${label(name, terms)}`, state: { ...start, filters: others } };
  });
  if (names.length > 1) found.push({ label: "Zonder filters", state: { ...start, filters: {} } });
  for (const [sign, left, name] of SIGNS) {
    const less = q.replace(sign, left);
    if (less !== q && less.trim()) found.push({ label: name, state: { ...start, q: less.replace(/\s+/g, " ").trim() } });
  }
  if (start.exact) found.push({ label: "Met verwante woorden erbij", state: { ...start, exact: false } });
  return found;
}
