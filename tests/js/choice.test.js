/** The choice as values: the list in an address, remarks, rows side by side, a memo in three forms, parts by id. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compared, groups } from "../../site_templates/choice/comparing.js";
import { listIn, MOST, parse, withList } from "../../site_templates/choice/list.js";
import { memo } from "../../site_templates/choice/memo.js";
import { blockHtml, blockText } from "../../site_templates/choice/paper.js";
import { createParts } from "../../site_templates/choice/parts.js";
import { readRemarks, writeRemarks } from "../../site_templates/choice/remarks.js";
import { START, write } from "../../site_templates/engine/state.js";

describe("the list in an address", () => {
  test("keeps the order, each practice once, and nothing that is no id", () => {
    assert.deepEqual(parse("b-b,aaa,b-b,<i>,__proto__,A,ab,aaa-,"), { ids: ["b-b", "aaa"], over: 0 });
  });

  test("takes names as long as a practice can have", () => {
    const [longest, longer] = ["a".repeat(80), "a".repeat(81)];

    assert.deepEqual(parse(`${longest},${longer}`).ids, [longest]);
  });

  test("holds no more than fit, and says how many did not", () => {
    const many = Array.from({ length: 1000 }, (_, at) => `praktijk-${at}`).join(",");

    assert.equal(parse(many).ids.length, MOST);
    assert.equal(parse(many).over, 1000 - MOST);
  });

  for (const [address, expected] of [
    ["a.html", "a.html?k=x-x,y-y"],
    ["../a.html?q=1&k=oud#b", "../a.html?q=1&k=x-x,y-y#b"],
    ["?k=oud", "?k=x-x,y-y"],
    ["a.html?kleur=k", "a.html?kleur=k&k=x-x,y-y"],
    ["a.html?k", "a.html?k=x-x,y-y"],
    ["", "?k=x-x,y-y"],
  ]) {
    test(`goes into ${address || "an empty address"}`, () => {
      assert.equal(withList(address, ["x-x", "y-y"]), expected);
      assert.equal(listIn(new URL(expected, "https://x.example/").search), "x-x,y-y");
    });
  }

  test("leaves no trace when it is empty", () => {
    assert.equal(withList("a.html?k=oud&q=1#b", []), "a.html?q=1#b");
    assert.equal(withList("?k=oud", []), "");
    assert.equal(listIn("?q=1"), null);
  });

  test("a form with a box for each practice gives the same", () => {
    assert.equal(listIn("?k=aaa&k=bbb,ccc"), "aaa,bbb,ccc");
  });

  test("travels with a search", () => {
    assert.equal(write({ ...START, q: "taal" }, "aaa,bbb"), "?q=taal&k=aaa,bbb");
    assert.equal(write(START, "aaa"), "?k=aaa");
    assert.equal(write(START, ""), "");
  });
});

describe("remarks behind the hash", () => {
  const remarks = { title: "Wat & hoe? #1", text: "een\ntwee", by: { aaa: "é <b>" } };

  test("come back as they were written", () => {
    assert.deepEqual(readRemarks(writeRemarks(remarks, ["aaa"])), remarks);
  });

  test("of a practice that left the list are left out", () => {
    assert.deepEqual(readRemarks(writeRemarks(remarks, ["bbb"])).by, {});
    assert.equal(writeRemarks({ title: " ", text: "", by: {} }, ["aaa"]), "");
  });

  test("are no longer than fits, and touch nothing else", () => {
    const read = readRemarks(`#titel=${"x".repeat(99_999)}&bij-__proto__=y&bij-aaa=z&vreemd=1&%E0%A4%A`);

    assert.equal(read.title.length, 120);
    assert.deepEqual(Object.keys(read.by), ["aaa"]);
    assert.equal(/** @type {any} */ ({}).y, undefined);
  });
});

const MANIFEST = { format: 1, site: "Site", base: "https://x.example/", day: "1 mei 2026", facts: ["Waar", "Kosten"], texts: ["Resultaten", "Contact"], head: "id\r\n", stretches: [], dossiers: [] };

