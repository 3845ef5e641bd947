import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine } from "../../site_templates/engine/engine.js";
import { loader, MANIFEST, PARTS } from "./little.js";

/** @param {ReturnType<typeof loader>} loading @param {string} text @param {object} [options] */
async function ask(loading, text, options) {
  const asked = createEngine(/** @type {any} */ (loading)).ask(text, options);
  const [found, counts] = await Promise.all([asked.answer, asked.counts()]);
  return { ...found, ids: found.hits.map((hit) => hit.id), counts };
}

test("a word is found in all its forms", async () => {
  const { ids, total, counts } = await ask(loader(), "fietsen ", { exact: true });
  assert.deepEqual([ids, total], [["a", "c"], 2]);
  assert.deepEqual(counts, { region: { twente: 1 }, theme: {} });
});

test("a word loads its own part, the cards and the facets, each once", async () => {
  const loading = loader();
  await ask(loading, "auto ", { exact: true });
  assert.deepEqual(loading.asked.sort(), ["c1", "f1", "manifest", "w1"]);
});

test("before anything is asked the first by title stand there, from one part", async () => {
  const loading = loader();
  const first = await ask(loading, "");
  assert.deepEqual(first.ids, ["c", "a", "b"]);
  assert.deepEqual(loading.asked.sort(), ["manifest", "o1"]);
});

test("a filter and another order", async () => {
  assert.deepEqual((await ask(loader(), "", { sort: "titel" })).ids, ["c", "a", "b"]);
  assert.deepEqual((await ask(loader(), "", { sort: "nieuwste" })).ids, ["a", "b", "c"]);
  assert.deepEqual((await ask(loader(), "", { filters: { region: ["zeeland"] } })).ids, ["b"]);
  assert.deepEqual((await ask(loader(), "regio:twente")).ids, ["a"]);
});

test("another name of a term is looked up in a part of its own, and said", async () => {
  const loading = loader();
  const { ids, widened } = await ask(loading, "regio:Hengelo");
  assert.deepEqual(ids, ["a"]);
  assert.deepEqual(widened, [{ word: "Hengelo", kind: "hoort", also: ["regio:twente"] }]);
  assert.ok(loading.asked.includes("t1"));
});

test("a question that holds nothing finds nothing, with filters too; an unknown filter is said", async () => {
  for (const filters of [{}, { region: ["twente"] }]) {
    const { total, hollow, counts } = await ask(loader(), "de ", { filters });
    assert.deepEqual([total, hollow, counts], [0, true, { region: {}, theme: {} }]);
  }
  const { strange, ids } = await ask(loader(), "auto regio:mars ");
  assert.deepEqual([strange, ids], [[{ typed: "regio:mars", nearest: "" }], ["a"]]);
});

test("a phrase stands there word for word", async () => {
  assert.deepEqual((await ask(loader(), '"auto fiets"')).ids, ["a"]);
  assert.deepEqual((await ask(loader(), '"fiets auto"')).ids, []);
});

test("what was widened is said, and what is unknown", async () => {
  const typo = await ask(loader(), "fiest ");
  assert.deepEqual(typo.widened, [{ word: "fiest", kind: "typefout", also: ["fiets"] }]);
  assert.deepEqual((await ask(loader(), "zebra ")).unknown, ["zebra"]);
  assert.deepEqual((await ask(loader(), "fiest ", { exact: true })).widened, []);
});

test("when a part is gone the manifest is read anew, once, and the question repeated", async () => {
  const parts = /** @type {Record<string, string>} */ ({ ...PARTS });
  delete parts.w1;
  const loading = loader(parts);
  const fresh = loading.manifest;
  loading.manifest = (again) => {
    if (again) parts.w1 = PARTS.w1;
    return fresh(again);
  };
  assert.deepEqual((await ask(loading, "auto ", { exact: true })).ids, ["a"]);
  assert.deepEqual(loading.asked.filter((name) => name.endsWith("manifest")), ["manifest", "fresh manifest"]);
});

