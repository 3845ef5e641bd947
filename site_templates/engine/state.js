/** What the search page shows, read from its address and written to it. */

/** @typedef {"relevantie" | "nieuwste" | "titel"} Sort */

/** @typedef {Readonly<Record<string, readonly string[]>>} Filters Chosen terms by facet, a facet without any left out. */

/**
 * @typedef {object} State All that the page shows; nothing of it lives anywhere but in the address.
 * @property {string} q what was typed, spaces included
 * @property {Filters} filters
 * @property {Sort} sort
 * @property {number} n how many results are shown
 * @property {boolean} exact no widening: only the reader's own words
 * @property {boolean} reasons each result says why it stands where it stands
 */

/** So many results come at first, and so many more each time. */
export const STEP = 10;

/** So many results at most. */
export const MOST = 1000;

/** @type {readonly Sort[]} */
const SORTS = ["relevantie", "nieuwste", "titel"];

/** The page without any choice. @type {State} */
export const START = { q: "", filters: {}, sort: "relevantie", n: STEP, exact: false, reasons: false };

/** What others hang on a link to count its readers (`utm_source`, `fbclid`): the reader can't help it, so it is not said. */
const FOREIGN = /^[a-z]{2,4}_|clid$/;

/**
 * The state that an address asks for, and what in it means nothing here, as `name=value`; `tooMany`: it asks for more
 * results than we show at once.
 * @param {string} address the part of the address from the question mark
 * @param {Filters} facets all terms by facet, in the order of the page
 * @returns {{state: State, unknown: string[], tooMany: boolean}}
 */
export function read(address, facets) {
  const asked = new URLSearchParams(address);
  /** @type {string[]} */
  const unknown = [];
  /** @template T @param {string} name @param {T} usual @param {(value: string) => T | undefined} meaning */
  const one = (name, usual, meaning) => {
    const value = asked.get(name);
    if (value === null) return usual;
    const known = meaning(value);
    if (known === undefined) unknown.push(`${name}=${value}`);
    return known ?? usual;
  };
  const state = {
    q: asked.get("q") ?? START.q,
    filters: chosen(asked, facets, unknown),
    sort: one("sort", START.sort, (value) => SORTS.find((sort) => sort === value)),
    n: one("n", START.n, number),
    exact: one("breed", START.exact, (value) => flag(value, "0", "1")),
    reasons: one("uitleg", START.reasons, (value) => flag(value, "1", "0")),
  };
  const names = [...Object.keys(facets), "q", "sort", "n", "breed", "uitleg", "k"];
  for (const [name, value] of asked) if (!names.includes(name) && !FOREIGN.test(name)) unknown.push(`${name}=${value}`);
  return { state, unknown, tooMany: tooMany(asked.get("n") ?? "") };
}

/**
 * The address of a state, from the question mark on; empty for the page without any choice.
 * @param {State} state @param {string} [kept] the reader's list of practices, which travels along
 */
export function write(state, kept = "") {
  const address = new URLSearchParams();
  if (state.q) address.append("q", state.q);
  for (const [name, terms] of Object.entries(state.filters)) {
    for (const term of terms) address.append(name, term);
  }
  if (state.sort !== START.sort) address.append("sort", state.sort);
  if (state.n !== START.n) address.append("n", String(state.n));
  if (state.exact) address.append("breed", "0");
  if (state.reasons) address.append("uitleg", "1");
  const text = [address.toString(), kept && `k=${kept}`].filter(Boolean).join("&");
  return text && `?${text}`;
}

/** How many terms are chosen. @param {Filters} filters */
export function chosenCount(filters) {
  return Object.values(filters).reduce((sum, terms) => sum + terms.length, 0);
}

/** @param {URLSearchParams} asked @param {Filters} facets @param {string[]} unknown @returns {Filters} */
function chosen(asked, facets, unknown) {
  /** @type {Record<string, string[]>} */
  const filters = {};
  for (const [name, terms] of Object.entries(facets)) {
    const values = asked.getAll(name);
    unknown.push(...values.filter((value) => !terms.includes(value)).map((value) => `${name}=${value}`));
    const known = terms.filter((term) => values.includes(term));
    if (known.length) filters[name] = known;
  }
  return filters;
}

/** @param {string} value */
function number(value) {
  const n = /^\d+$/.test(value) ? Number(value) : 0;
  return n >= 1 ? Math.min(n, MOST) : undefined;
}

/** @param {string} value */
const tooMany = (value) => /^\d+$/.test(value) && Number(value) > MOST;

/** @param {string} value @param {string} yes @param {string} no */
function flag(value, yes, no) {
  if (value === yes) return true;
  return value === no ? false : undefined;
}
