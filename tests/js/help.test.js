/** An empty answer offers the small changes that may give one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ways } from "../../site_templates/engine/help.js";
import { START } from "../../site_templates/engine/state.js";

const labels = (/** @type {string} */ _, /** @type {readonly string[]} */ terms) => terms.map((term) => term.toUpperCase());

/** What is offered: its label, its words and its filters. @param {Partial<import("../../site_templates/engine/state.js").State>} state */
const offered = (state) =>
  ways({ ...START, ...state }, labels).map((way) => [way.label, way.state.q, way.state.filters]);

test("a facet goes as a whole, and all of them together", () => {
  assert.deepEqual(offered({ q: "taal", filters: { region: ["twente", "zeeland"], theme: ["groen"] } }), [
    ["Zonder de filters TWENTE en ZEELAND", "taal", { theme: ["groen"] }],
    ["Zonder het filter GROEN", "taal", { region: ["twente", "zeeland"] }],
    ["Zonder alle filters", "taal", {}],
    ["Zonder zoekwoorden", "", { region: ["twente", "zeeland"], theme: ["groen"] }],
  ]);
});

test("one filter without words is left out in one way", () => {
  assert.deepEqual(offered({ filters: { theme: ["groen"] } }), [["Zonder het filter GROEN", "", {}]]);
});

for (const [q, label, left] of /** @type {const} */ ([
  ['"op de maan" taal', "Zonder aanhalingstekens", "op de maan taal"],
  ["taal -nt2", "Zonder de woorden met een min ervoor", "taal"],
  ['taal -"op de werkvloer"', "Zonder de woorden met een min ervoor", "taal"],
  ["taal regio:twente", "Zonder regio:twente", "taal"],
  ["thema:taal regio:zeeland", "Zonder thema:taal", "regio:zeeland"],
  ["thema:taal regio:zeeland", "Zonder regio:zeeland", "thema:taal"],
  ['taal regio:"Den Haag" thema:taal', "Zonder de filters in je zoekwoorden", "taal"],
])) {
  test(`${q} is offered as ${left}`, () => {
    assert.ok(offered({ q }).some(([name, words]) => name === label && words === left));
  });
}

for (const q of ["taal", "sw-bedrijf", 'een " los', "-taal", "regio:twente", ""]) {
  test(`${q} has nothing to leave out`, () => assert.deepEqual(offered({ q }), []));
}

test("only the reader's own words: the others are offered", () => {
  const [way] = ways({ ...START, q: "taal", exact: true, n: 40 }, labels);

  assert.equal(way?.label, "Met verwante woorden erbij");
  assert.deepEqual(way?.state, { ...START, q: "taal" });
});
