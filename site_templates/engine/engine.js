/**
 * The search as a page uses it: questions in, answers out; parts are loaded as they are needed and kept.
 */

import { dutch as dutchOf } from "./analyse.js";
import { dictionary, unshared } from "./dictionary.js";
import { marksIn, passageOf } from "./excerpt.js";
import { isPhrase, parse } from "./question.js";
import { counts, filtered, find, ordered } from "./search.js";
import { FORMAT, reader } from "./shards.js";
import { Missing, termName } from "./widening.js";

/** @typedef {{id: string, title: string, score: number, lacks: string[], doc: number, meta: string, summary: string, level: string}} Hit */
/**
 * @typedef {{query: string, total: number, hits: Hit[], widened: import("./widening.js").Widening[], unknown: string[],
 *   strange: import("./question.js").Strange[], hollow: boolean}} Answer
 */
/** @typedef {Record<string, Record<string, number>>} Counts */
/** @typedef {{filters?: Readonly<Record<string, readonly string[]>>, sort?: string, limit?: number, exact?: boolean}} Options */
/** @typedef {import("./search.js").Columns} Columns */
/** @typedef {[string, string, string, string, string, string]} Card id, title, meta, summary, level, name of the part with its passages */

const BROKEN = "Het zoeken lukt nu niet: een deel van de site is niet bereikbaar. Probeer het opnieuw, of ververs de pagina.";

/**
 * @typedef {object} Tools What a job of another script may use.
 * @property {import("./search.js").Reading} know
 * @property {import("./shards.js").Manifest["parts"]} parts
 * @property {(name: string, make: (text: string) => any) => any} part
 * @property {() => import("./question.js").Others[]} others
 * @property {(text: string, exact: boolean) => import("./search.js").Found} find
 */

/** @param {import("./shards.js").Loader} loader */
export function createEngine(loader) {
  /** @type {Promise<ReturnType<typeof opened>> | null} */
  let opening = null;
  const open = (fresh = false) => {
    if (fresh || !opening) opening = loader.manifest(fresh).then((manifest) => opened(manifest, loader));
    return opening;
  };

  /** Runs a job; when a part fails, once more with a fresh manifest; then a sentence for the reader. @template T @param {(site: ReturnType<typeof opened>) => Promise<T>} job @returns {Promise<T>} */
  async function trying(job) {
    try {
      return await job(await open());
    } catch {
      try {
        return await job(await open(true));
      } catch (cause) {
        opening = null;
        throw new Error(BROKEN, { cause });
      }
    }
  }

  /** The site if its manifest is in; null before. @type {ReturnType<typeof opened> | null} */
  let site = null;

  return {
    async ready() {
      await trying(async (opened) => {
        site = opened;
      });
    },

    /** @param {string} text @param {Options} [options] @returns {{answer: Promise<Answer>, facets: Promise<Counts>}} */
    ask(text, options = {}) {
      const both = trying(async (opened) => {
        site = opened;
        const found = await opened.found(text, options);
        return { answer: await opened.answer(text, found, options), facets: () => opened.counts(found) };
      });
      return {
        answer: both.then(({ answer }) => answer),
        facets: both.then(({ facets }) => trying(facets)),
      };
    },

    /** The passage of a practice that shows the question's words; null when only its title or labels do. @param {number} doc @param {string} text @param {boolean} [exact] */
    passage: (doc, text, exact = false) => trying((opened) => opened.passage(doc, text, exact)),

    /** Runs a job of another script over what is loaded; it begins again when a part that it asked for is in. @template T @param {(tools: Tools) => T} job */
    use: (job) => trying((opened) => opened.use(job)),

    /** Where the question's words stand in a title or summary. @param {string} text @param {string} question @param {boolean} [exact] */
    marks: (text, question, exact = false) => (site ? site.marks(text, question, exact) : []),

    /** True when this question needs no more parts. @param {string} text @param {boolean} [exact] */
    loaded: (text, exact = false) => site?.loaded(text, exact) ?? false,
  };
}

