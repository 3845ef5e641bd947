import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../site_templates/engine/store.js";

test("each part is asked for once, in a task of its own", async () => {
  /** @type {string[]} */
  const asked = [];
  const part = async (/** @type {string} */ name) => {
    asked.push(name);
    queueMicrotask(() => asked.push("the task ends"));
    return `text of ${name}`;
  };
  const store = createStore(/** @type {any} */ ({ here: {}, nameLetters: 1 }), /** @type {any} */ ({ part }));
  await Promise.all([store.load(["a", "b"]), store.load(["b"])]);
  assert.deepEqual(asked, ["a", "the task ends", "b", "the task ends"]);
  assert.equal(store.get("b", (text) => text), "text of b");
});
