import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, rangesIn, reader, rowOf, scriptLoader, unshared, valueAt } from "../../site_templates/engine/shards.js";
import { lines, MANIFEST, number } from "./little.js";

test("numbers come back", () => {
  const values = [0, 1, 31, 32, 63, 64, 1023, 1024, 33_000, 2 ** 31];
  const numbers = reader(values.map(number).join(""));
  assert.deepEqual(values.map(() => numbers.next()), values);
  assert.ok(numbers.done);
});

test("reading may begin anywhere", () => {
  const numbers = reader(`zz${number(77)}`, 2);
  assert.equal(numbers.next(), 77);
  assert.equal(numbers.at, 4);
});

test("a letter has a value", () => {
  assert.deepEqual([valueAt("A_", 0), valueAt("A_", 1)], [0, 63]);
});

test("rising numbers come back from their steps", () => {
  const numbers = reader([3, 2, 5, 40, 0].map(number).join(""));
  assert.deepEqual([rowOf(numbers), rowOf(numbers)], [[2, 7, 47], []]);
});

test("shared letters come back, whatever follows the word", () => {
  const rows = /** @type {[string, string][]} */ ([["fiets", ":BAAA."], ["fietsen", "=C"], ["fietser", ";x>~y"], ["~fiets", "!a|b"]]);
  assert.deepEqual(unshared(lines(rows)), rows);
});

test("a list says from which word on each part holds", () => {
  assert.deepEqual(rangesIn(["Aa\nBb", "w1w2"], 2), { starts: ["a", "ab"], names: ["w1", "w2"] });
  assert.deepEqual(rangesIn(["", ""], 2), { starts: [], names: [] });
  assert.deepEqual(namesIn("onetwo", 3), ["one", "two"]);
});

/** A document whose scripts run what a server or disk has. @param {Record<string, string>} files @param {string} carried */
function page(files, carried = "") {
  const scope = /** @type {any} */ ({});
  /** @type {string[]} */
  const loaded = [];
  const document = {
    defaultView: scope,
    getElementById: (/** @type {string} */ id) => (id === "zoek-manifest" && carried ? { textContent: carried } : null),
    createElement: () => ({ src: "", onload() {}, onerror() {}, remove() {} }),
    head: {
      append(/** @type {any} */ script) {
        const [address] = script.src.split("?");
        loaded.push(address);
        queueMicrotask(() => {
          if (!(address in files)) return script.onerror();
          new Function("self", "kbPart", files[address])(scope, scope.kbPart);
          script.onload();
        });
      },
    },
  };
  return { document: /** @type {any} */ (document), loaded };
}

const NEWER = { ...MANIFEST, n: 4 };
const FILES = {
  "../zoek/manifest.js": `self.kbManifestData=${JSON.stringify(NEWER)}`,
  "../zoek/aaa.js": 'kbPart("aaa","tekst\\u003c")',
  "../zoek/bbb.js": "",
};

test("the page carries its manifest, and a fresh one is a script", async () => {
  const { document, loaded } = page(FILES, JSON.stringify(MANIFEST));
  const loader = scriptLoader(document, "../");
  assert.deepEqual(await loader.manifest(false), MANIFEST);
  assert.deepEqual(loaded, []);
  assert.deepEqual(await loader.manifest(true), NEWER);
  assert.deepEqual(loaded, ["../zoek/manifest.js"]);
});

test("a page without a manifest loads one", async () => {
  const { document, loaded } = page(FILES);
  assert.deepEqual(await scriptLoader(document, "../").manifest(false), NEWER);
  assert.equal(loaded.length, 1);
});

test("a part hands over its text", async () => {
  const { document } = page(FILES);
  assert.equal(await scriptLoader(document, "../").part("aaa"), "tekst<");
});

test("a part that is gone or empty is an error", async () => {
  const { document } = page(FILES);
  const loader = scriptLoader(document, "../");
  await assert.rejects(loader.part("ccc"), /ccc/);
  await assert.rejects(loader.part("bbb"), /bbb/);
});
