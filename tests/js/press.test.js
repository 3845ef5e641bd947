import assert from "node:assert/strict";
import { test } from "node:test";
import { createPress } from "../../site_templates/engine/press.js";

test("what would move things waits until the click of a release has come", async () => {
  const page = new EventTarget();
  const released = createPress(page);
  await released(); // nothing is pressed yet
  page.dispatchEvent(new Event("pointerdown"));
  let done = false;
  const waits = released().then(() => (done = true));
  page.dispatchEvent(new Event("pointerup"));
  await null;
  assert.equal(done, false);
  await waits;
});
