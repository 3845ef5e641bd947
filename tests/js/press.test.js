import assert from "node:assert/strict";
import { test } from "node:test";
import { released } from "../../site_templates/engine/press.js";

/** How many frames are waited for on a page of which something is pressed so many times that it is asked. */
async function frames(presses) {
  let asked = 0;
  let shown = 0;
  globalThis.document = { querySelector: () => (asked++ < presses ? {} : null) };
  globalThis.requestAnimationFrame = (done) => setImmediate(done, shown++);
  await released();
  return shown;
}

test("nothing waits while nothing is pressed", async () => {
  assert.equal(await frames(0), 0);
});

test("what would move things waits until what was pressed is released", async () => {
  assert.equal(await frames(3), 3);
});

test("who presses on and on is not waited for", async () => {
  assert.equal(await frames(Infinity), 60);
});
