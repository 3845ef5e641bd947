import assert from "node:assert/strict";
import { test } from "node:test";
import { distance, frequency, holders, idf, norm, rarity, saturated, similarity, trigrams } from "../../site_templates/engine/ranking.js";
import { RANKING } from "./little.js";

for (const [a, b, edits] of /** @type {[string, string, number][]} */ ([
  ["fiets", "fiets", 0],
  ["fiets", "fites", 1],
  ["fiets", "fets", 1],
  ["fiets", "fierts", 1],
  ["fiets", "viets", 1],
  ["fiets", "ifest", 2],
  ["fiets", "feit", 2],
  ["", "ab", 2],
])) {
  test(`${edits} edits from "${a}" to "${b}"`, () => {
    assert.equal(distance(a, b, 3), edits);
    assert.equal(distance(b, a, 3), edits);
    assert.equal(distance(a, b, 1), Math.min(edits, 2));
  });
}

test("rare words weigh more, common ones something", () => {
  assert.ok(idf(100, 1) > idf(100, 50));
  assert.ok(idf(100, 100) > 0);
});

test("a practice with only compounds of a word holds as much of it as they are", () => {
  const rows = [[5, 5], [2, 2], [0, 4], [15, 0]].map((row) => Uint16Array.from(row));
  assert.equal(holders(rows, RANKING), 3.6);
  assert.equal(holders([], RANKING), 0);
});

test("a word that stands in bodies only says less", () => {
  const [title, body] = [[5, 0], [0, 5]].map((row) => Uint16Array.from(row));
  assert.equal(rarity(9, [title, title], RANKING), idf(9, 2));
  assert.equal(rarity(9, [title, body], RANKING), idf(9, 2) * (1 - RANKING.telling / 3));
  assert.equal(rarity(9, [], RANKING), idf(9, 0));
});

test("more occurrences count more, but less and less", () => {
  const [one, two, ten] = [1, 2, 10].map((tf) => saturated(tf, 1.5));
  assert.ok(one < two && two < ten && ten < 2.5);
  assert.ok(two - one > (ten - two) / 8);
});

test("a body of average length has norm 1", () => {
  assert.equal(norm(4, 8, 0.5), 1);
  assert.ok(norm(12, 8, 0.5) > 1);
  assert.ok(norm(0, 8, 0.5) < 1);
  assert.equal(norm(4, 0, 0.5), 1);
});

test("only the body is divided by its length", () => {
  assert.equal(frequency([5, 0], 4, RANKING), 3);
  assert.equal(frequency([0, 10], 4, RANKING), 0.5);
  assert.equal(frequency([5, 10], 4, RANKING), 3.5);
});

test("likeness is 1 for the same word and 0 for words without a trigram in common", () => {
  assert.deepEqual([...trigrams("wet")], ["^we", "wet", "et$"]);
  assert.equal(similarity(trigrams("fiets"), trigrams("fiets")), 1);
  assert.equal(similarity(trigrams("fiets"), trigrams("auto")), 0);
});
