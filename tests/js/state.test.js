/** What the search page shows and its address say the same. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { MOST, START, chosenCount, read, write } from "../../site_templates/engine/state.js";

const FACETS = { region: ["twente", "zeeland"], theme: ["detachering"] };

describe("read", () => {
  test("an empty address is the page without any choice", () => {
    assert.deepEqual(read("", FACETS), { state: START, unknown: [], tooMany: false });
  });

  test("terms come in the order of the page, however the address has them", () => {
    const { state } = read("?region=zeeland&region=twente", FACETS);

    assert.deepEqual(state.filters, { region: ["twente", "zeeland"] });
  });

  test("values that mean nothing are left out and said", () => {
    const { state, unknown } = read("?region=mars&sort=mooiste&n=0&breed=2&uitleg=ja&theme=detachering", FACETS);

    assert.deepEqual(state, { ...START, filters: { theme: ["detachering"] } });
    assert.deepEqual(unknown, ["region=mars", "sort=mooiste", "n=0", "breed=2", "uitleg=ja"]);
  });

  test("names of others on a link are passed over", () => {
    assert.deepEqual(read("?utm_source=nieuwsbrief&fbclid=x1&gclid=y&k=ab", FACETS), { state: START, unknown: [], tooMany: false });
  });

  test("a name that is nobody's is said", () => {
    assert.deepEqual(read("?regoin=twente&regio=twente", FACETS).unknown, ["regoin=twente", "regio=twente"]);
  });

  for (const n of ["-1", "1e3", "tien", "", "0"]) {
    test(`n=${n} is no number of results`, () => {
      assert.deepEqual(read(`?n=${n}`, FACETS), { state: START, unknown: [`n=${n}`], tooMany: false });
    });
  }

  test("more results than we show at once are as many as we show, and that is said", () => {
    assert.deepEqual(read("?n=99999", FACETS), { state: { ...START, n: MOST }, unknown: [], tooMany: true });
    assert.equal(read(`?n=${MOST}`, FACETS).tooMany, false);
  });
});

describe("write", () => {
  const everything = {
    q: " taal & werk ",
    filters: { region: ["twente", "zeeland"], theme: ["detachering"] },
    sort: /** @type {const} */ ("nieuwste"),
    n: 30,
    exact: true,
    reasons: true,
  };

  test("the page without any choice has no address of its own", () => assert.equal(write(START), ""));

  test("what was written is read back, spaces included", () => {
    assert.deepEqual(read(write(everything), FACETS), { state: everything, unknown: [], tooMany: false });
  });

  test("the names in an address are those of the contract", () => {
    assert.equal(
      write(everything),
      "?q=+taal+%26+werk+&region=twente&region=zeeland&theme=detachering&sort=nieuwste&n=30&breed=0&uitleg=1",
    );
  });
});

test("chosen terms are counted over all facets", () => {
  assert.equal(chosenCount({ region: ["twente", "zeeland"], theme: ["detachering"] }), 3);
});
