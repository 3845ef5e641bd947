import assert from "node:assert/strict";
import { test } from "node:test";
import { marksIn, passageOf } from "../../site_templates/engine/excerpt.js";
import { language } from "./little.js";

const PASSAGES = ["Iets anders.", "De fiets.", "Een fiets en fietsen: de gemeente werkt mee."];

/** @param {...string} words */
const keys = (...words) => new Set(words.map(language.key));

/** @param {{text: string, marks: [number, number][]} | null} found */
const marked = (found) => found?.marks.map(([from, to]) => found.text.slice(from, to));

test("the paragraph with most different words is shown", () => {
  const found = passageOf(language, PASSAGES, keys("fiets", "werken"), [], 240);
  assert.equal(found?.text, PASSAGES[2]);
  assert.deepEqual(marked(found), ["fiets", "fietsen", "werkt"]);
});

test("of equals the first is shown, and where no word stands nothing", () => {
  assert.equal(passageOf(language, PASSAGES, keys("fiets"), [], 240)?.text, PASSAGES[1]);
  assert.equal(passageOf(language, PASSAGES, keys("auto"), [], 240), null);
});

test("forms of one word count once, with an apostrophe too", () => {
  const found = passageOf(language, ["regio en regio's en regio’s", "regio fiets"], keys("regio", "fiets"), [], 240);
  assert.equal(found?.text, "regio fiets");
});

test("unfinished words are marked", () => {
  assert.deepEqual(marksIn(language, "De gemeente", new Set(), ["geme"]), [[3, 11]]);
  assert.deepEqual(marksIn(language, "De de", keys("de"), []), []);
});

test("a long paragraph is cut around its first mark", () => {
  const found = passageOf(language, [`${"woord ".repeat(99)}fiets ${"woord ".repeat(99)}`], keys("fiets"), [], 80);
  assert.match(found?.text ?? "", /^… woord .* woord …$/);
  assert.deepEqual(marked(found), ["fiets"]);
  assert.ok((found?.text.length ?? 0) <= 84);
});

test("where nothing is asked no word is looked at", () => {
  const words = () => assert.fail("looked at");
  assert.deepEqual(marksIn({ ...language, words }, "De fiets.", new Set(), []), []);
});
