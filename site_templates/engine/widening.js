/**
 * How an asked word becomes the keys that are looked for; the same as kb/search/widening.py.
 *
 * Each step says first what it needs; as long as a part is missing it stops there (`Missing`), and the engine
 * begins again when the parts are in.
 */

import { distance, rarity as rare, similarity, trigrams } from "./ranking.js";

/** @typedef {import("./question.js").Ask} Ask */
/** @typedef {{word: string, kind: string, also: string[]}} Widening */
/** @typedef {{ask: Ask, weights: Map<string, number>, rows: string[][], idf: number, notes: Widening[], hints: boolean}} Pool `hints`: each of its parts counts for itself, only where something else is found */
/**
 * @typedef {{words: import("./dictionary.js").Dictionary, dutch: import("./analyse.js").Dutch, ranking: import("./ranking.js").Ranking, n: number,
 *   facets: import("./question.js").FacetTerms[]}} Knowledge
 */

/** Parts are missing; they are named in the dictionary. */
export class Missing extends Error {}

/** @param {import("./dictionary.js").Dictionary} words */
export function check(words) {
  if (words.missing.size) throw new Missing();
}

/** Asks for forms or keys. @param {import("./dictionary.js").Dictionary} words @param {string[]} names */
function need(words, names) {
  for (const name of names) words.wantWord(name);
  check(words);
}

/** Does all jobs, each as far as it can, so that all that they need is named at once. @param {import("./dictionary.js").Dictionary} words @param {(() => void)[]} jobs */
export function together({ missing }, jobs) {
  const needed = new Set(missing);
  for (const job of jobs) {
    missing.clear();
    try {
      job();
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
    }
    for (const name of missing) needed.add(name);
  }
  for (const name of needed) missing.add(name);
  if (needed.size) throw new Missing();
}

/** What looks like the name of a municipality is another place, or no place at all. */
const PLACE = "regio:";
const SHORTEST_PART = 3;

/** Before what a word belongs to, among the concepts that it asks; no text has it, so it changes no score. */
const MARK = "@";

/** @param {Pool} pool @param {string} key @param {number} weight */
const add = (pool, key, weight) => pool.weights.set(key, Math.max(weight, pool.weights.get(key) ?? 0));

/** @param {Knowledge} know @param {Ask[]} asks @param {boolean} exact @returns {Pool[]} */
export function pools(know, asks, exact) {
  wantFirst(know, asks, exact);
  const made = asks.map((ask) => own(know, ask));
  if (!exact) {
    let sure = false; // what a word stands for is only guessed at when it stands for nothing
    const given = () => {
      together(know.words, [() => join(know, made), () => synonyms(know, made), () => belonging(know, made)]);
      sure = true;
    };
    together(know.words, [given, ...made.map((pool) => () => widen(know, pool, sure))]);
  } else if (made.length && made[made.length - 1].ask.star) {
    beginnings(know, made[made.length - 1]);
  }
  for (const pool of made) pool.idf = poolIdf(know, pool);
  return made;
}

/** All that the first look needs, in one go. @param {Knowledge} know @param {Ask[]} asks @param {boolean} exact */
function wantFirst({ words, dutch, ranking }, asks, exact) {
  for (const ask of asks) {
    words.wantWord(ask.form);
    words.wantWord(dutch.key(ask.form));
    if (ask.beginning && (ask.star || (!exact && ask.form.length >= ranking.beginning_letters))) {
      words.starting(ask.form, ranking.beginnings);
    }
    if (!exact && !ask.light && ask.form.length >= ranking.neighbour_letters) {
      words.near(ask.form, ranking.neighbour_letters, ranking.neighbour_window);
    }
  }
  need(words, exact ? [] : joins(dutch, asks));
}

/** @param {import("./analyse.js").Dutch} dutch @param {Ask[]} asks */
function joins(dutch, asks) {
  return asks.slice(1).flatMap((two, at) => dutch.links.slice(0, -1).map((link) => asks[at].form + link + two.form));
}

/** @param {Knowledge} know @param {Ask} ask @returns {Pool} */
function own({ words, dutch }, ask) {
  const weights = new Map();
  const key = dutch.key(ask.form);
  if (words.postings(key).docs.length && !ask.star) weights.set(key, 1);
  return { ask, weights, rows: [], idf: 0, notes: [], hints: false };
}

/** The idf of a key. @param {Knowledge} know @param {string} key */
export const rarity = ({ words, ranking, n }, key) => rare(n, words.postings(key).units, ranking);

/** @param {Knowledge} know @param {Pool} pool */
function poolIdf(know, pool) {
  const own = know.dutch.key(pool.ask.form);
  const isKnown = know.words.postings(own).docs.length && !pool.ask.star;
  const keys = isKnown ? [own] : [...new Set([...pool.weights.keys(), ...pool.rows.flat()])].sort();
  return keys.length && keys.reduce((sum, key) => sum + rarity(know, key), 0) / keys.length;
}

