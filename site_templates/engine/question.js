/**
 * What a reader typed, taken apart; the same as kb/search/question.py.
 */

/** @typedef {{form: string, beginning: boolean, star: boolean, light: boolean, glued: boolean}} Ask */
/** @typedef {{forms: string[]}} Phrase a row of forms, "" where any word may stand */
/** @typedef {Ask | Phrase} Item */
/** @typedef {{clauses: Item[][], excluded: Item[], filters: [number, number][]}} Question */
/** @typedef {{name: string, names: string[], terms: string[], called: string[][], counts: number[]}} FacetTerms */

const LONGEST_QUESTION = 2000;
const CHUNK = /-?(?:[^\s":]+:)?"[^"]*"|[^\s"]+|"/g;
const FILTER = /^([^\s":]+):"?([^"]+)"?$/;

/** @param {Item} item @returns {item is Phrase} */
export const isPhrase = (item) => "forms" in item;

/** @param {string} chunk @param {FacetTerms[]} facets @param {import("./analyse.js").Dutch} dutch @returns {[number, number] | null} */
function filterOf(chunk, facets, dutch) {
  const match = FILTER.exec(chunk);
  if (!match) return null;
  const name = dutch.fold(match[1]);
  const value = dutch.fold(match[2]);
  const place = facets.findIndex((facet) => facet.names.includes(name));
  const term = place < 0 ? -1 : facets[place].called.findIndex((names) => names.includes(value));
  return term < 0 ? null : [place, term];
}

/** @param {string} chunk @param {boolean} openEnd @param {import("./analyse.js").Dutch} dutch @returns {Item[]} */
function items(chunk, openEnd, dutch) {
  const found = dutch.words(chunk);
  if (chunk.length > 1 && chunk.startsWith('"') && chunk.endsWith('"')) {
    const forms = found.map((word) => (word.stop ? "" : word.form));
    while (forms.length && !forms[forms.length - 1]) forms.pop();
    while (forms.length && !forms[0]) forms.shift();
    return forms.length ? [{ forms }] : [];
  }
  const asks = [];
  for (const [at, word] of found.entries()) {
    const ends = at === found.length - 1;
    const star = ends && chunk.slice(word.end) === "*";
    const beginning = star || (openEnd && ends && word.end === chunk.length && word.form.length > 2);
    const light = !star && (word.stop || dutch.isLight(word.form));
    if (!word.stop || beginning) asks.push({ form: word.form, beginning, star, light, glued: word.glued });
  }
  return asks;
}

/** @param {string} text @param {FacetTerms[]} facets @param {import("./analyse.js").Dutch} dutch @returns {Question} */
export function parse(text, facets, dutch) {
  const read = text.slice(0, LONGEST_QUESTION);
  const chunks = read.match(CHUNK) ?? [];
  const openEnd = chunks.length > 0 && !/\s$/.test(read);
  /** @type {Question} */
  const question = { clauses: [], excluded: [], filters: [] };
  let alternative = false;
  for (const [place, chunk] of chunks.entries()) {
    const last = place === chunks.length - 1;
    if ((chunk === "OF" || chunk === "OR") && question.clauses.length && !last) {
      alternative = true;
      continue;
    }
    const chosen = filterOf(chunk, facets, dutch);
    if (chosen) {
      if (!question.filters.some(([a, b]) => a === chosen[0] && b === chosen[1])) question.filters.push(chosen);
    } else if (chunk.startsWith("-") && chunk.length > 1) {
      question.excluded.push(...items(chunk.slice(1), false, dutch));
    } else {
      const found = items(chunk, openEnd && last, dutch);
      if (alternative && found.length) question.clauses[question.clauses.length - 1].push(...found);
      else question.clauses.push(...found.map((item) => [item]));
      alternative = alternative && !found.length;
    }
  }
  return question;
}
