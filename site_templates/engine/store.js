/** The parts that were loaded: each is asked for once, kept, and read when it is first needed. */

import { breath } from "./breath.js";
import { namesIn } from "./shards.js";

/** @param {import("./shards.js").Manifest} manifest @param {import("./shards.js").Loader} loader */
export function createStore({ here, nameLetters }, loader) {
  /** @type {Map<string, string>} */
  const texts = new Map(Object.entries(here));
  /** @type {Map<string, Promise<void>>} */
  const coming = new Map();
  /** @type {Map<string, unknown>} */
  const made = new Map();

  const has = (/** @type {string} */ name) => texts.has(name) || made.has(name);

  return {
    has,

    /** What a part holds. @param {string} name @param {(text: string) => any} make @returns {any} */
    get(name, make) {
      if (!made.has(name)) {
        made.set(name, make(texts.get(name) ?? ""));
        texts.delete(name);
      }
      return made.get(name);
    },

    /** @param {Iterable<string>} names */
    async load(names) {
      const waits = [];
      for (const name of names) {
        if (has(name)) continue;
        let wait = coming.get(name);
        if (!wait) {
          wait = breath(name).then(loader.part).then((text) => void texts.set(name, text)).finally(() => coming.delete(name));
          coming.set(name, wait);
        }
        waits.push(wait);
      }
      await Promise.all(waits);
    },

    /** Names from a row of them. @param {string} row */
    names: (row) => namesIn(row, nameLetters),
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
