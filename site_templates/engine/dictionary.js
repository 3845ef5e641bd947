/**
 * The words of the collection as far as they are loaded: the browser's side of kb/search/index.py.
 *
 * Reading never waits. What is needed is first asked for with `want…`; `missing` then names the parts that must come.
 */

import { keyOf, leading, rangesIn, reader, unshared, valueAt } from "./shards.js";

/** @typedef {{word: string, isForm: boolean, key: string, asked: string, said: string, postings: string}} Entry */
/** @typedef {{docs: Int32Array, units: Uint16Array[], lengths: Uint8Array}} Postings */

/** @typedef {{entries: Entry[], places: Map<string, number>, signs: Uint16Array[], read: Map<string, Postings>}} WordPart */

/** @type {Postings} */
const NOTHING = { docs: new Int32Array(0), units: [], lengths: new Uint8Array(0) };
const AFTER = "\uffff";

/** The place of the last part that holds from this word or one before it. @param {string[]} starts @param {string} word */
export const placeOf = (starts, word) => Math.max(0, leading(starts, (start) => start <= word) - 1);

/** @param {string} text @param {number} fields @returns {WordPart} */
export function wordPart(text, fields) {
  const [first, ...lines] = text.split("\n");
  const signs = first.split(" ").map((sign) => signature(sign, fields));
  const entries = unshared(lines).map(([word, rest]) => entry(word, rest));
  return { entries, places: new Map(entries.map((e, at) => [e.word, at])), signs, read: new Map() };
}

/** Units by field from "5F" or "0F5K". @param {string} sign @param {number} fields */
function signature(sign, fields) {
  const units = new Uint16Array(fields);
  let at = 0;
  while (at < sign.length) {
    const numbers = reader(sign, at + 1);
    units[Number(sign[at])] = numbers.next();
    at = numbers.at;
  }
  return units;
}

/** @param {string} word @param {string} rest @returns {Entry} */
function entry(word, rest) {
  const [, postings = "", form = "", asked = "", said = ""] =
    /^(?::([\w-]*))?(\.|=[^;!]*)?(?:;([^!]*))?(?:!(.*))?$/.exec(rest) ?? [];
  const key = form.startsWith("=") ? keyOf(word, form.slice(1)) : word;
  return { word, isForm: form !== "", key, asked, said, postings };
}

/** @param {WordPart} part @param {string} key @returns {Postings} */
function postingsIn(part, key) {
  const known = part.read.get(key);
  if (known) return known;
  const place = part.places.get(key);
  const text = place === undefined ? "" : part.entries[place].postings;
  const found = text ? decoded(text, part.signs) : NOTHING;
  part.read.set(key, found);
  return found;
}

/** @param {string} text @param {Uint16Array[]} signs @returns {Postings} */
function decoded(text, signs) {
  const numbers = reader(text);
  const count = numbers.next();
  const docs = new Int32Array(count);
  let doc = 0;
  for (let at = 0; at < count; at += 1) docs[at] = doc += numbers.next();
  const units = Array.from({ length: count }, () => signs[numbers.next()]);
  const lengths = Uint8Array.from({ length: count }, (_, at) => valueAt(text, numbers.at + at));
  return { docs, units, lengths };
}

/**
 * @param {import("./shards.js").Manifest} manifest
 * @param {{has: (name: string) => boolean, get: (name: string, make: (text: string) => any) => any}} store
 */
