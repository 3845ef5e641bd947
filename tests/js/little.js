/** A little language and a little collection for the tests: only what they need, so that no change of a word list breaks them. */

import { dutch } from "../../site_templates/engine/analyse.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

export const TABLES = {
  stop: "de een en het in met of van voor",
  light: "goede maken",
  noParts: "van werker",
  keepGe: "gebruik gezin",
  prefixes: "op over",
  participles: "be ver",
  pluralS: "eo er ie io m nt",
  verbT: "kt pt rt eidt",
  nounT: "markt",
  verbD: "gd",
  participleD: "erd rd",
  nounD: "geld",
  irregular: "kind:kinderen;neem:genomen nam;stad:steden",
  letters: "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\ufb00-\ufb06\uff10-\uff19",
  apostrophes: "'\u2018\u2019\u00b4",
  hyphens: "-\u2010",
  folds: { "ß": "ss", "ø": "o" },
  links: ["", "s", "en", "er"],
  longest: 20,
};

export const language = dutch(TABLES);

export const FACETS = [
  { name: "region", names: ["region", "regio"], terms: ["twente", "zeeland"], called: [["twente"], ["zeeland", "zeeuwse eilanden"]], counts: [1, 1] },
  { name: "theme", names: ["theme", "thema"], terms: ["taal"], called: [["taal"]], counts: [0] },
];

/** What else leads to the terms of each facet. @type {[string, number[]][][]} */
export const OTHERS = [[["Beide", [0, 1]], ["Hengelo", [0]]], []];

export const RANKING = {
  k1: 1.5,
  b: 0.5,
  telling: 0.4,
  weights: [3, 1],
  light: 0.3,
  concept: 0.4,
  joined: 0.7,
  split: 0.5,
  weakest: 0.7,
  partial: 0.2,
  beginning: 0.6,
  beginning_known: 0.2,
  beginning_letters: 3,
  beginnings: 100,
  typo: [1, 0.7, 0.35],
  typo_letters: 4,
  typo_two_letters: 8,
  typo_first: 0,
  ending_letters: 5,
  typos: 4,
  neighbour: 0.2,
  neighbour_least: 0.4,
  neighbour_window: 30,
  neighbour_letters: 4,
  neighbour_alike: 6,
  neighbour_share: 1,
  neighbours: 6,
  coverage: 0.3,
  least: 0.05,
  shown: 0.2,
  units: 5,
  body: 1,
  extra: 9,
  field_positions: 1000,
};

/** A whole number as the parts have it. @param {number} value @returns {string} */
export function number(value) {
  return value < 32 ? ALPHABET[value] : ALPHABET[32 + (value % 32)] + number(Math.floor(value / 32));
}

/** Lines of sorted words, each behind how many letters it shares with the one before. @param {[string, string][]} rows */
export function lines(rows) {
  let before = "";
  return rows.map(([word, rest]) => {
    let count = 0;
    while (count < before.length && before[count] === word[count]) count += 1;
    before = word;
    return ALPHABET[count] + word.slice(count) + rest;
  });
}

/** Postings of a word that stands once in the body of each of these practices. @param {number[]} docs */
export function postings(docs) {
  const steps = docs.map((doc, at) => number(doc - (at ? docs[at - 1] : 0)));
  return ":" + number(docs.length) + steps.join("") + docs.map(() => "A").join("") + docs.map(() => ALPHABET[4]).join("");
}

/** Rising numbers: how many, and their steps. @param {number[]} values */
const row = (values) => [values.length, ...values.map((value, at) => value - (at ? values[at - 1] : 0))].map(number).join("");

/** What stands of practices at once. @param {string} ids a letter each */
const columns = (ids) => [
  [...ids],
  [...ids].map((id) => `Titel ${id}`),
  [...ids].map(() => "Twente"),
  [...ids].map(() => "beschreven"),
  [...ids].map((id) => `t${id}`).join(""),
  "C".repeat(ids.length),
];

const FIRST = [["auto", `${postings([0])}.`], ["fiets", `${postings([0, 2])}.`], ["fietsen", `=${number(2)}`]];
const SECOND = [["fietsenmaker", `${postings([1])}.`], ["groen", `${postings([1])}.;>~groen`], ["~groen", `${postings([1])}!groen|perk`]];

/** Three practices: auto and fiets, fietsenmaker and groen, fiets. Words in two parts. */
export const PARTS = {
  w1: ["1F", ...lines(/** @type {[string, string][]} */ (FIRST))].join("\n"),
  w2: ["1F", ...lines(/** @type {[string, string][]} */ (SECOND))].join("\n"),
  e1: lines([["nesteif", ""], ["neorg", ""], ["otua", ""], ["rekamnesteif", ""], ["steif", ""]].sort()).join("\n"),
  pp: JSON.stringify(["Aa", "p1"]),
  p1: lines([["auto", `:${number(0)}${number(1)}${number(1002)}`], ["fiets", `:${number(0)}${number(1)}${number(1003)}${number(2)}${number(2)}${number(1000)}${number(4)}`]]).join("\n"),
  f1: [[0], [1], []].map(row).join(""),
  c1: JSON.stringify(columns("abc")),
  o1: JSON.stringify([[2, 0, 1], ["c", "a", "b"].map((id) => `Samenvatting ${id}`), ...columns("cab")]),
  s1: [[2], [0]].map(row).join(""),
  s2: row([1]),
  n1: [[0], [1, 2]].map(row).join(""),
  t1: JSON.stringify(OTHERS),
  ta: "Samenvatting a\nEen auto.\nEen auto en een fiets.",
  tb: "Samenvatting b\nDe fietsenmaker.",
  tc: "Samenvatting c\nNiets.",
};

export const MANIFEST = {
  format: 5,
  room: 8,
  n: 3,
  slots: 4, // the last is free
  average: 8,
  ranking: RANKING,
  tables: TABLES,
  facets: FACETS,
  front: 10,
  question: 2000,
  passage: 240,
  nameLetters: 2,
  slotsPerCard: 16,
  slotsPerFacets: 512,
  here: {},
  parts: {
    words: ["Aa\nAfietsenm", "w1w2"],
    ends: ["An", "e1"],
    positions: "pp",
    facets: "f1",
    orders: { titel: "s1s2", nieuwste: "n1" },
    cards: "c1",
    front: "o1",
    others: "t1",
  },
};

/**
 * A loader that remembers what it was asked for. `parts` may change while it runs.
 * @param {Record<string, string>} parts @param {object} manifest
 */
export function loader(parts = PARTS, manifest = MANIFEST) {
  /** @type {string[]} */
  const asked = [];
  return {
    asked,
    /** @param {boolean} fresh @returns {Promise<any>} */
    async manifest(fresh) {
      asked.push(fresh ? "fresh manifest" : "manifest");
      return manifest;
    },
    /** @param {string} name */
    async part(name) {
      asked.push(name);
      if (!(name in parts)) throw new Error(name);
      return parts[name];
    },
  };
}
