/**
 * Getting the manifest and the parts, and reading what is written in them (kb/search/shards.py, coding.py).
 */

/** @typedef {[string, string][]} Ranges first word and name of each part */

/**
 * @typedef {{format: number, n: number, average: number, ranking: import("./ranking.js").Ranking,
 *   tables: import("./analyse.js").Tables, facets: import("./question.js").FacetTerms[],
 *   front: number, question: number, passage: number, docsPerCard: number, docsPerFacets: number, here: Record<string, string>,
 *   parts: {words: Ranges, ends: Ranges, positions: string, facets: string[], cards: string[], front: string, others: string, names: string}}} Manifest
 */

/** @typedef {{manifest: (fresh: boolean) => Promise<Manifest>, part: (name: string) => Promise<string>, script: (address: string) => Promise<void>}} Loader */

export const FORMAT = 1;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Int8Array(128).fill(-1);
for (let at = 0; at < ALPHABET.length; at += 1) VALUES[ALPHABET.charCodeAt(at)] = at;

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

/** A form's key from how it is written behind "=". @param {string} form @param {string} rule */
export const keyOf = (form, rule) => form.slice(0, form.length - valueAt(rule, 0)) + rule.slice(1);

/**
 * Loads by script elements, the only way that also works from disk. Parts hand themselves over to `kbPart`. The page
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

  /** @param {string} address @returns {Promise<void>} */
  const run = (address) =>
    new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = base + address;
      script.onload = () => {
        script.remove();
        done();
      };
      script.onerror = () => {
        script.remove();
        fail(new Error(address));
      };
      document.head.append(script);
    });

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