export function dictionary(manifest, store) {
  const words = rangesIn(manifest.parts.words, manifest.nameLetters);
  const ends = rangesIn(manifest.parts.ends, manifest.nameLetters);
  const fields = manifest.ranking.weights.length;
  /** @type {Set<string>} */
  const missing = new Set();

  /** @param {string} name */
  const want = (name) => {
    if (name && !store.has(name)) missing.add(name); // a collection without words has no parts
  };
  /** @param {number} place @returns {WordPart} */
  const part = (place) => store.get(words.names[place], (text) => wordPart(text, fields));
  /** @param {number} place */
  const here = (place) => store.has(words.names[place]);
  /** @param {string} word */
  const at = (word) => placeOf(words.starts, word);
  /** The parts in which forms with a beginning may stand. @param {string} prefix @returns {[number, number]} */
  const span = (prefix) => [at(prefix), at(prefix + AFTER)];

  /** The entries from a word on, through the loaded parts, while they go on. @param {string} word */
  function* from(word) {
    for (let place = at(word); here(place); place += 1) {
      const { entries } = part(place);
      let low = place === at(word) ? firstFrom(entries, word) : 0;
      for (; low < entries.length; low += 1) yield entries[low];
    }
  }

  /** The entries before a word, backwards. @param {string} word */
  function* before(word) {
    for (let place = at(word); here(place); place -= 1) {
      const { entries } = part(place);
      let high = place === at(word) ? firstFrom(entries, word) - 1 : entries.length - 1;
      for (; high >= 0; high -= 1) yield entries[high];
    }
  }

  /** @param {Entry[]} entries @param {string} word */
  const firstFrom = (entries, word) => leading(entries, (entry) => entry.word < word);

  /** @param {string} word @returns {Entry | undefined} */
  function find(word) {
    if (!here(at(word))) return undefined;
    const found = part(at(word));
    const place = found.places.get(word);
    return place === undefined ? undefined : found.entries[place];
  }

  return {
    missing,

    /** A word, and the words around it. @param {string} word */
    wantWord(word) {
      want(words.names[at(word)]);
    },

    /** The forms that begin like this; with `most` only the parts that hold the first so many. @param {string} prefix @param {number} [most] */
    wantStarting(prefix, most = Infinity) {
      const [first, last] = span(prefix);
      let count = 0;
      let coming = 0;
      for (let place = first; place <= last && count < most && coming < (most < Infinity ? 2 : Infinity); place += 1) {
        want(words.names[place]);
        if (here(place)) for (const { isForm, word } of part(place).entries) count += Number(isForm && word.startsWith(prefix));
        else coming += 1; // two at once: a beginning seldom needs more
      }
    },

    /** The forms near a word that share its first letters. @param {string} word @param {number} letters @param {number} window */
    wantNear(word, letters, window) {
      const prefix = word.slice(0, letters);
      const [first, last] = span(prefix);
      for (const step of [1, -1]) {
        let count = 0;
        for (let place = at(word); first <= place && place <= last && count < window; place += step) {
          want(words.names[place]);
          if (!here(place)) break;
          count += part(place).entries.filter((e) => e.isForm && (e.word >= word ? step > 0 : step < 0)).length;
        }
      }
    },

    /** @param {string} half */
    wantEnding(half) {
      const back = reversed(half);
      for (let place = placeOf(ends.starts, back); place <= placeOf(ends.starts, back + AFTER); place += 1) want(ends.names[place]);
    },

    /** @param {string} word */
    isForm: (word) => find(word)?.isForm === true,

    /** @param {string} key @returns {Postings} */
    postings(key) {
      return here(at(key)) ? postingsIn(part(at(key)), key) : NOTHING;
    },

    /** Patterns of keys that ask a concept, of those that begin with a key. @param {string} key @returns {[string[], string][]} */
    asked(key) {
      const text = find(key)?.asked;
      if (!text) return [];
      return text.split(",").map((row) => {
        const [rest, name] = row.split(">");
        return [rest ? rest.split(" ") : [], name];
      });
    },

    /** @param {string} name */
    said(name) {
      const text = find(name)?.said;
      return text ? text.split("|") : [];
    },

    /** @param {string} prefix @param {number} [most] */
    starting(prefix, most = Infinity) {
      /** @type {string[]} */
      const forms = [];
      for (const { word, isForm } of from(prefix)) {
        if (!word.startsWith(prefix) || forms.length >= most) break;
        if (isForm) forms.push(word);
      }
      return forms;
    },

    /** @param {string} half @returns {string[]} */
    ending(half) {
      if (!ends.names.length) return [];
      const back = reversed(half);
      const forms = [];
      for (let place = placeOf(ends.starts, back); place <= placeOf(ends.starts, back + AFTER); place += 1) {
        const list = store.get(ends.names[place], (text) => unshared(text.split("\n")).map(([word]) => word));
        for (const word of list) if (word.startsWith(back)) forms.push(reversed(word));
      }
      return forms;
    },

    /** @param {string} word @param {number} letters @param {number} window */
    near(word, letters, window) {
      const prefix = word.slice(0, letters);
      /** @type {string[]} */
      const forms = [];
      let left = window;
      for (const { word: form, isForm } of before(word)) {
        if (!left || !form.startsWith(prefix)) break;
        if (isForm) {
          forms.unshift(form);
          left -= 1;
        }
      }
      left = window;
      for (const { word: form, isForm } of from(word)) {
        if (!left || !form.startsWith(prefix)) break;
        if (isForm) {
          forms.push(form);
          left -= 1;
        }
      }
      return forms;
    },
  };
}

/** @typedef {ReturnType<typeof dictionary>} Dictionary */

/** Letters backwards, as Python's [::-1] does it: by code point. @param {string} word */
const reversed = (word) => [...word].reverse().join("");
