/** The search over one version of the site: loads what a question needs, and answers it. */

import { dutch as dutchOf } from "./analyse.js";
import { breath } from "./breath.js";
import { dictionary, placeOf } from "./dictionary.js";
import { marksIn, passageOf } from "./excerpt.js";
import { counts, filtered, firstOf, groupsIn, holdersIn, lacking, tally } from "./facets.js";
import { isPhrase, parse } from "./question.js";
import { all, find, saysWhole, sought } from "./search.js";
import { FORMAT, rangesIn, reader, rowOf, unshared, valueAt } from "./shards.js";
import { createStore } from "./store.js";
import { Missing, termName } from "./widening.js";

/** @typedef {{id: string, title: string, meta: string, level: string, part: string, letters: number}} Card what stands of a practice at once; `part` has the rest: a summary of about so many letters */
/** @typedef {Omit<Card, "part"> & {doc: number, score: number, lacks: string[], summary: string | null, passage: number}} Hit `summary` null: not loaded yet; `passage`: of so many letters will come */
/** @typedef {{summary: string, passage: import("./excerpt.js").Passage | null}} Details the passage that shows the question's words; null when only title or labels do */
/**
 * @typedef {{query: string, total: number, hits: Hit[], widened: import("./widening.js").Widening[], unknown: string[],
 *   strange: import("./question.js").Strange[], hollow: boolean, without: import("./widening.js").Widening[]}} Answer
 */
/** @typedef {Record<string, Record<string, number>>} Counts */
/** @typedef {{filters?: Readonly<Record<string, readonly string[]>>, sort?: string, limit?: number, exact?: boolean}} Options */
/** @typedef {[string[], string[], string[], string[], string, string]} Columns ids, titles, lines, levels, names of parts, lengths of summaries */

/** Before a token that stands for all words of a concept: what a text says is one of those. */
const CONCEPT = "~";

/**
 * @typedef {object} Tools What a job of another script may use.
 * @property {import("./search.js").Reading} know
 * @property {import("./shards.js").Manifest["parts"]} parts
 * @property {(name: string, make: (text: string) => any) => any} part
 * @property {(name: string) => import("./shards.js").Ranges} ranges
 * @property {() => import("./question.js").Others[]} others
 * @property {(text: string, exact: boolean) => import("./search.js").Found} find
 */

