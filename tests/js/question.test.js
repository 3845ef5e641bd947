import assert from "node:assert/strict";
import { test } from "node:test";
import { isPhrase, parse } from "../../site_templates/engine/question.js";
import { FACETS, language, OTHERS } from "./little.js";

/** @param {string} text */
const ask = (text) => parse(text, { facets: FACETS, dutch: language, longest: 200, others: () => OTHERS });

/** An item in short: fiets, fiets… when unfinished, fiets* with a star, "een fiets", (maken) when light. @param {import("../../site_templates/engine/question.js").Item} item */
function shown(item) {
  if (isPhrase(item)) return `"${item.forms.map((form) => form || "_").join(" ")}"`;
  const word = item.form + (item.star ? "*" : item.beginning ? "…" : "");
  return item.light ? `(${word})` : word;
}

/** @param {string} text */
const clauses = (text) => ask(text).clauses.map((clause) => clause.map(shown).join(" OF "));

const TABLE = /** @type {[string, string[]][]} */ ([
  ["", []],
  ["fiets", ["fiets…"]],
  ["fiets ", ["fiets"]],
  ["fi", ["fi"]],
  ["de ", []],
  ["een goede fiets ", ["(goede)", "fiets"]],
  ["fiet* maken ", ["fiet*", "(maken)"]],
  ["werken OF leren zorg ", ["werken OF leren", "zorg"]],
  ["werken of leren ", ["werken", "leren"]],
  ["OF leren ", ["leren"]],
  ['"zorg voor de fiets van"', ['"zorg _ _ fiets"']],
  ['"van de"', []],
  ['"beschut werk', ["beschut", "werk…"]],
  ['"een" OF "fiets"', ['"fiets"']],
  ["???", []],
  ["regio:nergens ", []],
  ["werken OF -leren zorg ", ["werken", "zorg"]],
]);
for (const [text, expected] of TABLE) test(`words of ${JSON.stringify(text)}`, () => assert.deepEqual(clauses(text), expected));

test("a minus excludes words and phrases, but not inside a word", () => {
  const { clauses, excluded } = ask('re-integratie -fiets -"een auto" ');
  assert.deepEqual(clauses.flat().map(shown), ["re", "integratie"]);
  assert.deepEqual(excluded.map(shown), ["fiets", '"auto"']);
});

test("known facets filter, by any of their names, once", () => {
  assert.deepEqual(ask('regio:Twente region:twente regio:"Zeeuwse eilanden" thema:taal').filters, [[0, 0], [0, 1], [1, 0]]);
  assert.deepEqual(ask("constructor:name toString:x").filters, []);
});

test("a minus before a filter excludes its terms, once, whatever they are called", () => {
  const { without, filters, excluded, strange } = ask('-regio:twente -regio:twente -regio:Hengelo -regio:"Zeeuwse eilanden" -regio:twnte ');
  const names = without.map(({ name, terms }) => [name, terms]);
  assert.deepEqual(names, [["-regio:twente", [[0, 0]]], ["-regio:Hengelo", [[0, 0]]], ['-regio:"Zeeuwse eilanden"', [[0, 1]]]]);
  assert.deepEqual([filters, excluded, strange], [[], [], [{ typed: "-regio:twnte", nearest: "-regio:twente" }]]);
});

test("another name leads to its terms", () => {
  const { filters, named, strange } = ask("regio:Hengelo regio:hengelo regio:Beide");
  assert.deepEqual(filters, [[0, 0], [0, 1]]);
  assert.deepEqual(named.map(({ name }) => name), ["Hengelo", "hengelo", "Beide"]);
  assert.deepEqual(strange, []);
});

for (const [text, nearest] of [["regio:mars", ""], ["regio:zee", "regio:zeeland"], ["regio:twnte", "regio:twente"], ["regio:heng", "regio:twente"], ["regio:tw", ""]]) {
  test(`${text} is unknown; the nearest is ${nearest || "nothing"}`, () => {
    const { filters, strange, hollow } = ask(text);
    assert.deepEqual([filters, strange, hollow], [[], [{ typed: text, nearest }], true]);
  });
}

for (const text of ["de ", "f", "c++", "OF", '"van de"', "x".repeat(70)]) {
  test(`${text} holds nothing to look for`, () => assert.equal(ask(text).hollow, true));
}
for (const text of ["", "  ", "fiets de", "-fiets", "regio:twente de "]) {
  test(`${JSON.stringify(text)} is not hollow`, () => assert.equal(ask(text).hollow, false));
}

test("what is too long is not read", () => assert.ok(ask("fiets ".repeat(5000)).clauses.length < 40));
