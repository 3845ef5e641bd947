/**
 * Getting the manifest and the parts, and reading what is written in them (kb/search/shards.py, coding.py).
 */

import { scripts } from "./nodes.js";

/** @typedef {{starts: string[], names: string[]}} Ranges parts with sorted words: from which word on each holds, and its name */
/** @typedef {[string, string]} Listed the same as it is written: a line for each start, the names in a row */

/**
 * @typedef {{format: number, n: number, slots: number, average: number, ranking: import("./ranking.js").Ranking,
 *   tables: import("./analyse.js").Tables, facets: import("./question.js").FacetTerms[],
 *   front: number, question: number, passage: number, room: number, nameLetters: number, slotsPerCard: number, slotsPerFacets: number, here: Record<string, string>,
 *   parts: {words: Listed, ends: Listed, positions: string, facets: string, orders: Record<string, string>,
 *     cards: string, front: string, others: string, names: string}}} Manifest
 */

/** @typedef {{manifest: (fresh: boolean) => Promise<Manifest>, part: (name: string) => Promise<string>, script: import("./nodes.js").Run}} Loader */

export const FORMAT = 5;

/** By the code of a letter what it stands for: A to Z, a to z, 0 to 9, - and _. */
const VALUES = new Int8Array(128).fill(-1);
let letters = 0;
for (let [code, last] of [[65, 90], [97, 122], [48, 57], [45, 45], [95, 95]]) while (code <= last) VALUES[code++] = letters++;

/** How many stand at the beginning that pass a test which none passes after the first that fails. @template T @param {readonly T[]} sorted @param {(one: T) => boolean} test */
export function leading(sorted, test) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(sorted[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What one letter stands for. @param {string} text @param {number} at */
export const valueAt = (text, at) => VALUES[text.charCodeAt(at)];

/** Reads numbers from a text, one after another. @param {string} text @param {number} [start] */
export function reader(text, start = 0) {
  let at = start;
  return {
    next() {
      let value = 0;
      let factor = 1;
      let digit = VALUES[text.charCodeAt(at++)];
      while (digit >= 32) {
        value += (digit - 32) * factor;
        factor *= 32;
        digit = VALUES[text.charCodeAt(at++)];
      }
      return value + digit * factor;
    },
    get at() {
      return at;
    },
    get done() {
      return at >= text.length;
    },
  };
}

/** Rising numbers, as Python's coding.row writes them. @param {{next: () => number}} numbers @returns {number[]} */
export function rowOf(numbers) {
  let value = 0;
  return Array.from({ length: numbers.next() }, () => (value += numbers.next()));
}

/** Names from a row of them. @param {string} text @param {number} letters @returns {string[]} */
export const namesIn = (text, letters) => text.match(new RegExp(`.{${letters}}`, "g")) ?? [];

/** @param {Listed} listed @param {number} letters of a name @returns {Ranges} */
export function rangesIn([starts, text], letters) {
  const names = namesIn(text, letters);
  return { starts: names.length ? unshared(starts.split("\n")).map(([word]) => word) : [], names };
}

/** The lines of a part with the letters put back that they share. @param {string[]} lines @returns {[string, string][]} */
export function unshared(lines) {
  let before = "";
  return lines.map((line) => {
    const bare = line.slice(1).search(/[.=:;!]/);
    const end = bare < 0 ? line.length : bare + 1;
    before = before.slice(0, valueAt(line, 0)) + line.slice(1, end);
    return [before, line.slice(end)];
  });
}

/**
 * Loads scripts of ours. Parts hand themselves over to `kbPart`. The page
 * carries the manifest of its own version; a fresh one is a script that leaves it in `kbManifestData`.
 * @param {Document} document @param {string} base @returns {Loader}
 */
export function scriptLoader(document, base) {
  const scope = /** @type {any} */ (document.defaultView);
  /** @type {Map<string, string>} */
  const arrived = new Map();
  /** @type {Manifest | null} */
  let manifest = null;
  scope.kbPart = (/** @type {string} */ name, /** @type {string} */ text) => arrived.set(name, text);

  const run = scripts(document, base);

  return {
    script: run,
    async manifest(fresh) {
      const carried = fresh ? null : document.getElementById("zoek-manifest")?.textContent;
      if (carried) manifest = JSON.parse(carried);
      else if (fresh || !manifest) {
        await run(`zoek/manifest.js?${Date.now()}`);
        manifest = scope.kbManifestData;
      }
      return /** @type {Manifest} */ (manifest);
    },
    async part(name) {
      await run(`zoek/${name}.js`);
      const text = arrived.get(name);
      arrived.delete(name);
      if (text === undefined) throw new Error(`zoek/${name}.js`);
      return text;
    },
  };
}
