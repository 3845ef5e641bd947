/** Which small changes to a question may give an answer where it gave none. */

import { button, element } from "./nodes.js";
import { STEP } from "./state.js";
import { enumeration, practices } from "./wording.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {{label: string, state: State}} Way A change: what it is called, and the state after it. */

/** What in a question can hold results back: its sign, what is left without it, and what that is called. */
const SIGNS = /** @type {const} */ ([
  [/"([^"]*)"/g, " $1 ", "Zonder aanhalingstekens"],
  [/(^|\s)-("[^"]*"|\S+)/g, " ", "Zonder de woorden met een min ervoor"],
]);

/** A filter as it is typed; each may be left out by itself. */
const TYPED = /(?<!\S)[^\s":-][^\s":]*:(?:"[^"]*"|[^\s"]+)/g;

/**
 * The ways out of an empty answer, the smallest change first. What each gives is for the engine to say.
 * @param {State} state
 * @param {(name: string, terms: readonly string[]) => string[]} labels what the terms of a facet are called
 * @returns {Way[]}
 */
export function ways(state, labels) {
  const start = { ...state, n: STEP };
  const { filters, q } = start;
  const names = Object.keys(filters);
  /** @type {Way[]} */
  const found = names.map((name) => {
    const { [name]: terms = [], ...others } = filters;
    return { label: `Zonder ${called(labels(name, terms))}`, state: { ...start, filters: others } };
  });
  if (names.length > 1) found.push({ label: "Zonder alle filters", state: { ...start, filters: {} } });
  /** @param {string} label @param {string} less */
  const offer = (label, less) => {
    if (less !== q && less.trim()) found.push({ label, state: { ...start, q: less.replace(/\s+/g, " ").trim() } });
  };
  for (const [sign, left, name] of SIGNS) offer(name, q.replace(sign, left));
  const typed = q.match(TYPED) ?? [];
  for (const filter of new Set(typed)) offer(`Zonder ${filter}`, q.replaceAll(filter, " "));
  if (typed.length > 1) offer("Zonder de filters in je zoekwoorden", q.replace(TYPED, " "));
  if (names.length && q.trim()) found.push({ label: "Zonder zoekwoorden", state: { ...start, q: "" } });
  if (start.exact) found.push({ label: "Met verwante woorden erbij", state: { ...start, exact: false } });
  return found;
}

/**
 * The ways out that give something, to be pressed, and where else to look.
 * @param {State} state @param {Parameters<typeof ways>[1]} labels
 * @param {(state: State) => Promise<number>} totalOf what a state would give @param {(state: State) => void} settles
 * @returns {Promise<Node[]>}
 */
export async function waysOut(state, labels, totalOf, settles) {
  const tried = await Promise.all(ways(state, labels).map(async (way) => ({ ...way, total: await totalOf(way.state) })));
  const some = tried.filter(({ total }) => total);
  const items = some.map(({ label, state: after, total }) => button(`${label}: ${practices(total).toLowerCase()}`, () => settles(after)));
  const list = element("ul", { class: "ways" }, ...items.map((item) => element("li", {}, item)));
  const all = element("a", { href: "praktijken.html" }, "Bekijk alle praktijken");
  const tell = element("a", { href: "bijdragen.html" }, "vertel ons over een praktijk die hier hoort");
  const elsewhere = element("p", {}, all, ", of ", tell, ".");
  if (!items.length) return [elsewhere];
  return [element("p", {}, `${gap(state, labels, some)}Zo vind je wel iets:`), list, elsewhere];
}

/** What is not there yet, when the words are found as soon as the filters are gone. @param {State} state @param {Parameters<typeof ways>[1]} labels @param {Way[]} found */
function gap({ q, filters }, labels, found) {
  const held = found.some(({ state: after }) => after.q === q && !Object.keys(after.filters).length);
  const names = Object.entries(filters).flatMap(([name, terms]) => labels(name, terms));
  return held && names.length ? `Met ${called(names)} staat hier nog niets over “${q.trim()}”. ` : "";
}

/** @param {readonly string[]} names of terms */
const called = (names) => `${names.length > 1 ? "de filters" : "het filter"} ${enumeration(names)}`;