/** @param {string} id @param {[string, [string, string, string][], boolean][]} cells */
const choice = (id, cells) => ({
  id, href: `praktijken/${id}.html`, title: `Titel ${id}`, lang: "", meta: "Waar · Wie", summary: "Kort & <goed>.", level: "beschreven",
  notices: ["Gegevens uit 2020."], newer: [], cells, ask: `vraag het aan ${id}`, sources: [["Verslag", "https://bron.example/", "2020"]],
});
/** @type {any} */
const CONTACT = ["", [["Iemand", "mailto:a@x.example", ""]], false];
/** @type {any[]} */
const TWO = [
  choice("aaa", [["", [["Twente", "regio/twente.html", ""], ["Zeeland", "", ""]], false], ["niet bekend", [], false], ["", [["banen: 5", "", "2016"]], false], CONTACT]),
  choice("bbb", [["", [["Twente", "regio/twente.html", ""]], false], ["nog niet ingevuld", [], false], ["nog niet ingevuld", [], false], CONTACT]),
];

describe("side by side", () => {
  const rows = compared(MANIFEST, TWO);

  test("a row says whether its practices differ, and which values all have", () => {
    assert.deepEqual(rows.map(({ label, verdict }) => [label, verdict]), [["Waar", "differs"], ["Kosten", "unknown"], ["Resultaten", "differs"], ["Contact", "same"]]);
    assert.equal(rows[0].cells[0].shared.size, 1);
  });

  test("a gap says whom to ask", () => {
    assert.deepEqual(rows[1].cells.map(({ gap }) => gap), ["Niet bekend: vraag het aan aaa", "Nog niet ingevuld: vraag het aan bbb"]);
    const [, costs] = compared(MANIFEST, [{ ...TWO[0], ask: "" }, TWO[1]]);
    assert.equal(costs.cells[0].gap, "Niet bekend");
  });

  test("the same of all is the same, and one alone is compared with nothing", () => {
    assert.equal(compared(MANIFEST, [TWO[1], TWO[1]])[0].verdict, "same");
    assert.equal(compared(MANIFEST, [TWO[0]])[0].verdict, "");
  });

  for (const [count, sizes] of /** @type {[number, number[]][]} */ ([[0, []], [1, [1]], [5, [3, 2]], [9, [3, 3, 3]], [12, [4, 4, 4]]])) {
    test(`${count} practices go on sheets of ${sizes.join(", ") || "nothing"}`, () => {
      assert.deepEqual(groups(Array.from({ length: count }), 4).map(({ length }) => length), sizes);
    });
  }
});

