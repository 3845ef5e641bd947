import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { dictionary, placeOf, wordPart } from "../../site_templates/engine/dictionary.js";
import { MANIFEST, number, PARTS } from "./little.js";

/** @type {Map<string, unknown>} */
let there;
/** @type {import("../../site_templates/engine/dictionary.js").Dictionary} */
let words;

beforeEach(() => {
  there = new Map();
  const store = {
    has: (/** @type {string} */ name) => there.has(name),
    get: (/** @type {string} */ name, /** @type {(text: string) => unknown} */ make) => make(PARTS[/** @type {keyof typeof PARTS} */ (name)]),
  };
  words = dictionary(/** @type {any} */ (MANIFEST), /** @type {any} */ (store));
});

/** @param {string[]} names */
const load = (...names) => names.forEach((name) => there.set(name, true));

test("the part of a word is the last that begins at or before it", () => {
  assert.deepEqual(["a", "b", "c", "d", "e", "f", "z"].map((word) => placeOf(["b", "d", "f"], word)), [0, 0, 0, 1, 1, 2, 2]);
});

test("nothing is read that is not there, and what is needed is named", () => {
  words.wantWord("fiets");
  words.wantWord("groen");
  words.wantEnding("steif");
  assert.deepEqual([...words.missing], ["w1", "w2", "e1"]);
  assert.equal(words.isForm("fiets"), false);
  assert.equal(words.postings("fiets").docs.length, 0);
});

test("a word has its postings", () => {
  load("w1");
  const { docs, units, lengths } = words.postings("fiets");
  assert.deepEqual([...docs], [0, 2]);
  assert.deepEqual(units.map((row) => [...row]), [[0, 5], [0, 5]]);
  assert.deepEqual([...lengths], [4, 4]);
  assert.equal(words.postings("fietsen").docs.length, 0);
  assert.ok(words.isForm("fietsen"));
});

test("a word may stand hundreds of times in one practice", () => {
  const { signs } = wordPart(`1${number(300)}\nAfiets:BABAA.`, 2);
  assert.deepEqual([...signs[0]], [0, 300]);
});

test("concepts say who asks them and their words", () => {
  load("w1", "w2");
  assert.deepEqual(words.asked("groen"), [[[], "~groen"]]);
  assert.deepEqual(words.said("~groen"), ["groen", "perk"]);
  assert.deepEqual(words.asked("fiets"), []);
  assert.equal(words.isForm("~groen"), false);
});

test("beginnings run on into the next part", () => {
  words.starting("fiets");
  assert.deepEqual([...words.missing], ["w1", "w2"]);
  load("w1", "w2");
  assert.deepEqual(words.starting("fiets"), ["fiets", "fietsen", "fietsenmaker"]);
  assert.deepEqual(words.starting("fiets", 2), ["fiets", "fietsen"]);
  assert.deepEqual(words.starting("x"), []);
});

test("of a few beginnings only the parts are wanted that hold them", () => {
  load("w1");
  words.starting("fiets", 2);
  assert.deepEqual([...words.missing], []);
});

test("neighbours are looked for in the parts on both sides, as far as the window goes", () => {
  load("w2");
  words.near("fietsenmakers", 4, 3);
  assert.deepEqual([...words.missing], ["w1"]);
  load("w1");
  assert.deepEqual(words.near("fietsenmakers", 4, 2), ["fietsen", "fietsenmaker"]);
  assert.deepEqual(words.near("fietsen", 4, 1), ["fiets", "fietsen"]);
});

test("endings are found in the words that are written backwards", () => {
  load("e1");
  assert.deepEqual(words.ending("maker"), ["fietsenmaker"]);
  assert.deepEqual(words.ending("iets"), ["fiets"]);
});

test("a collection without words answers nothing", () => {
  const nothing = { ...MANIFEST, parts: { ...MANIFEST.parts, words: ["", ""], ends: ["", ""] } };
  const empty = dictionary(/** @type {any} */ (nothing), /** @type {any} */ ({ has: () => false }));
  empty.wantWord("a");
  empty.wantEnding("a");
  assert.deepEqual([empty.starting("a"), empty.ending("a"), empty.near("abcd", 4, 3)], [[], [], []]);
  assert.equal(empty.missing.size, 0);
});
