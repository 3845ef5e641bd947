/**
 * Terms and orders of the practices: filtering, counting, and sorting by anything but the score.
 * The same as kb/search/query.py, over lists of practices by term (kb/search/docparts.py).
 */

import { leading, reader, rowOf } from "./shards.js";

/** @typedef {{start: number, holders: Uint16Array[][]}} Stretch slots from `start` on: holders[facet][term], by their places in the stretch */
/** @typedef {readonly Set<number>[]} Chosen the chosen terms of each facet */
/** @typedef {import("./question.js").FacetTerms[]} Facets */

/** @param {string} text @param {Facets} facets @returns {Uint16Array[][]} */
export function holdersIn(text, facets) {
  const numbers = reader(text);
  return facets.map(({ terms }) => terms.map(() => Uint16Array.from(rowOf(numbers))));
}

/**
 * For each facet in which something is chosen, which practices have one of the chosen terms.
 * @param {readonly Stretch[]} stretches @param {Chosen} chosen @param {number} slots
 */
function fitting(stretches, chosen, slots) {
  return chosen.map((terms, place) => {
    if (!terms.size) return null;
    const fits = new Uint8Array(slots);
    for (const { start, holders } of stretches) for (const term of terms) for (const at of holders[place][term]) fits[start + at] = 1;
    return fits;
  });
}

/** The practices that fit all that is chosen. @param {number[]} docs @param {readonly Stretch[]} stretches @param {Chosen} chosen @param {number} slots */
export function filtered(docs, stretches, chosen, slots) {
  const fits = fitting(stretches, chosen, slots);
  return docs.filter((doc) => fits.every((own) => !own || own[doc]));
}

/** The practices that have none of these terms. @param {number[]} docs @param {readonly Stretch[]} stretches @param {Chosen} terms @param {number} slots */
export function lacking(docs, stretches, terms, slots) {
  const fits = fitting(stretches, terms, slots);
  return docs.filter((doc) => !fits.some((own) => own?.[doc]));
}

/**
 * How many practices each term would leave, as if its facet were open.
 * @param {readonly number[]} docs @param {readonly Stretch[]} stretches @param {Chosen} chosen @param {Facets} facets @param {number} slots
 * @returns {Record<string, Record<string, number>>}
 */
export function counts(docs, stretches, chosen, facets, slots) {
  const fits = fitting(stretches, chosen, slots);
  const leftBy = (/** @type {(Uint8Array | null)[]} */ others) => {
    const left = new Uint8Array(slots);
    for (const doc of docs) left[doc] = Number(others.every((own) => !own || own[doc]));
    return left;
  };
  const all = leftBy(fits);
  const rows = facets.map(({ name, terms }, place) => {
    const left = fits[place] ? leftBy(fits.filter((_, other) => other !== place)) : all;
    return [name, tally(terms, (at) => count(left, stretches, place, at))];
  });
  return Object.fromEntries(rows);
}

/** The terms that have practices, with their number. @param {string[]} terms @param {(at: number) => number} numberOf @returns {Record<string, number>} */
export const tally = (terms, numberOf) =>
  Object.fromEntries(terms.map((term, at) => /** @type {[string, number]} */ ([term, numberOf(at)])).filter(([, number]) => number));

/** @param {Uint8Array} left @param {readonly Stretch[]} stretches @param {number} place @param {number} term */
function count(left, stretches, place, term) {
  let number = 0;
  for (const { start, holders } of stretches) for (const at of holders[place][term]) number += left[start + at];
  return number;
}

/** Groups of practices that stand level. @param {string} text @returns {number[][]} */
export function groupsIn(text) {
  const numbers = reader(text);
  const groups = [];
  while (!numbers.done) groups.push(rowOf(numbers));
  return groups;
}

/** The first so many by an order, without sorting all. @param {readonly number[]} docs @param {(a: number, b: number) => number} order @param {number} limit */
export function firstOf(docs, order, limit) {
  /** @type {number[]} */
  const first = [];
  for (const doc of docs) {
    if (first.length >= limit && !(limit && order(doc, first[limit - 1]) < 0)) continue;
    first.splice(leading(first, (one) => order(one, doc) < 0), 0, doc);
    if (first.length > limit) first.pop();
  }
  return first;
}
