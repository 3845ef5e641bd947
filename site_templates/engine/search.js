/**
 * From a question to scores and counts; the same as kb/search/query.py.
 */

import { isPhrase } from "./question.js";
import { frequency, norm, saturated } from "./ranking.js";
import { pools, rarity, together } from "./widening.js";

/** @typedef {import("./question.js").Item} Item */
/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./widening.js").Knowledge} Knowledge */
/** @typedef {Map<number, number>} Scores practice (its slot) → score */
/** @typedef {(form: string) => Map<number, number[]>} Positions */
/** @typedef {Knowledge & {slots: number, average: number, positions: Positions, wantPositions: (form: string) => void, check: () => void}} Reading */
/** @typedef {import("./widening.js").Pool} Pool */
/** @typedef {{clause: Item[], pools: (Pool | undefined)[], each: Scores[], part: Scores, hints: boolean}} Part what a clause adds: each alternative, and the best of them */
/**
 * @typedef {{scores: Scores | null, ranked: boolean, lacks: (doc: number) => string[], pools: Pool[], parts: Part[],
 *   coverage: Map<number, number>, hollow: boolean}} Found `scores` null: every practice
 */

/** @param {Item[]} clause */
const isLight = (clause) => clause.every((item) => !isPhrase(item) && item.light);

/** @param {Item[]} clause */
export const nameOf = (clause) =>
  clause.map((i) => (isPhrase(i) ? `"${i.forms.map((form) => form || "…").join(" ")}"` : i.form)).join(" OF ");

/** What is looked for; until the parts are there that finding it needs, they are missing. @param {Reading} know @param {Question} question @param {boolean} exact */
export function sought(know, question, exact) {
  const asks = question.clauses.flat().filter((item) => !isPhrase(item));
  /** @type {Pool[]} */
  let made = [];
  together(know.words, [
    () => void (made = pools(know, /** @type {import("./question.js").Ask[]} */ (asks), exact)),
    () => wantRest(know, question),
  ]);
  return made;
}

/** @param {Reading} know @param {Question} question @param {boolean} exact @param {Pool[]} made what is looked for @returns {Found} */
export function find(know, question, exact, made) {
  return found(exact ? { ...know, ranking: ownWords(know.ranking) } : know, question, made);
}

/** What a practice doesn't say itself counts for nothing. @param {import("./ranking.js").Ranking} ranking */
export const ownWords = (ranking) => ({ ...ranking, weights: ranking.weights.map((weight, at) => (at === ranking.extra ? 0 : weight)) });

/** @param {Reading} know @param {Question} question @param {Pool[]} made @returns {Found} */
function found(know, question, made) {
  const byAsk = made.values();
  const parts = question.clauses.map((clause) => {
    const own = clause.map((item) => (isPhrase(item) ? undefined : byAsk.next().value));
    const hints = own.some((pool) => pool?.hints);
    if (hints && clause[1]) for (const pool of own) if (pool?.hints) Object.assign(pool, { rows: [], notes: [] }); // of alternatives each must be found itself
    const each = clause.map((item, at) => (isPhrase(item) ? phraseEvidence(know, item) : evidence(know, own[at])));
    return { clause, pools: own, each, part: best(each), hints: hints && !clause[1] };
  });
  const coverage = coverageOf(parts, know.ranking);
  const scores = parts.length ? total(parts, coverage, know.ranking) : question.hollow ? new Map() : null;
  const without = new Set(question.excluded.flatMap((item) => [...having(know, item)]));
  const left = without.size || scores ? new Map([...(scores ?? all(know.slots))].filter(([doc]) => !without.has(doc))) : null;
  const named = parts.filter(({ clause }) => !isLight(clause));
  const lacks = (/** @type {number} */ doc) => named.filter(({ part, hints }) => hints || !part.has(doc)).map(({ clause }) => nameOf(clause));
  const hollow = question.hollow || (parts.length > 0 && !named.length && !left?.size);
  return { scores: left, ranked: parts.length > 0, lacks, pools: made, parts, coverage, hollow };
}

/** What phrases and exclusions need. @param {Reading} know @param {Question} question */
function wantRest(know, question) {
  for (const item of [...question.clauses.flat(), ...question.excluded]) {
    if (isPhrase(item)) {
      for (const form of item.forms.filter((f) => f)) {
        know.wantPositions(form);
        know.words.wantWord(know.dutch.key(form));
      }
    }
  }
  for (const item of question.excluded) if (!isPhrase(item)) know.words.wantWord(know.dutch.key(item.form));
  know.check();
}

/** Every practice, at so many slots; who finds nobody at one finds no terms there either. @param {number} slots @returns {Scores} */
export const all = (slots) => new Map(Array.from({ length: slots }, (_, doc) => [doc, 0]));

/** @param {Scores} scores @param {number} doc @param {number} more */
const addTo = (scores, doc, more) => scores.set(doc, (scores.get(doc) ?? 0) + more);

/** @param {Reading} know @param {import("./widening.js").Pool | undefined} pool @returns {Scores} */
function evidence(know, pool) {
  /** @type {Scores} */
  const tf = new Map();
  if (!pool) return tf;
  const { ranking } = know;
  for (const key of [...pool.weights.keys()].sort()) {
    const weight = pool.weights.get(key) ?? 0;
    eachOf(know, key, (doc, value) => addTo(tf, doc, weight * value));
  }
  for (const row of pool.rows) for (const [doc, value] of rowEvidence(know, row)) addTo(tf, doc, value);
  const boost = pool.idf * (pool.ask.light ? ranking.light : 1);
  const scores = new Map();
  for (const [doc, value] of tf) if (value > 0) scores.set(doc, boost * saturated(value, ranking.k1));
  return scores;
}

