/** What a reader may mean who has typed so much: practices, terms, places and organisations. */

import { placeOf } from "./dictionary.js";
import { unshared } from "./shards.js";

/** @typedef {import("./engine.js").Tools} Tools */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {readonly {name: string, label: string, terms: readonly {id: string, label: string}[]}[]} Facets as they stand on the page */

/**
 * @typedef {object} Suggestion
 * @property {string} label
 * @property {string} [practice] its id: go there
 * @property {{facet: string, terms: string[]}} [filter] choose these terms
 * @property {string} q what stands in the field after that
 */

/** So many of each kind at most. */
const EACH = 2;
/** The last so many words that were typed are looked at together. */
const WORDS = 4;
/** Letters of the shortest beginning that says something. */
const SHORTEST = 3;

/**
 * @param {Tools} tools @param {string} q @param {Facets} facets @param {Readonly<Record<string, readonly string[]>>} chosen
 * @param {readonly {id: string, title: string}[]} hits the practices that were found
 * @returns {Suggestion[]}
 */
export function suggestions(tools, q, facets, chosen, hits) {
  const plain = (/** @type {string} */ text) => tools.know.dutch.words(text).map(({ form }) => form).join(" ");
  const tails = tailsOf(q, plain);
  if (!tails.length) return [];
  const names = namesFrom(tools, tails);
  const places = tools.others().flatMap((ways, place) => ways.map(([name, terms]) => ({ name, place, terms })));
  const left = (/** @type {string} */ facet, /** @type {string} */ id) => !chosen[facet]?.includes(id);

  /** @template T @param {readonly T[]} all @param {(one: T) => string} textOf @param {(one: T, rest: string) => Suggestion | null} made */
  const some = (all, textOf, made) => fitting(all, (one) => plain(textOf(one)), tails, made);

  const seen = new Set();
  const fresh = (/** @type {Suggestion} */ { filter }) => {
    const same = JSON.stringify(filter);
    return !same || (!seen.has(same) && seen.add(same));
  };
  const terms = facets.flatMap((facet) => facet.terms.map((term) => ({ facet, ...term })));
  return [
    ...some(terms, ({ label }) => label, termOf),
    ...some(places, ({ name }) => name, placeOf),
    ...some(names, (name) => name, (name, rest) => ({ label: `Organisatie: ${name}`, q: `${rest}"${name}" ` })),
    ...some(hits, ({ title }) => title, ({ id, title }) => ({ label: `Praktijk: ${title}`, practice: id, q })),
  ].filter(fresh);

  /** @param {typeof terms[number]} term @param {string} rest */
  function termOf({ facet, id, label }, rest) {
    const filter = { facet: facet.name, terms: [id] };
    return left(facet.name, id) ? { label: `${facet.label}: ${label}`, filter, q: rest } : null;
  }

  /** @param {typeof places[number]} place @param {string} rest */
  function placeOf({ name, place, terms }, rest) {
    const { name: facetName, terms: ids } = tools.know.facets[place];
    const facet = facets.find((one) => one.name === facetName);
    const meant = terms.map((at) => facet?.terms.find(({ id }) => id === ids[at])).filter((term) => term && left(facetName, term.id));
    if (!facet || !meant.length) return null;
    const labels = meant.map((term) => term?.label).join(", ");
    const filter = { facet: facetName, terms: meant.map((term) => String(term?.id)) };
    return { label: `${name} → ${facet.label.toLowerCase()} ${labels}`, filter, q: rest };
  }
}

/** The ends of what was typed that may be (the beginning of) a name, the longest first, with what stands before each. @param {string} q @param {(text: string) => string} plain */
function tailsOf(q, plain) {
  let starts = [...q.matchAll(/\S+/g)].slice(-WORDS);
  const sign = starts.map(([word]) => /^-|[":*]|^(OF|OR)$/.test(word)).lastIndexOf(true); // no part of a name
  starts = starts.slice(sign + 1);
  const tails = starts.map(({ index }) => ({ rest: q.slice(0, index), tail: plain(q.slice(index)) }));
  return tails.filter(({ tail }) => tail.length >= SHORTEST);
}

/**
 * Of the names that hold a tail from the beginning of a word on: those with the longest tail, those that begin with it first.
 * @template T
 * @param {readonly T[]} all @param {(one: T) => string} plain @param {{rest: string, tail: string}[]} tails
 * @param {(one: T, rest: string) => Suggestion | null} made
 */
function fitting(all, plain, tails, made) {
  const texts = all.map((one) => ` ${plain(one)}`);
  for (const { rest, tail } of tails) {
    const places = texts.map((text) => text.indexOf(` ${tail}`));
    const begins = all.filter((_, at) => places[at] === 0);
    const holds = all.filter((_, at) => places[at] > 0);
    const found = [...begins, ...holds].map((one) => made(one, rest)).filter((one) => one !== null);
    if (found.length) return found.slice(0, EACH);
  }
  return [];
}

/** The names of organisations with a word that begins as the last one typed. @param {Tools} tools @param {{tail: string}[]} tails */
function namesFrom(tools, tails) {
  const last = tails[tails.length - 1].tail.split(" ").pop() ?? "";
  const { starts, names: parts } = tools.ranges(tools.parts.names);
  /** @type {Set<string>} */
  const names = new Set();
  for (const part of parts.slice(placeOf(starts, last), placeOf(starts, `${last}\uffff`) + 1)) {
    for (const [word, rest] of tools.part(part, (text) => unshared(text.split("\n")))) {
      if (word.startsWith(last)) for (const name of rest.slice(1).split("|")) names.add(name);
    }
  }
  return [...names];
}
