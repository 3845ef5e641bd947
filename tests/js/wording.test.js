/** The search page speaks Dutch, in the singular too. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { alsoSearched, enumeration, nowhere, number, passedOver, practices } from "../../site_templates/engine/wording.js";

for (const [total, said] of /** @type {const} */ ([
  [0, "Geen praktijken"],
  [1, "1 praktijk"],
  [23, "23 praktijken"],
  [1234567, "1.234.567 praktijken"],
])) {
  test(`${total} is "${said}"`, () => assert.equal(practices(total), said));
}

test("a number below a thousand has no point", () => assert.equal(number(999), "999"));

for (const [items, said] of /** @type {const} */ ([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a en b"],
  [["a", "b", "c"], "a, b en c"],
])) {
  test(`${items.length} items are "${said}"`, () => assert.equal(enumeration(items), said));
}

test("words that stand nowhere are named, with the verb that fits", () => {
  assert.equal(nowhere(["xyzzy"]), "“xyzzy” staat in geen enkele praktijk. Klopt de spelling?");
  assert.equal(nowhere(["xyzzy", "plugh"]), "“xyzzy” en “plugh” staan in geen enkele praktijk. Klopt de spelling?");
});

test("of many values in an address only some are named", () => {
  const words = Array.from({ length: 500 }, (_, at) => `x${at}`);

  assert.equal(passedOver(words), "Dit in het adres kennen we niet, dus dat telt niet mee: x0, x1, x2 en 497 andere.");
  assert.match(passedOver(words.slice(0, 4)), /: x0, x1, x2 en x3\.$/);
});

test("a widening says for which word and why", () => {
  const widened = [
    { word: "jobcoachin", kind: "typefout", also: ["jobcoaching"] },
    { word: "werk", kind: "begin", also: ["werkbedrijf", "werkgever", "werkplek", "werkstage", "werkvloer"] },
  ];

  assert.equal(
    alsoSearched(/** @type {import("../../site_templates/engine/engine.js").Answer["widened"]} */ (widened)),
    "Ook gezocht op: jobcoaching (in plaats van “jobcoachin”); werkbedrijf, werkgever, werkplek en 2 andere (beginnen met “werk”).",
  );
});