/** @param {import("./shards.js").Manifest} manifest @param {import("./shards.js").Loader} loader */
export function opened(manifest, loader) {
  if (manifest.format !== FORMAT) throw new Error("zoek/manifest.js");
  const { n, slots, average, ranking, facets, parts } = manifest;
  const language = dutchOf(manifest.tables);
  const store = createStore(manifest, loader);
  const { load } = store;
  const words = dictionary(manifest, store);
  const cardParts = store.names(parts.cards);

  const reading = {
    words,
    facets,
    dutch: language,
    ranking,
    n,
    slots,
    average,
    /** @param {string} form */
    wantPositions(form) {
      if (!store.has(parts.positions)) words.missing.add(parts.positions);
      else {
        const name = positionPart(form);
        if (name && !store.has(name)) words.missing.add(name);
      }
    },
    /** @param {string} form @returns {Map<number, number[]>} */
    positions(form) {
      const lines = /** @type {Map<string, string>} */ (store.get(positionPart(form), (text) => new Map(unshared(text.split("\n")))));
      return positionsIn(lines.get(form) ?? "");
    },
    check() {
      if (words.missing.size) throw new Missing();
    },
  };

  /** @param {string} form */
  function positionPart(form) {
    const { starts, names } = store.get(parts.positions, (text) => rangesIn(JSON.parse(text), manifest.nameLetters));
    return names[placeOf(starts, form)] ?? "";
  }

  /** Runs a job until nothing is missing any more; each part is read in the task in which it came. @template T @param {() => T} job @returns {Promise<T>} */
  async function complete(job) {
    for (;;) {
      words.missing.clear();
      try {
        return job();
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        await Promise.all([...words.missing].map((name) => load([name]).then(() => words.read(name)))).then(breath);
      }
    }
  }

  /** @param {string} text */
  const question = (text) => parse(text, { facets, dutch: language, longest: manifest.question, others });

  /** A part that may have to be loaded first. @param {string} name @param {(text: string) => any} make */
  function part(name, make) {
    if (!store.has(name)) words.missing.add(name);
    reading.check();
    return store.get(name, make);
  }

  const ranges = (/** @type {string} */ name) => part(name, (text) => rangesIn(JSON.parse(text), manifest.nameLetters));

  /** What else leads to the terms of each facet. @returns {import("./question.js").Others[]} */
  const others = () => part(parts.others, (text) => JSON.parse(text));

  /** @type {Tools} */
  const tools = { know: reading, parts, part, ranges, others, find: finding };

  /**
   * The last question, what is looked for and what was found: titles, summaries and passages ask for it again.
   * @type {{asked: string, parsed: import("./question.js").Question, pools: import("./widening.js").Pool[], result?: import("./search.js").Found} | null}
   */
  let last = null;

  /** @param {string} text @param {boolean} exact */
  function looking(text, exact) {
    const asked = `${Number(exact)}${text}`;
    if (last?.asked !== asked) {
      const parsed = question(text);
      last = { asked, parsed, pools: sought(reading, parsed, exact) };
    }
    return last;
  }

  /** @param {string} text @param {boolean} exact */
  function finding(text, exact) {
    const own = looking(text, exact);
    own.result ??= find(reading, own.parsed, exact, own.pools);
    return own.result;
  }

  /** @param {string} text @param {Options} options @param {() => Promise<void>} rest between two pieces of work */
  async function found(text, { filters = {}, exact = false }, rest) {
    if (text.trim() && cardParts.length === 1) load(cardParts).catch(() => null); // whatever is found, its title stands there
    const { parsed: asked } = await complete(() => looking(text, exact));
    await rest();
    const byFacet = (/** @type {[number, number][]} */ typed) =>
      facets.map((_, place) => new Set(typed.filter(([facet]) => facet === place).map(([, term]) => term)));
    const chosen = byFacet(asked.filters);
    facets.forEach(({ name, terms }, place) => {
      const own = Object.hasOwn(filters, name) ? filters[name] : [];
      for (const term of own) if (terms.includes(term)) chosen[place].add(terms.indexOf(term));
    });
    const result = await complete(() => finding(text, exact));
    if (!asked.without.length) return { ...result, chosen, asked };
    const docs = docsOf(result);
    const left = lacking(docs, await stretches(docs), byFacet(asked.without.flatMap(({ terms }) => terms)), slots);
    return { ...result, scores: new Map(left.map((doc) => [doc, result.scores?.get(doc) ?? 0])), chosen, asked };
  }
  /** @typedef {Awaited<ReturnType<typeof found>>} Result */

  /** The stretches in which practices stand, with the part of each. @param {readonly number[]} docs @returns {Map<number, string>} */
  function stretchesOf(docs) {
    const names = store.names(parts.facets);
    const places = docs.map((doc) => Math.floor(doc / manifest.slotsPerFacets));
    return new Map(places.map((place) => [place, names[place]]));
  }

  /** The terms of the stretches in which practices stand. @param {readonly number[]} docs @returns {Promise<import("./facets.js").Stretch[]>} */
  async function stretches(docs) {
    const places = [...stretchesOf(docs)];
    await load(places.map(([, name]) => name));
    /** @type {import("./facets.js").Stretch[]} */
    const read = [];
    for (const [place, name] of places) {
      const holders = store.get(name, (text) => holdersIn(text, facets));
      read.push({ start: place * manifest.slotsPerFacets, holders });
      if (read.length < places.length) await breath(null);
    }
    return read;
  }

  /**
   * The first practices in an order, as far as they must be looked for.
   * @param {number[]} docs @param {string} name of the order @param {number} limit @param {(a: number, b: number) => number} order of those that stand level
   */
  async function inOrder(docs, name, limit, order) {
    const names = store.names(parts.orders[name]);
    const asked = new Set(docs);
    /** @type {number[]} */
    const found = [];
    for (let at = 0; at < names.length && found.length < Math.min(limit, docs.length); ) {
      const some = names.slice(at, at + Math.ceil(((limit - found.length) * names.length) / docs.length));
      await load(some);
      for (const group of some.flatMap((part) => store.get(part, groupsIn))) found.push(...group.filter((/** @type {number} */ doc) => asked.has(doc)).sort(order));
      at += some.length;
    }
    return found.slice(0, limit);
  }

  /** @param {number[]} docs @param {Result} result @param {string} sort @param {number} limit */
  function first(docs, { scores, ranked }, sort, limit) {
    const score = (/** @type {number} */ doc) => scores?.get(doc) ?? 0;
    const order = (/** @type {number} */ a, /** @type {number} */ b) => score(b) - score(a) || a - b;
    if (sort === "relevantie" && ranked) return firstOf(docs, order, limit);
    return inOrder(docs, sort === "nieuwste" ? sort : "titel", limit, order);
  }

  /** @param {[number, number]} term */
  const termOf = ([place, term]) => termName(facets[place], term);

  /** Where all are found, free slots too: those have no terms, and stand in no order. @param {Pick<import("./search.js").Found, "scores">} result */
  const docsOf = ({ scores }) => [...(scores ?? all(slots)).keys()];

  /** Nothing is asked and nothing chosen. @param {Result} result */
  const isWhole = ({ scores, chosen }) => !scores && !chosen.some((terms) => terms.size);

  /** What stands there before anything is asked: the first practices by title. @param {string} text @param {number} limit @returns {Promise<Answer>} */
  async function front(text, limit) {
    await load([parts.front]);
    const [docs, summaries, ...columns] = store.get(parts.front, (whole) => JSON.parse(whole));
    const hits = docs.slice(0, limit).map((/** @type {number} */ doc, /** @type {number} */ at) => ({
      ...hitOf(doc, cardIn(columns, at), 0, [], false),
      summary: summaries[at],
    }));
    return { query: text, total: n, hits, widened: [], unknown: [], strange: [], hollow: false, without: [] };
  }

  /** @param {number} doc @returns {Promise<Card>} */
  async function card(doc) {
    const name = cardParts[Math.floor(doc / manifest.slotsPerCard)];
    await load([name]);
    return cardIn(store.get(name, (text) => JSON.parse(text)), doc % manifest.slotsPerCard);
  }

  /** @param {Columns} columns @param {number} at @returns {Card} */
  function cardIn([ids, titles, metas, levels, names, lengths], at) {
    const letters = valueAt(lengths, at) * manifest.room;
    return { id: ids[at], title: titles[at], meta: metas[at], level: levels[at], part: store.names(names)[at], letters };
  }

  /** @param {number} doc @param {Card} card @param {number} score @param {string[]} lacks @param {boolean} said by its text @returns {Hit} */
  function hitOf(doc, { part, ...card }, score, lacks, said) {
    return { ...card, doc, score, lacks, summary: store.has(part) ? own(part)[0] : null, passage: said ? manifest.passage : 0 };
  }

  /** Tells whether the text of a practice says a word that a passage shows. @param {import("./search.js").Found} result @returns {(doc: number) => boolean} */
  function saying(result) {
    const begun = result.pools.flatMap(({ ask, weights }) => (ask.beginning ? [...weights.keys()].filter((key) => key.startsWith(ask.form)) : []));
    const tables = [...keysShown(result), ...begun].filter((key) => !key.startsWith(CONCEPT)).map(words.postings);
    return (doc) =>
      tables.some(({ docs, units }) => {
        const at = docs.indexOf(doc);
        return at >= 0 && saysWhole(units[at][ranking.body], ranking);
      });
  }

  /** The summary and the paragraphs of a practice. @param {string} part @returns {string[]} */
  const own = (part) => store.get(part, (text) => text.split("\n"));

  return {
    found,

    /** @template T @param {(tools: Tools) => T} job */
    use: (job) => complete(() => job(tools)),

    /** @param {string} text @param {Result} result @param {Options} options @returns {Promise<Answer>} */
    async answer(text, result, { sort = "relevantie", limit: most = 10 }) {
      const limit = Math.max(0, most);
      if (isWhole(result) && sort !== "nieuwste" && limit <= manifest.front) return front(text, limit);
      let docs = docsOf(result);
      let free = result.ranked || result.hollow ? 0 : slots - n;
      if (result.chosen.some((terms) => terms.size)) {
        docs = filtered(docs, await stretches(docs), result.chosen, slots);
        free = 0;
      }
      const shown = await first(docs, result, sort, limit);
      const cards = await Promise.all(shown.map(card));
      const says = saying(result);
      const hits = shown.map((doc, at) => hitOf(doc, cards[at], result.scores?.get(doc) ?? 0, result.lacks(doc), says(doc)));
      const { named, without, strange } = result.asked;
      const some = result.scores?.size; // else it tells nothing what was looked for too
      const unknown = result.pools.filter((p) => !p.weights.size && !(some && p.rows.length) && !p.ask.light).map((p) => p.ask.form);
      /** @param {import("./question.js").Named[]} typed @param {string} kind */
      const takenFor = (typed, kind) => typed.map(({ name, terms }) => ({ word: name, kind, also: terms.map(termOf) }));
      const widened = [...takenFor(named, "hoort"), ...result.pools.flatMap((pool) => (some ? pool.notes : []))];
      return { query: text, total: docs.length - free, hits, widened, unknown, strange, hollow: result.hollow, without: takenFor(without, "zonder") };
    },

    /** @param {Result} result @param {() => Promise<void>} [wait] before parts are loaded @returns {Promise<Counts>} */
    async counts(result, wait) {
      if (isWhole(result)) return Object.fromEntries(facets.map(({ name, terms, counts }) => [name, tally(terms, (at) => counts[at])]));
      const docs = docsOf(result);
      if (wait && ![...stretchesOf(docs).values()].every(store.has)) await wait();
      return counts(docs, await stretches(docs), result.chosen, facets, slots);
    },

    /** @param {number} doc @param {string} text @param {boolean} exact @returns {Promise<Details>} */
    async details(doc, text, exact) {
      const { part } = await card(doc);
      await load([part]).then(breath);
      const [summary, ...passages] = own(part);
      const { keys, beginnings } = await complete(() => looked(text, exact));
      return { summary, passage: passageOf(language, passages, keys, beginnings, manifest.passage) };
    },

    /** @param {string} text @param {string} asked @param {boolean} exact */
    marks(text, asked, exact) {
      try {
        words.missing.clear();
        const { keys, beginnings } = looked(asked, exact);
        return marksIn(language, text, keys, beginnings);
      } catch {
        return [];
      }
    },

    /** @param {string} text @param {boolean} exact */
    loaded(text, exact) {
      try {
        words.missing.clear();
        finding(text, exact);
        return true;
      } catch {
        return false;
      }
    },
  };

  /** The keys and beginnings that a question looks for. @param {string} text @param {boolean} exact */
  function looked(text, exact) {
    const found = finding(text, exact);
    const beginnings = found.pools.filter((pool) => pool.ask.beginning && !pool.ask.light).map((pool) => pool.ask.form);
    return { keys: keysShown(found), beginnings };
  }

  /** @param {import("./search.js").Found} found */
  function keysShown({ pools, parts }) {
    const phrases = parts.flatMap(({ clause }) => clause).flatMap((item) => (isPhrase(item) ? item.forms.filter((form) => form) : []));
    return new Set([
      ...pools.flatMap((pool) => [language.key(pool.ask.form), ...pool.rows.flat()]),
      ...pools.flatMap((pool) => [...pool.weights].filter(([, weight]) => weight >= ranking.shown).map(([key]) => key)),
      ...phrases.map(language.key),
    ]);
  }
}

/** @param {string} rest ":" and for each practice: step and positions */
function positionsIn(rest) {
  /** @type {Map<number, number[]>} */
  const table = new Map();
  const numbers = reader(rest, 1);
  let doc = 0;
  while (rest && !numbers.done) {
    doc += numbers.next();
    table.set(doc, rowOf(numbers));
  }
  return table;
}