describe("a memo", () => {
  const remarks = { title: "Voor <ons>", text: "Kies.\n\nNu.", by: { aaa: "Bel ze" } };
  const blocks = memo({ manifest: MANIFEST, choices: TWO, remarks, questions: ["Wat?"], day: "2 mei 2026", share: "https://x.example/memo.html?k=aaa,bbb" });
  const whole = (/** @type {string} */ href) => (href.startsWith("#") ? "" : new URL(href, "https://x.example/").href);
  const html = blocks.map((block) => blockHtml(block, whole)).join("");
  const text = blocks.map((block) => blockText(block, whole)).join("");

  test("has title, remarks, contents, practices, the facts beside each other, questions and sources", () => {
    const headings = [...html.matchAll(/<h([12])>(.*?)<\/h\1>/g)].map((found) => found[2]);

    assert.deepEqual(headings, ["Voor &lt;ons&gt;", "Inhoud", "1. Titel aaa", "2. Titel bbb", "Naast elkaar", "Vragen voor aan tafel", "Bronnen"]);
    assert.match(html, /<p>Kies\.<\/p>\n<p>Nu\.<\/p>/);
    assert.match(html, /Onze opmerking: Bel ze/);
  });

  test("escapes what is written, and links with the whole address", () => {
    assert.match(html, /Kort &amp; &lt;goed&gt;\./);
    assert.match(html, /<a href="https:\/\/x\.example\/praktijken\/aaa\.html">Lees de hele praktijk<\/a>/);
    assert.doesNotMatch(html, /href="#/);
  });

  test("says its gaps in one line", () => {
    assert.match(text, /Nog niet bekend: resultaten; vraag het aan bbb\./);
  });

  test("has its table as lines in plain text", () => {
    assert.match(text, /Titel aaa\n {2}Waar: Twente; Zeeland\n {2}Kosten: Niet bekend: vraag het aan aaa\n/);
    assert.match(text, /1\. Verslag \(2020; https:\/\/bron\.example\/\)\n/);
  });

  test("of one practice has no contents and no table", () => {
    const one = memo({ manifest: MANIFEST, choices: TWO.slice(0, 1), remarks: { title: "", text: "", by: {} }, questions: [], day: "", share: "" });

    assert.deepEqual(one.map((block) => block.kind === "part" && block.name), ["memo-head", "memo-practice", "memo-sources"]);
  });
});

/** A site whose parts are named; `ran` tells what was loaded. @param {Record<string, unknown>} values @param {any} manifest */
function site(values, manifest) {
  /** @type {any} */
  const scope = {};
  /** @type {string[]} */
  const ran = [];
  const run = async (/** @type {string} */ address) => {
    ran.push(address.replace(/\?.*/, ""));
    if (address.startsWith("keuze/manifest.js")) scope.kbKeuzeManifest = manifest;
    else {
      const name = address.replace(/keuze\/|\.js/g, "");
      if (!(name in values)) throw new Error(address);
      scope.kbKeuze(name, values[name]);
    }
  };
  return { scope, ran, run };
}

describe("parts", () => {
  const manifest = { ...MANIFEST, stretches: [["aaa", "d1", "l1"], ["mmm", "d2", "l2"]] };
  const values = {
    d1: [["aaa", "pa"], ["bbb", "pb"]], d2: [["mmm", "pm"], ["oud", "pa"]], pa: TWO[0], pb: TWO[1], pm: choice("mmm", []),
    l1: [["aaa", "a;\r\n"], ["bbb", "b;\r\n"]], l2: [["mmm", "m;\r\n"]],
  };

  test("come in the asked order, a former id as the practice it is now", async () => {
    const { scope, ran, run } = site(values, manifest);
    const found = await createParts(run, scope, JSON.stringify(manifest)).find(["oud", "bbb", "niets", "aaa", "aaaa"]);

    assert.deepEqual(found.choices.map(({ id }) => id), ["aaa", "bbb"]);
    assert.deepEqual([...found.renamed], [["oud", "aaa"]]);
    assert.deepEqual(found.unknown, ["niets", "aaaa"]);
    assert.deepEqual(ran.sort(), ["keuze/d1.js", "keuze/d2.js", "keuze/pa.js", "keuze/pb.js"]);
  });

  test("that are gone since the page was made are asked of a fresh manifest", async () => {
    const { scope, run } = site(values, manifest);
    const old = { ...manifest, stretches: [["aaa", "weg", "weg"]] };

    assert.deepEqual((await createParts(run, scope, JSON.stringify(old)).find(["bbb"])).choices, [TWO[1]]);
  });

  test("that never come are said", async () => {
    const { scope, run } = site({}, manifest);

    await assert.rejects(createParts(run, scope, "").find(["bbb"]), /niet bereikbaar/);
    await assert.rejects(createParts(run, scope, JSON.stringify({ ...manifest, format: 99 })).table([]).then(() => createParts(run, scope, "").table(["bbb"])), /niet bereikbaar/);
  });

  test("make the table in the asked order", async () => {
    const { scope, run } = site(values, manifest);

    assert.equal(await createParts(run, scope, "").table(["mmm", "aaa"]), "id\r\nm;\r\na;\r\n");
  });
});
