/**
 * What a reader typed, taken apart; the same as kb/search/question.py.
 */

import { distance } from "./ranking.js";

/** @typedef {{form: string, beginning: boolean, star: boolean, light: boolean}} Ask */
/** @typedef {{forms: string[]}} Phrase a row of forms, "" where any word may stand */
/** @typedef {Ask | Phrase} Item */
/** @typedef {{name: string, terms: [number, number][]}} Named a filter typed by another name of its terms */
/** @typedef {{typed: string, nearest: string}} Strange a filter with a value that its facet doesn't know */
/**
 * @typedef {{clauses: Item[][], excluded: Item[], filters: [number, number][], without: Named[], named: Named[], strange: Strange[],
 *   hollow: boolean}} Question `without`: filters with a minus, each with all that was typed as its name
 */
/** @typedef {[string, number[]][]} Others what else leads to terms of a facet */
/** @typedef {{facets: FacetTerms[], dutch: import("./analyse.js").Dutch, longest: number, others: () => Others[]}} Language */
/** @typedef {{name: string, names: string[], terms: string[], called: string[][], counts: number[]}} FacetTerms */

const SHORTEST_NAME = 3;
const MOST_EDITS = 2;
const CHUNK = /-?(?:[^\s":]+:)?"[^"]*"|[^\s"]+|"/g;
const FILTER = /^(-?)([^\s":]+):"?([^"]+)"?$/;

/** @param {Item} item @returns {item is Phrase} */
export const isPhrase = (item) => "forms" in item;

/** @param {string} chunk @param {Language} language @returns {Named | Strange | null} */
function filterOf(chunk, { facets, dutch, others }) {
  const [, minus, name, typed] = FILTER.exec(chunk) ?? [];
  const place = name ? facets.findIndex(({ names }) => names.includes(dutch.fold(name))) : -1;
  if (place < 0) return null;
  const { called, terms } = facets[place];
  const own = called.findIndex((names) => names.includes(dutch.fold(typed)));
  if (own >= 0) return { name: "", terms: [[place, own]] };
  const plain = (/** @type {string} */ text) => dutch.words(text).map((word) => word.form).join(" ");
  const spoken = plain(typed);
  const ways = others()[place].map(([other, at]) => /** @type {[string, number[]]} */ ([plain(other), at]));
  const [, found] = ways.find(([other]) => other === spoken) ?? [];
  if (found) return { name: typed, terms: found.map((term) => [place, term]) };
  const ownNames = called.flatMap((names, at) => names.map((each) => /** @type {[string, number[]]} */ ([plain(each), [at]])));
  const near = nearest(spoken, [...ownNames, ...ways]);
  return { typed: chunk, nearest: near < 0 ? "" : `${minus}${name}:${terms[near]}` };
}

/** The term with a name that begins as what was typed, or else with the fewest edits; -1 when none comes near. @param {string} spoken @param {[string, number[]][]} ways */
function nearest(spoken, ways) {
  if (spoken.length < SHORTEST_NAME) return -1;
  const begun = ways.find(([name]) => name.startsWith(spoken));
  if (begun) return begun[1][0];
  let fewest = MOST_EDITS + 1;
  let found = -1;
  for (const [name, [term]] of ways) {
    const edits = distance(spoken, name, MOST_EDITS);
    if (edits < fewest) {
      fewest = edits;
      found = term;
    }
  }
  return found;
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
    if (!word.stop || beginning) asks.push({ form: word.form, beginning, star, light });
  }
  return asks;
}

/** @param {string} text @param {Language} language @returns {Question} */
export function parse(text, language) {
  const { dutch } = language;
  const read = text.slice(0, language.longest);
  const chunks = read.match(CHUNK) ?? [];
  const openEnd = chunks.length > 0 && !/\s$/.test(read);
  /** @type {Question} */
  const question = { clauses: [], excluded: [], filters: [], without: [], named: [], strange: [], hollow: false };
  let alternative = false;
  for (const [place, chunk] of chunks.entries()) {
    const last = place === chunks.length - 1;
    if ((chunk === "OF" || chunk === "OR") && question.clauses.length && !last) {
      alternative = true;
      continue;
    }
    const chosen = filterOf(chunk, language);
    if (chosen) {
      alternative = false;
      choose(question, chosen, chunk);
    } else if (chunk.startsWith("-") && chunk.length > 1) {
      alternative = false;
      question.excluded.push(...items(chunk.slice(1), false, dutch));
    } else {
      const found = items(chunk, openEnd && last, dutch);
      if (alternative && found.length) question.clauses[question.clauses.length - 1].push(...found);
      else question.clauses.push(...found.map((item) => [item]));
      alternative = alternative && !found.length;
    }
  }
  const { clauses, excluded, filters, without } = question;
  question.hollow = chunks.length > 0 && ![clauses, excluded, filters, without].some((all) => all.length);
  return question;
}

/** @param {Question} question @param {Named | Strange} chosen @param {string} chunk */
function choose({ filters, without, named, strange }, chosen, chunk) {
  if ("typed" in chosen) {
    if (!strange.some(({ typed }) => typed === chosen.typed)) strange.push(chosen);
    return;
  }
  if (chunk.startsWith("-")) {
    if (!without.some(({ name }) => name === chunk)) without.push({ name: chunk, terms: chosen.terms });
    return;
  }
  if (chosen.name && !named.some(({ name }) => name === chosen.name)) named.push(chosen);
  for (const [place, term] of chosen.terms) {
    if (!filters.some(([a, b]) => a === place && b === term)) filters.push([place, term]);
  }
}
