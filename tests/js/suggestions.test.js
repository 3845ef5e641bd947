/** What a reader may mean who has typed so much. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { suggestions } from "../../site_templates/engine/suggestions.js";
import { FACETS, language, lines, OTHERS } from "./little.js";

const PAGE = [
  { name: "region", label: "Regio", terms: [{ id: "twente", label: "Twente" }, { id: "zeeland", label: "Zeeland" }] },
  { name: "theme", label: "Thema", terms: [{ id: "taal", label: "Taal en rekenen" }] },
];
const NAMES = [["goed", "=Goed Bezig|Stichting Het Goed"], ["goedzo", "=Goedzo"]];
const LATER = [["hengelaars", "=De Hengelaars"], ["stichting", "=Stichting Het Goed"]];
const TEXTS = /** @type {Record<string, string>} */ ({
  n1: lines(/** @type {[string, string][]} */ (NAMES)).join("\n"),
  n2: lines(/** @type {[string, string][]} */ (LATER)).join("\n"),
});

/** @param {string} q @param {Record<string, string[]>} [chosen] */
function suggested(q, chosen = {}) {
  /** @type {string[]} */
  const asked = [];
  const tools = {
    know: { dutch: language, facets: FACETS },
    parts: { names: "n" },
    others: () => OTHERS,
    ranges: () => ({ starts: ["g", "h"], names: ["n1", "n2"] }),
    part: (/** @type {string} */ name, /** @type {(text: string) => any} */ make) => {
      asked.push(name);
      return make(TEXTS[name]);
    },
  };
  const hits = [{ id: "a", title: "Het goede werk" }, { id: "b", title: "Taal op de werkvloer" }];
  return { asked, all: suggestions(/** @type {any} */ (tools), q, PAGE, chosen, hits) };
}
const labels = (/** @type {string} */ q) => suggested(q).all.map(({ label }) => label);

for (const [q, expected] of /** @type {[string, string[]][]} */ ([
  ["", []],
  ["ta", []],
  ["taal", ["Thema: Taal en rekenen", "Praktijk: Taal op de werkvloer"]],
  ["Táál en rek", ["Thema: Taal en rekenen"]],
  ["fiets in twen", ["Regio: Twente"]],
  ["heng", ["Hengelo → regio Twente", "Organisatie: De Hengelaars"]],
  ["beide", ["Beide → regio Twente, Zeeland"]],
  ["goed", ["Organisatie: Goed Bezig", "Organisatie: Goedzo", "Praktijk: Het goede werk"]],
  ["het goed", ["Organisatie: Stichting Het Goed", "Praktijk: Het goede werk"]],
  ["werkvl", ["Praktijk: Taal op de werkvloer"]],
  ["regio:twen", []],
  ['"twente"', []],
  ["-twente", []],
  ["auto OF twente", ["Regio: Twente"]],
  ["zebra", []],
])) {
  test(`${JSON.stringify(q)} suggests ${expected.join("; ") || "nothing"}`, () => assert.deepEqual(labels(q), expected));
}

test("a suggestion takes the place of the words that it came from", () => {
  const [term] = suggested("fiets in twen").all;
  assert.deepEqual([term.q, term.filter], ["fiets in ", { facet: "region", terms: ["twente"] }]);
  const [place] = suggested("fiets hengelo ").all;
  assert.deepEqual([place.q, place.filter], ["fiets ", { facet: "region", terms: ["twente"] }]);
  const name = suggested("fiets het goed").all.find(({ label }) => label.startsWith("Org"));
  assert.equal(name?.q, 'fiets "Stichting Het Goed" ');
  assert.deepEqual(suggested("werkvl").all[0], { label: "Praktijk: Taal op de werkvloer", practice: "b", q: "werkvl" });
});

test("what is chosen already is not suggested", () => {
  const { all } = suggested("twente", { region: ["twente"] });
  assert.deepEqual(all, []);
  assert.deepEqual(suggested("beide", { region: ["twente"] }).all[0].filter, { facet: "region", terms: ["zeeland"] });
});

test("only the part with names that begin so is asked for", () => {
  assert.deepEqual(suggested("goedz").asked, ["n1"]);
  assert.deepEqual(suggested("hengelaars").asked, ["n2"]);
});
