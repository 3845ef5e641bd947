import assert from "node:assert/strict";
import { test } from "node:test";
import { counts, filtered, firstOf, groupsIn, holdersIn } from "../../site_templates/engine/facets.js";
import { FACETS, number } from "./little.js";

/** @param {number[][]} rows */
const written = (rows) => rows.map((row) => [row.length, ...row.map((value, at) => value - (at ? row[at - 1] : 0))].map(number).join("")).join("");

const facets = /** @type {any} */ (FACETS);
/** Five practices in two stretches: twente 0, 1, 4; zeeland 1, 2; taal 1, 3. */
const stretches = [
  { start: 0, holders: holdersIn(written([[0, 1], [1, 2], [1]]), facets) },
  { start: 3, holders: holdersIn(written([[1], [], [0]]), facets) },
];
const all = [0, 1, 2, 3, 4];

/** @param {number[]} region @param {number[]} theme */
const chosen = (region, theme) => [new Set(region), new Set(theme)];

test("one term of each facet must fit", () => {
  assert.deepEqual(filtered(all, stretches, chosen([0, 1], []), 5), [0, 1, 2, 4]);
  assert.deepEqual(filtered(all, stretches, chosen([0], [0]), 5), [1]);
  assert.deepEqual(filtered([0, 2, 3], stretches, chosen([], [0]), 5), [3]);
});

test("each facet is counted as if it were open", () => {
  assert.deepEqual(counts(all, stretches, chosen([], []), facets, 5), { region: { twente: 3, zeeland: 2 }, theme: { taal: 2 } });
  assert.deepEqual(counts(all, stretches, chosen([0], []), facets, 5), { region: { twente: 3, zeeland: 2 }, theme: { taal: 1 } });
  assert.deepEqual(counts(all, stretches, chosen([1], [0]), facets, 5), { region: { twente: 1, zeeland: 1 }, theme: { taal: 1 } });
  assert.deepEqual(counts([2], stretches, chosen([], []), facets, 5), { region: { zeeland: 1 }, theme: {} });
});

test("groups come back", () => {
  assert.deepEqual(groupsIn(written([[4], [0, 2, 70], [1]])), [[4], [0, 2, 70], [1]]);
  assert.deepEqual(groupsIn(""), []);
});

test("the first by an order are those of the whole sorted list", () => {
  const values = [5, 3, 9, 1, 7, 3.5, 8];
  const order = (/** @type {number} */ a, /** @type {number} */ b) => b - a;
  for (const limit of [0, 1, 3, 7, 20]) assert.deepEqual(firstOf(values, order, limit), [...values].sort(order).slice(0, limit));
});
