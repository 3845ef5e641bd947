import assert from "node:assert/strict";
import { test } from "node:test";
import { language, TABLES } from "./little.js";

const { fold, words, key } = language;

/** @param {string} text */
const forms = (text) => words(text).map((word) => word.form);

test("folding leaves what people type", () => {
  assert.equal(fold("Financiële ĲSBAAN"), "financiele ijsbaan");
  assert.equal(fold("Straße smørrebrød ﬁets １２"), "strasse smorrebrod fiets 12");
  for (const sign of TABLES.apostrophes) assert.equal(fold(`foto${sign}s`), "foto's");
});

test("words know where they stand", () => {
  const text = "De foto’s: café!";
  const found = words(text);
  assert.deepEqual(found.map((word) => [word.form, text.slice(word.start, word.end)]), [["de", "De"], ["fotos", "foto’s"], ["cafe", "café"]]);
  assert.deepEqual(found.map((word) => word.stop), [true, false, false]);
});

test("a hyphen binds, and with a single letter it makes one word", () => {
  assert.deepEqual(forms("P-wet re-integratie e - waste"), ["pwet", "re", "integratie", "e", "waste"]);
  assert.deepEqual(words("re-integratie").map((word) => word.glued), [false, true]);
  assert.equal(words("P-wet")[0].stop, false);
  assert.equal(words("P wet")[0].stop, true);
});

test("what is too long is no word", () => {
  assert.deepEqual(forms(`a ${"x".repeat(21)} b`), ["a", "b"]);
  assert.ok(words("a-".repeat(50)).every((word) => word.form.length <= TABLES.longest));
});

for (const [one, two] of [
  ["fietsen", "fiets"],
  ["gemeenten", "gemeente"],
  ["medewerkers", "medewerker"],
  ["mogelijkheden", "mogelijkheid"],
  ["werkt", "werken"],
  ["gewerkt", "werk"],
  ["opgewerkt", "opwerken"],
  ["kinderen", "kind"],
  ["opgenomen", "opneem"],
  ["huizen", "huis"],
  ["mannen", "man"],
  ["banen", "baan"],
  ["regios", "regio"],
  ["groepjes", "groepje"],
]) {
  test(`${one} and ${two} share a key`, () => assert.equal(key(one), key(two)));
}

for (const [one, two] of [["man", "maan"], ["wet", "weten"], ["gezin", "zin"], ["gebruik", "bruik"], ["markt", "mark"]]) {
  test(`${one} and ${two} do not`, () => assert.notEqual(key(one), key(two)));
}

test("words that are short or have other letters than a to z are their own key", () => {
  for (const form of ["ict", "2026", "日本", "a"]) assert.equal(key(form), form);
});

test("a property of objects is no word of a table", () => {
  for (const form of ["constructor", "tostring", "hasownproperty", "__proto__"]) assert.equal(typeof key(form), "string");
});
