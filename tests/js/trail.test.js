/** The back button returns to what a reader settled on, and to nothing in between. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createTrail } from "../../site_templates/engine/trail.js";

/** A history that remembers its addresses; `refuses` as a browser that finds it too much. */
function remembered() {
  const history = {
    addresses: ["zoeken.html"],
    refuses: false,
    /** @param {unknown} _state @param {string} _title @param {string | URL | null} [address] */
    pushState(_state, _title, address) {
      if (history.refuses) throw new Error("too often");
      history.addresses.push(String(address));
    },
    /** @param {unknown} _state @param {string} _title @param {string | URL | null} [address] */
    replaceState(_state, _title, address) {
      if (history.refuses) throw new Error("too often");
      history.addresses[history.addresses.length - 1] = String(address);
    },
  };
  return history;
}

test("typing changes the present entry", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("", "");
  for (const address of ["?q=t", "?q=ta", "?q=taal"]) {
    trail.type(address);
    trail.follow();
  }

  assert.deepEqual(history.addresses, ["?q=taal"]);
});

test("a filter after typing leaves the words an entry of their own", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("", "");
  trail.type("?q=taal");
  trail.settle("?q=taal&region=twente");

  assert.deepEqual(history.addresses, ["zoeken.html", "?q=taal", "?q=taal&region=twente"]);
});

test("typed words are written when the answer is there, and not before", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("", "");
  trail.type("?q=taal");
  assert.deepEqual(history.addresses, ["zoeken.html"]);

  trail.follow();
  assert.deepEqual(history.addresses, ["?q=taal"]);
});

test("settling on what stands there already adds nothing", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("?q=taal", "?q=taal");
  trail.settle("?q=taal");

  assert.deepEqual(history.addresses, ["zoeken.html"]);
});

test("more results are no step to go back over", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("?q=taal", "?q=taal");
  trail.extend("?q=taal&n=20");

  assert.deepEqual(history.addresses, ["?q=taal&n=20"]);
});

test("someone who types fast is written less often, and completely once done", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  trail.arrive("", "");
  for (let letters = 1; letters <= 100; letters += 1) {
    trail.type(`?q=${"a".repeat(letters)}`);
    trail.follow();
  }
  const meanwhile = history.addresses[0];
  trail.flush();

  assert.equal(meanwhile, `?q=${"a".repeat(80)}`);
  assert.equal(history.addresses[0], `?q=${"a".repeat(100)}`);
});

test("a browser that refuses an address does not stop the search", () => {
  const history = remembered();
  const trail = createTrail(history, "zoeken.html", () => 0);
  history.refuses = true;

  trail.arrive("", "");
  trail.settle("?q=taal");
});