/** The engine over one version of the site. @param {import("./shards.js").Manifest} manifest @param {import("./shards.js").Loader} loader */
function opened(manifest, loader) {
  if (manifest.format !== FORMAT) throw new Error("zoek/manifest.js");
  const { n, average, ranking, facets, parts } = manifest;
  const language = dutchOf(manifest.tables);
  /** @type {Map<string, string>} */
  const texts = new Map(Object.entries(manifest.here));
  /** @type {Map<string, Promise<void>>} */
  const coming = new Map();
  /** @type {Map<string, unknown>} */
  const made = new Map();

  const store = {
    has: (/** @type {string} */ name) => texts.has(name) || made.has(name),
    /** @param {string} name @param {(text: string) => any} make @returns {any} */
    get(name, make) {
      if (!made.has(name)) {
        made.set(name, make(texts.get(name) ?? ""));
        texts.delete(name);
      }
      return made.get(name);
    },
  };
  const words = dictionary(manifest, store);

  /** @param {Iterable<string>} names */
  async function load(names) {
    const waits = [];
    for (const name of names) {
      if (store.has(name)) continue;
      let wait = coming.get(name);
      if (!wait) {
        wait = loader.part(name).then((text) => void texts.set(name, text)).finally(() => coming.delete(name));
        coming.set(name, wait);
      }
      waits.push(wait);
    }
    await Promise.all(waits);
  }

  const reading = {
    words,
    facets,
    dutch: language,
    ranking,
    n,
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
    const ranges = /** @type {import("./shards.js").Ranges} */ (store.get(parts.positions, (text) => JSON.parse(text)));
    let name = "";
    for (const [first, part] of ranges) if (first <= form) name = part;
    return name || ranges[0]?.[1] || "";
  }

  /** Runs a job until nothing is missing any more. @template T @param {() => T} job @returns {Promise<T>} */
  async function complete(job) {
    for (;;) {
      words.missing.clear();
      try {
        return job();
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        await load([...words.missing]);
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

  /** What else leads to the terms of each facet. @returns {import("./question.js").Others[]} */
  const others = () => part(parts.others, (text) => JSON.parse(text));

  /** @type {Tools} */
  const tools = { know: reading, parts, part, others, find: (text, exact) => find(reading, question(text), exact) };

  /** What was looked for last. @type {{asked: string, found: {keys: Set<string>, beginnings: string[]}}} */
  let last = { asked: "", found: { keys: new Set(), beginnings: [] } };

  /** @param {string} text @param {Options} options */
  async function found(text, { filters = {}, exact = false }) {
    const asked = await complete(() => question(text));
    const chosen = facets.map(({ name, terms }, place) => {
      const typed = asked.filters.filter(([facet]) => facet === place).map(([, term]) => term);
      const own = Object.hasOwn(filters, name) ? filters[name] : [];
      return new Set([...typed, ...own.map((term) => terms.indexOf(term)).filter((at) => at >= 0)]);
    });
    const result = await complete(() => find(reading, asked, exact));
    return { ...result, chosen, asked };
  }
  /** @typedef {Awaited<ReturnType<typeof found>>} Result */

  /** The facet columns of the stretches in which practices stand. @param {Iterable<number>} docs @returns {Promise<Columns>} */
  async function columns(docs) {
    const stretches = new Set();
    for (const doc of docs) stretches.add(Math.floor(doc / manifest.docsPerFacets));
    const names = [...stretches].map((stretch) => parts.facets[stretch]);
    await load(names);
    /** @type {Columns} */
    const whole = { facets: facets.map(() => []), rank: new Int32Array(n), updated: [] };
    for (const stretch of stretches) {
      const own = store.get(parts.facets[stretch], (text) => columnsIn(text, facets.length));
      const start = stretch * manifest.docsPerFacets;
      own.rank.forEach((/** @type {number} */ rank, /** @type {number} */ at) => {
        whole.rank[start + at] = rank;
        whole.updated[start + at] = own.updated[at];
        own.facets.forEach((/** @type {number[][]} */ column, /** @type {number} */ place) => {
          whole.facets[place][start + at] = column[at];
        });
      });
    }
    return whole;
  }

  /** @param {[number, number]} term */
  const termOf = ([place, term]) => termName(facets[place], term);

  /** @param {Result} result */
  const docsOf = ({ scores }) => (scores ? [...scores.keys()] : Array.from({ length: n }, (_, doc) => doc));

  /** Nothing is asked and nothing chosen. @param {Result} result */
  const isWhole = ({ scores, chosen }) => !scores && !chosen.some((terms) => terms.size);

  /** What stands there before anything is asked: the first practices by title. @param {string} text @param {number} limit @returns {Promise<Answer>} */
  async function front(text, limit) {
    await load([parts.front]);
    const rows = /** @type {[number, Card][]} */ (store.get(parts.front, (whole) => JSON.parse(whole)));
    const hits = rows.slice(0, Math.max(0, limit)).map(([doc, row]) => hitOf(doc, row, 0, []));
    return { query: text, total: n, hits, widened: [], unknown: [], strange: [], hollow: false };
  }

  /** @param {number} doc @returns {Promise<Card>} */
  async function card(doc) {
    const place = Math.floor(doc / manifest.docsPerCard);
    await load([parts.cards[place]]);
    return store.get(parts.cards[place], (text) => JSON.parse(text))[doc % manifest.docsPerCard];
  }

  return {
    found,

    /** @template T @param {(tools: Tools) => T} job */
    use: (job) => complete(() => job(tools)),

    /** @param {string} text @param {Result} result @param {Options} options @returns {Promise<Answer>} */
    async answer(text, result, { sort = "relevantie", limit = 10 }) {
      if (isWhole(result) && sort !== "nieuwste" && limit <= manifest.front) return front(text, limit);
      let docs = docsOf(result);
      const filters = result.chosen.some((terms) => terms.size);
      const needed = filters || sort !== "relevantie" || !result.ranked;
      const sheet = needed ? await columns(docs) : null;
      if (sheet && filters) docs = filtered(docs, sheet, result.chosen);
      const first = ordered(docs, result, sort, sheet).slice(0, Math.max(0, limit));
      const cards = await Promise.all(first.map(card));
      const hits = first.map((doc, at) => hitOf(doc, cards[at], result.scores?.get(doc) ?? 0, result.lacks(doc)));
      const unknown = result.pools.filter((p) => !p.weights.size && !p.rows.length && !p.ask.light).map((p) => p.ask.form);
      const named = result.asked.named.map(({ name, terms }) => ({ word: name, kind: "hoort", also: terms.map(termOf) }));
      const widened = [...named, ...result.pools.flatMap((pool) => pool.notes)];
      return { query: text, total: docs.length, hits, widened, unknown, strange: result.asked.strange, hollow: result.hollow };
    },

    /** @param {Result} result @returns {Promise<Counts>} */
    async counts(result) {
      if (isWhole(result)) return Object.fromEntries(facets.map(({ name, terms, counts }) => [name, known(terms, counts)]));
      const docs = docsOf(result);
      return counts(docs, await columns(docs), result.chosen, facets);
    },

    /** @param {number} doc @param {string} text @param {boolean} exact */
    async passage(doc, text, exact) {
      const name = (await card(doc))[5];
      await load([name]);
      const passages = /** @type {string[]} */ (store.get(name, (whole) => whole.split("\n")));
      const { keys, beginnings } = await complete(() => looked(text, exact));
      return passageOf(language, passages, keys, beginnings, manifest.passage);
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
        find(reading, question(text), exact);
        return true;
      } catch {
        return false;
      }
    },
  };

  /** The keys and beginnings that a question looks for; each title, summary and passage asks it. @param {string} text @param {boolean} exact */
  function looked(text, exact) {
    const asked = `${Number(exact)}${text}`;
    if (last.asked !== asked) last = { asked, found: lookedUp(text, exact) };
    return last.found;
  }

  /** @param {string} text @param {boolean} exact */
  function lookedUp(text, exact) {
    const asked = question(text);
    const { pools } = find(reading, asked, exact);
    const phrases = asked.clauses.flat().flatMap((item) => (isPhrase(item) ? item.forms.filter((form) => form) : []));
    const keys = new Set([
      ...pools.flatMap((pool) => [language.key(pool.ask.form), ...pool.rows.flat()]),
      ...pools.flatMap((pool) => [...pool.weights].filter(([, weight]) => weight >= ranking.shown).map(([key]) => key)),
      ...phrases.map(language.key),
    ]);
    return { keys, beginnings: pools.filter((pool) => pool.ask.beginning && !pool.ask.light).map((pool) => pool.ask.form) };
  }
}

/** @param {number} doc @param {Card} card @param {number} score @param {string[]} lacks @returns {Hit} */
function hitOf(doc, [id, title, meta, summary, level], score, lacks) {
  return { id, title, score, lacks, doc, meta, summary, level };
}

/** The terms that have practices, with their number. @param {string[]} terms @param {number[]} counts */
function known(terms, counts) {
  const rows = terms.map((term, at) => /** @type {[string, number]} */ ([term, counts[at]]));
  return Object.fromEntries(rows.filter(([, count]) => count));
}

/** @param {string} rest ":" and for each practice: step, how many, steps of the positions */
function positionsIn(rest) {
  /** @type {Map<number, number[]>} */
  const table = new Map();
  const numbers = reader(rest, 1);
  let doc = 0;
  while (rest && !numbers.done) {
    doc += numbers.next();
    let place = 0;
    table.set(doc, Array.from({ length: numbers.next() }, () => (place += numbers.next())));
  }
  return table;
}

/** @param {string} text @param {number} facetCount */
function columnsIn(text, facetCount) {
  const lines = text.split("\n");
  const facets = lines.slice(0, facetCount).map((line) => {
    const numbers = reader(line);
    const column = [];
    while (!numbers.done) column.push(Array.from({ length: numbers.next() }, () => numbers.next()));
    return column;
  });
  const ranks = reader(lines[facetCount]);
  const rank = [];
  while (!ranks.done) rank.push(ranks.next());
  const [places, ...dates] = lines[facetCount + 1].split(" ");
  const numbers = reader(places);
  const updated = rank.map(() => dates[numbers.next()].replace("-", (dash, at, whole) => (whole === "-" ? "" : dash)));
  return { facets, rank, updated };
}