/** The weighted occurrences of a key, by practice. @param {Reading} know @param {string} key @param {(doc: number, value: number) => void} use */
function eachOf({ words, ranking, average }, key, use) {
  const { docs, units, lengths } = words.postings(key);
  docs.forEach((doc, at) => use(doc, frequency(units[at], norm(lengths[at], average, ranking.b), ranking)));
}

/** @param {Reading} know @param {string[]} row @returns {Scores} */
export function rowEvidence(know, row) {
  const { ranking } = know;
  const tables = row.map((key) => {
    const rows = new Map();
    eachOf(know, key, (doc, value) => rows.set(doc, value));
    return rows;
  });
  const whole = [...tables[0].keys()].filter((doc) => tables.every((table) => table.has(doc)));
  const scores = new Map();
  for (const [doc, tf] of tables[0]) scores.set(doc, ranking.partial * tf);
  for (const doc of whole) {
    const each = tables.map((table) => table.get(doc));
    const mean = each.reduce((sum, value) => sum + value, 0) / each.length;
    scores.set(doc, ranking.split * (ranking.weakest * Math.min(...each) + (1 - ranking.weakest) * mean));
  }
  return scores;
}

/** A phrase is as rare as its words together. @param {Reading} know @param {import("./question.js").Phrase} phrase */
export const phraseIdf = (know, { forms }) => forms.reduce((sum, form) => (form ? sum + rarity(know, know.dutch.key(form)) : sum), 0);

/** @param {Reading} know @param {import("./question.js").Phrase} phrase @returns {Scores} */
function phraseEvidence(know, phrase) {
  const { words, dutch, ranking, average } = know;
  const places = placesOf(know, phrase);
  const rare = phraseIdf(know, phrase);
  const { docs, lengths } = words.postings(dutch.key(phrase.forms[0]));
  const lengthOf = new Map(Array.from(docs, (doc, at) => [doc, lengths[at]]));
  const scores = new Map();
  for (const [doc, starts] of places) {
    const units = new Array(ranking.weights.length).fill(0);
    for (const start of starts) units[Math.floor(start / ranking.field_positions)] += ranking.units;
    const tf = frequency(units, norm(lengthOf.get(doc) ?? 0, average, ranking.b), ranking);
    if (tf > 0) scores.set(doc, rare * saturated(tf, ranking.k1));
  }
  return scores;
}

/** Where a phrase begins, by practice. @param {Reading} know @param {import("./question.js").Phrase} phrase */
export function placesOf(know, phrase) {
  const rows = phrase.forms.map((form, at) => ({ at, table: form ? know.positions(form) : null })).filter((row) => row.table);
  /** @type {Map<number, number[]>} */
  const places = new Map();
  const [first, ...rest] = /** @type {{at: number, table: Map<number, number[]>}[]} */ (rows);
  for (const [doc, starts] of first.table) {
    if (!rest.every(({ table }) => table.has(doc))) continue;
    const others = rest.map(({ at, table }) => new Set((table.get(doc) ?? []).map((place) => place - at)));
    const found = starts.filter((start) => others.every((other) => other.has(start)));
    if (found.length) places.set(doc, found);
  }
  return places;
}

/** @param {Scores[]} each @returns {Scores} */
function best(each) {
  if (each.length === 1) return each[0];
  const scores = new Map();
  for (const part of each) for (const [doc, score] of part) scores.set(doc, Math.max(score, scores.get(doc) ?? 0));
  return scores;
}

/** What a score is multiplied by: less for each clause that is lacking. @param {Part[]} parts @param {import("./ranking.js").Ranking} ranking */
function coverageOf(parts, ranking) {
  const weighty = parts.filter(({ clause }) => !isLight(clause));
  /** @type {Map<number, number>} */
  const factors = new Map();
  for (const { part, hints } of weighty.length ? weighty : parts) if (!hints) for (const doc of part.keys()) addTo(factors, doc, 1);
  for (const [doc, count] of factors) factors.set(doc, weighty.length ? 1 - ranking.coverage * (1 - count / weighty.length) : 1);
  return factors;
}

/** @param {Part[]} parts @param {Map<number, number>} coverage @param {import("./ranking.js").Ranking} ranking @returns {Scores} */
function total(parts, coverage, ranking) {
  /** @type {Scores} */
  const scores = new Map();
  for (const { part } of parts) for (const [doc, score] of part) addTo(scores, doc, score);
  for (const { clause, part } of parts) {
    if (clause.some(isPhrase)) for (const doc of [...scores.keys()]) if (!part.has(doc)) scores.delete(doc);
  }
  let most = 0;
  for (const [doc, score] of scores) {
    const factor = coverage.get(doc);
    if (factor === undefined) scores.delete(doc);
    else {
      scores.set(doc, score * factor);
      most = Math.max(most, score * factor);
    }
  }
  for (const [doc, score] of scores) if (score < ranking.least * most) scores.delete(doc);
  return scores;
}

/** @param {Reading} know @param {Item} item @returns {Iterable<number>} */
function having(know, item) {
  const { extra, field_positions } = know.ranking;
  if (isPhrase(item)) {
    const places = [...placesOf(know, item)];
    const own = (/** @type {number} */ start) => Math.floor(start / field_positions) !== extra;
    return places.filter(([, starts]) => starts.some(own)).map(([doc]) => doc);
  }
  const { docs, units } = know.words.postings(know.dutch.key(item.form));
  return docs.filter((_, at) => units[at].some((count, field) => field !== extra && saysWhole(count, know.ranking)));
}

/** A field with so many units says the word itself, not only compounds of it. @param {number} count @param {import("./ranking.js").Ranking} ranking */
export const saysWhole = (count, { units }) => count >= units && count % units !== units - 1;