test("when it stays gone the reader is told, and may try again later", async () => {
  const parts = /** @type {Record<string, string>} */ ({ ...PARTS });
  delete parts.c1;
  const engine = createEngine(/** @type {any} */ (loader(parts)));
  const failed = engine.ask("auto ");
  await Promise.all([assert.rejects(failed.answer, /ververs de pagina/), assert.rejects(failed.counts())]);
  parts.c1 = PARTS.c1;
  assert.equal((await engine.ask("auto ").answer).total, 1);
});

test("parts of another version are refused", async () => {
  const engine = createEngine(/** @type {any} */ (loader(PARTS, { ...MANIFEST, format: 99 })));
  await assert.rejects(engine.ready(), /ververs de pagina/);
});

test("facets that come with the manifest are not loaded", async () => {
  const { f1, ...others } = PARTS;
  const { counts } = await ask(loader(others, { ...MANIFEST, here: { f1 } }), "auto ", { exact: true });
  assert.deepEqual(counts.region, { twente: 1 });
});

test("terms are counted when they are asked for, and parts for it wait as long as they are told", async () => {
  const loading = loader();
  const { answer, counts } = createEngine(/** @type {any} */ (loading)).ask("auto ");
  await answer;
  const before = loading.asked.filter((name) => name === "f1");
  /** @type {string[]} */
  const told = [];
  const wait = async () => void told.push(`f1 ${loading.asked.includes("f1")}`);
  await counts(wait);
  await counts(wait);
  assert.deepEqual([before, told, loading.asked.includes("f1")], [[], ["f1 false"], true]);
});

test("orders are looked through as far as they must be", async () => {
  const some = loader();
  assert.deepEqual((await ask(some, "", { sort: "titel", limit: 1 })).ids, ["c"]);
  assert.deepEqual(some.asked.sort(), ["manifest", "o1"]);
  const filtered = loader();
  assert.deepEqual((await ask(filtered, "regio:zeeland", { limit: 1 })).ids, ["b"]);
  assert.deepEqual(filtered.asked.filter((name) => name.startsWith("s")), ["s1", "s2"]);
  const none = loader();
  assert.equal((await ask(none, "regio:zeeland", { limit: 0 })).total, 1);
  assert.deepEqual(none.asked.filter((name) => name.startsWith("s")), []);
});

test("a summary stands there at once when it is loaded already", async () => {
  const engine = createEngine(/** @type {any} */ (loader()));
  const summary = async (/** @type {string} */ text) => (await engine.ask(text).answer).hits[0].summary;
  assert.equal(await summary(""), "Samenvatting c");
  assert.equal(await summary("auto "), null);
  await engine.details(0, "auto ");
  assert.equal(await summary("auto "), "Samenvatting a");
});

test("a result says how much room its summary takes, and its passage when its text says a word", async () => {
  const room = async (/** @type {string} */ text) => (await ask(loader(), text)).hits.map(({ letters, passage }) => [letters, passage]);
  assert.deepEqual(await room("auto "), [[16, MANIFEST.passage]]);
  assert.deepEqual(await room("-auto "), [[16, 0], [16, 0]]);
});

test("a passage shows the words, and marks say where they stand", async () => {
  const engine = createEngine(/** @type {any} */ (loader()));
  const found = await engine.ask("auto fiets ", { exact: true }).answer;
  const { summary, passage } = await engine.details(found.hits[0].doc, "auto fiets ");
  assert.deepEqual([summary, passage?.text], ["Samenvatting a", "Een auto en een fiets."]);
  assert.deepEqual(engine.marks("De auto", "auto fiets "), [[3, 7]]);
});

test("a question whose parts are all there needs no pause", async () => {
  const engine = createEngine(/** @type {any} */ (loader()));
  assert.equal(engine.loaded("auto "), false);
  await engine.ready();
  assert.equal(engine.loaded("auto "), false);
  await engine.ask("auto ").answer;
  assert.equal(engine.loaded("auto "), true);
});
