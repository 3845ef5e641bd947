import assert from "node:assert/strict";
import { test } from "node:test";
import { breath, breather } from "../../site_templates/engine/breath.js";

/** Whether what follows comes in the same task. @param {() => Promise<unknown>} pause */
async function goesOn(pause) {
  let done = false;
  const over = pause().then(() => (done = true));
  for (let turn = 0; turn < 20; turn += 1) await null; // all that the same task still does
  const same = done;
  await over;
  return same;
}

test("after a breath another task goes on, with what was given", async () => {
  assert.equal(await goesOn(() => breath(null)), false);
  assert.equal(await breath("word"), "word");
});

test("only long work is followed by a pause, and after it the count begins anew", async ({ mock }) => {
  let now = 0;
  mock.method(performance, "now", () => now);
  const rest = breather();
  now += 7;
  assert.equal(await goesOn(rest), true);
  now += 1;
  assert.equal(await goesOn(rest), false);
  now += 7;
  assert.equal(await goesOn(rest), true);
});
