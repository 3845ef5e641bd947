import assert from "node:assert/strict";
import { test } from "node:test";
import { isPhrase, parse } from "../../site_templates/engine/question.js";
import { FACETS, language } from "./little.js";

/** @param {string} text */
const ask = (text) => parse(text, FACETS, language);

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
  ["regio:nergens ", ["regio", "nergens"]],
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

test("what is too long is not read", () => assert.ok(ask("fiets ".repeat(5000)).clauses.length < 400));