/** @param {Knowledge} know @param {Pool[]} made */
function join({ words, dutch, ranking }, made) {
  made.slice(1).forEach((two, at) => {
    const one = made[at];
    for (const link of dutch.links.slice(0, -1)) {
      const form = one.ask.form + link + two.ask.form;
      if (words.isForm(form)) {
        need(words, [dutch.key(form)]);
        for (const pool of [one, two]) add(pool, dutch.key(form), ranking.joined);
        one.notes.push({ word: `${one.ask.form} ${two.ask.form}`, kind: "samen", also: [form] });
      }
    }
  });
}

/** What runs of the asked words stand for: their pools, their keys, the name of the concept. @param {Knowledge} know @param {Pool[]} made */
function concepts({ words, dutch }, made) {
  const keys = made.map((pool) => dutch.key(pool.ask.form));
  return keys.flatMap((first, start) =>
    words.asked(first).flatMap(([rest, name]) => {
      const row = [first, ...rest.filter((key) => key)];
      const run = made.slice(start, start + row.length);
      return row.every((key, at) => keys[start + at] === key) ? [{ run, row, name, word: run.map((pool) => pool.ask.form).join(" ") }] : [];
    }));
}

/** @param {Knowledge} know @param {Pool[]} made */
function synonyms(know, made) {
  const { words, dutch, ranking } = know;
  const found = concepts(know, made).filter(({ name }) => name[0] !== MARK);
  need(words, found.map(({ name }) => name));
  for (const { run, row, name, word } of found) {
    if (!words.postings(name).docs.length) continue;
    for (const pool of run) add(pool, name, ranking.concept);
    const also = words.said(name).filter((text) => keysOf(dutch, text).join(" ") !== row.join(" "));
    if (also.length) run[0].notes.push({ word, kind: "synoniem", also });
  }
}

/** Says where practices are found that don't say the word. @param {Knowledge} know @param {Pool[]} made */
function belonging(know, made) {
  const { words, ranking, facets } = know;
  const onlyExtra = (/** @type {ArrayLike<number>} */ units) =>
    Array.from(units).every((count, field) => count > 0 === (field === ranking.extra));
  for (const { run, row, name, word } of concepts(know, made)) {
    if (name[0] !== MARK || !words.postings(row[0]).units.some(onlyExtra)) continue;
    const { notes } = run[0];
    let told = notes.find((note) => note.kind === "hoort" && note.word === word);
    if (!told) notes.push((told = { word, kind: "hoort", also: [] }));
    told.also.push(meant(name.slice(1), facets));
  }
}

/** What a mark stands for: `regio:twente`, or an organisation. @param {string} mark @param {import("./question.js").FacetTerms[]} facets */
function meant(mark, facets) {
  const [, place, term] = /^(\d+):(\d+)$/.exec(mark) ?? [];
  return place ? termName(facets[Number(place)], Number(term)) : mark;
}

/** A term as a reader may type it: `regio:twente`. @param {import("./question.js").FacetTerms} facet @param {number} term */
export const termName = ({ names, terms }, term) => `${names[names.length - 1]}:${terms[term]}`;

/** @param {import("./analyse.js").Dutch} dutch @param {string} text */
const keysOf = (dutch, text) => dutch.words(text).filter((word) => !word.stop).map((word) => dutch.key(word.form));

/** @param {Knowledge} know @param {Pool} pool @param {boolean} sure */
function widen(know, pool, sure) {
  if (pool.ask.beginning) beginnings(know, pool);
  if (pool.ask.light) return;
  if (pool.weights.has(know.dutch.key(pool.ask.form))) {
    if (!pool.notes.some(({ also }) => also[0].startsWith(PLACE))) neighbours(know, pool);
  } else if (sure && !pool.weights.size) correct(know, pool);
}

/** @param {Knowledge} know @param {Pool} pool */
function beginnings({ words, dutch, ranking }, pool) {
  const { form: typed, star } = pool.ask;
  if (typed.length < ranking.beginning_letters && !star) return;
  const forms = words.starting(typed, ranking.beginnings);
  check(words);
  const known = words.isForm(typed) && !star;
  const also = [];
  for (const form of forms) {
    if (form === typed) continue;
    const full = ranking.beginning * Math.sqrt(typed.length / form.length);
    add(pool, dutch.key(form), star ? 1 : full * (known ? ranking.beginning_known : 1));
    also.push(form);
  }
  need(words, also.map(dutch.key));
  if (also.length && !known) pool.notes.push({ word: typed, kind: "begin", also });
}

/** @param {Knowledge} know @param {Pool} pool */
function neighbours({ words, dutch, ranking, n }, pool) {
  const word = pool.ask.form;
  const own = dutch.key(word);
  if (word.length < ranking.neighbour_letters || words.postings(own).docs.length * ranking.neighbour_share > n) return;
  const near = words.near(word, ranking.neighbour_letters, ranking.neighbour_window);
  check(words);
  const grams = trigrams(word);
  /** @type {Map<string, [number, string]>} */
  const alike = new Map();
  for (const form of near) {
    const key = dutch.key(form);
    const begun = own.startsWith(key.slice(0, Math.min(own.length, ranking.neighbour_alike)));
    const score = key !== own && begun ? similarity(grams, trigrams(form)) : 0;
    if (score >= ranking.neighbour_least && score > (alike.get(key)?.[0] ?? 0)) alike.set(key, [score, form]);
  }
  const best = [...alike].sort(([a, [x]], [b, [y]]) => y - x || (a < b ? -1 : 1)).slice(0, ranking.neighbours);
  need(words, best.map(([key]) => key));
  for (const [key, [score]] of best) add(pool, key, ranking.neighbour * score ** 3);
  if (best.length) pool.notes.push({ word, kind: "verwant", also: best.map(([, [, form]]) => form) });
}

