/** Why a practice stands where it stands; the same as kb/search/explain.py. */

import { isPhrase } from "./question.js";
import { frequency, norm } from "./ranking.js";
import { nameOf, ownWords, phraseIdf, placesOf, rowEvidence } from "./search.js";

/** @typedef {import("./search.js").Found["parts"]} Parts */
/** @typedef {import("./search.js").Reading} Reading */
/** @typedef {{key: string, weight: number, occurrences: number, fields: number[]}} FoundKey */
/** @typedef {{word: string, idf: number, share: number, tf: number, score: number, found: FoundKey[], counts: boolean}} Reason */

/**
 * The reasons for one practice, a word or phrase at a time. What counts adds up to its score before coverage.
 * @param {Reading} reading @param {import("./search.js").Found} found @param {number} doc @param {boolean} exact
 * @returns {{coverage: number, reasons: Reason[]}}
 */
export function explained(reading, { parts, coverage }, doc, exact) {
  const know = exact ? { ...reading, ranking: ownWords(reading.ranking) } : reading;
  const reasons = parts.flatMap(({ clause, each, pools }) => {
    const scores = each.map((part) => part.get(doc) ?? 0);
    const best = scores.indexOf(Math.max(...scores));
    return clause.map((item, at) => {
      const pool = pools[at];
      const found = isPhrase(item) ? phraseFound(know, item, doc) : pool ? wordFound(know, pool, doc) : [];
      const rare = isPhrase(item) ? phraseIdf(know, item) : (pool?.idf ?? 0);
      const share = !isPhrase(item) && item.light ? know.ranking.light : 1;
      const tf = found.reduce((sum, { weight, occurrences }) => sum + weight * occurrences, 0);
      return { word: nameOf([item]), idf: rare, share, tf, score: scores[at], found, counts: at === best };
    });
  });
  return { coverage: coverage.get(doc) ?? 1, reasons };
}

/** @param {Reading} know @param {import("./widening.js").Pool} pool @param {number} doc @returns {FoundKey[]} */
function wordFound(know, pool, doc) {
  const keys = [...pool.weights.keys()].sort().flatMap((key) => {
    const units = unitsOf(know, key, doc);
    if (!units) return [];
    const { weights } = pool;
    return { key, weight: weights.get(key) ?? 0, occurrences: occurrences(know, key, doc), fields: fieldsOf([units]) };
  });
  const rows = pool.rows.flatMap((row) => {
    const value = rowEvidence(know, row).get(doc);
    const fields = fieldsOf(row.map((key) => unitsOf(know, key, doc) ?? []));
    return value ? { key: row.join(" + "), weight: 1, occurrences: value, fields } : [];
  });
  return [...keys, ...rows];
}

/** @param {Reading} know @param {import("./question.js").Phrase} phrase @param {number} doc @returns {FoundKey[]} */
function phraseFound(know, phrase, doc) {
  const { dutch, ranking, words, average } = know;
  const starts = placesOf(know, phrase).get(doc);
  if (!starts) return [];
  const units = new Array(ranking.weights.length).fill(0);
  for (const start of starts) units[Math.floor(start / ranking.field_positions)] += ranking.units;
  const { docs, lengths } = words.postings(dutch.key(phrase.forms[0]));
  const length = norm(lengths[docs.indexOf(doc)] ?? 0, average, ranking.b);
  const key = phrase.forms.map((form) => (form ? dutch.key(form) : "…")).join(" ");
  return [{ key, weight: 1, occurrences: frequency(units, length, ranking), fields: fieldsOf([units]) }];
}

/** @param {Reading} know @param {string} key @param {number} doc */
function unitsOf({ words }, key, doc) {
  const { docs, units } = words.postings(key);
  return units[docs.indexOf(doc)];
}

/** @param {Reading} know @param {string} key @param {number} doc */
function occurrences({ words, average, ranking }, key, doc) {
  const { docs, units, lengths } = words.postings(key);
  const at = docs.indexOf(doc);
  return frequency(units[at], norm(lengths[at], average, ranking.b), ranking);
}

/** The fields in which something stands, by place. @param {ArrayLike<number>[]} rows */
function fieldsOf(rows) {
  const fields = rows.flatMap((units) => Array.from(units).flatMap((count, field) => (count ? field : [])));
  return [...new Set(fields)].sort((a, b) => a - b);
}
