/**
 * The words of the collection as far as they are loaded: the browser's side of kb/search/index.py.
 *
 * Reading never waits: what is not there is not given, and `missing` names the parts that must come. A job reads until
 * nothing is missing, or asks for a word with `want…` that it will read later.
 */

import { leading, rangesIn, reader, unshared, valueAt } from "./shards.js";

/** @typedef {{word: string, isForm: boolean, asked: string, said: string, postings: string}} Entry */
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
  return { word, isForm: form !== "", asked, said, postings };
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

  /**
   * The forms with a beginning, from a word on or (`step` -1) backwards, as far as they are loaded. Parts that would go on
   * are named: so many at once as `ahead` says.
   * @param {string} prefix @param {string} word @param {number} step @param {number} ahead
   */
  function* forms(prefix, word, step, ahead) {
    const [first, last] = span(prefix);
    for (let place = at(word); first <= place && place <= last && ahead; place += step) {
      want(words.names[place]);
      if (!here(place)) {
        ahead -= 1;
        continue;
      }
      const { entries } = part(place);
      const from = place === at(word) ? firstFrom(entries, word) : step > 0 ? 0 : entries.length;
      for (let entry = step > 0 ? from : from - 1; entries[entry]?.word.startsWith(prefix); entry += step) {
        if (entries[entry].isForm) yield entries[entry].word;
      }
    }
  }

  /** @param {Iterable<string>} all @param {number} most */
  function some(all, most) {
    /** @type {string[]} */
    const first = [];
    for (const one of all) if (first.push(one) >= most) break;
    return first;
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

    /** Reads a part, if it has words. @param {string} name */
    read(name) {
      const place = words.names.indexOf(name);
      if (place >= 0) part(place);
    },

    /** A word, and the words around it. @param {string} word */
    wantWord(word) {
      want(words.names[at(word)]);
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

    /** The forms that begin like this, at most so many; `ahead`: a beginning seldom needs more parts. @param {string} prefix @param {number} [most] */
    starting: (prefix, most = Infinity) => some(forms(prefix, prefix, 1, most < Infinity ? 2 : most), most),

    /** The forms near a word that share its first letters. @param {string} word @param {number} letters @param {number} window */
    near(word, letters, window) {
      const [after, before] = [1, -1].map((step) => some(forms(word.slice(0, letters), word, step, 1), window));
      return [...before.reverse(), ...after];
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
  };
}

/** @typedef {ReturnType<typeof dictionary>} Dictionary */

/** Letters backwards, as Python's [::-1] does it: by code point. @param {string} word */
const reversed = (word) => [...word].reverse().join("");