/** Both ways are looked for at once; parts go before errors of two letters. @param {Knowledge} know @param {Pool} pool */
function correct({ words, dutch, ranking }, pool) {
  const word = pool.ask.form;
  /** @type {string[][]} */
  let rows = [];
  /** @type {[number, string[]]} */
  let near = [0, []];
  const wantKeys = (/** @type {string[]} */ forms) => need(words, forms.map(dutch.key));
  together(words, [
    () => wantKeys((rows = splits({ words, dutch }, word)).flat()),
    () => wantKeys((near = typos({ words, ranking }, word, rows.length ? 1 : 2))[1]),
  ]);
  const [edits, alike] = near;
  if (!alike.length) {
    if (!rows.length && word.length >= ranking.typo_two_letters) wantKeys((rows = end({ words, ranking }, word)).flat());
    if (rows.length) divide({ words, dutch }, pool, rows);
    return;
  }
  const keys = alike.map(dutch.key);
  const names = keys.flatMap((key) => words.asked(key).filter(([rest, name]) => !rest.length && name[0] !== MARK).map(([, name]) => name));
  need(words, names);
  for (const key of keys) add(pool, key, ranking.typo[edits]);
  for (const name of names) if (words.postings(name).docs.length) add(pool, name, ranking.typo[edits] * ranking.concept);
  pool.notes.push({ word, kind: "typefout", also: alike });
}

/** What an unknown word may be made of, all parts together or else each by itself. @param {Pick<Knowledge, "words" | "dutch">} know @param {Pool} pool @param {string[][]} parts */
function divide({ words, dutch }, pool, parts) {
  const docs = (/** @type {string} */ form) => words.postings(dutch.key(form)).docs;
  const whole = parts.filter(([one, two]) => two && docs(one).some((doc) => docs(two).includes(doc)));
  const [also] = whole.length ? whole : parts;
  pool.hints = !whole.length;
  pool.rows = (pool.hints ? also.map((part) => [part]) : whole).map((row) => row.map(dutch.key));
  pool.notes.push({ word: pool.ask.form, kind: "delen", also });
}

/** The longest known word in which an unknown one ends. @param {Pick<Knowledge, "words" | "ranking">} know @param {string} word */
function end({ words, ranking }, word) {
  const half = word.slice(-ranking.ending_letters);
  words.wantEnding(half);
  check(words);
  return words.ending(half).filter((form) => word.endsWith(form)).sort((one, two) => two.length - one.length).slice(0, 1).map((form) => [form]);
}

/** @param {Pick<Knowledge, "words" | "dutch">} know @param {string} word @returns {string[][]} */
function splits({ words, dutch }, word) {
  /** @type {[string, string][]} */
  const rows = [];
  for (let end = SHORTEST_PART; end <= word.length - SHORTEST_PART; end += 1) {
    const first = word.slice(0, end);
    words.wantWord(first); // most are there: they stand just before the word
    if (dutch.isNoPart(first) || !words.isForm(first)) continue;
    for (const link of dutch.links) {
      const last = word.slice(end + link.length);
      if (word.startsWith(link, end) && last.length >= SHORTEST_PART && !dutch.isNoPart(last)) rows.push([first, last]);
    }
  }
  need(words, rows.flatMap(([, last]) => [last, dutch.key(last)]));
  return rows.filter(([, last]) => words.isForm(last) || words.postings(dutch.key(last)).docs.length);
}

/** @param {Pick<Knowledge, "words" | "ranking">} know @param {string} word @param {number} most edits @returns {[number, string[]]} */
function typos({ words, ranking }, word, most) {
  for (const [edits, share, least] of [[1, 2, ranking.typo_letters], [2, 3, ranking.typo_two_letters]]) {
    if (word.length < least || edits > most) continue;
    const letters = Math.max(SHORTEST_PART, Math.floor(word.length / share));
    const begin = word.slice(0, Math.min(letters, ranking.neighbour_letters));
    const first = word.length < least + ranking.typo_first ? word[0] : "";
    const alike = (/** @type {string[]} */ forms) =>
      forms.filter((form) => form.startsWith(first) && distance(word, form, edits) === edits).sort();
    let found = alike(words.starting(begin));
    if (words.missing.size || !found.length) {
      words.wantEnding(word.slice(-letters));
      check(words);
      found = alike(words.ending(word.slice(-letters)));
    }
    if (found.length) return [edits, found.slice(0, ranking.typos)];
  }
  return [0, []];
}
