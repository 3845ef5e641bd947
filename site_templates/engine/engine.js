/**
 * The search as a page uses it: questions in, answers out; what fails is tried once more, then said.
 */

import { breath, breather } from "./breath.js";
import { opened } from "./opened.js";

/** @typedef {import("./opened.js").Answer} Answer */
/** @typedef {import("./opened.js").Hit} Hit */
/** @typedef {import("./opened.js").Details} Details */
/** @typedef {import("./opened.js").Counts} Counts */
/** @typedef {import("./opened.js").Options} Options */
/** @typedef {import("./opened.js").Tools} Tools */

const BROKEN = "Het zoeken lukt nu niet: een deel van de site is niet bereikbaar. Probeer het opnieuw, of ververs de pagina.";

/** @param {import("./shards.js").Loader} loader */
export function createEngine(loader) {
  /** The site if its manifest is in; null before. @type {ReturnType<typeof opened> | null} */
  let site = null;
  /** @type {Promise<ReturnType<typeof opened>> | null} */
  let opening = null;
  const open = (fresh = false) => {
    if (fresh || !opening) opening = loader.manifest(fresh).then(breath).then((manifest) => breath((site = opened(manifest, loader))));
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

  return {
    ready: () => trying(async () => {}),

    /**
     * The answer; and what counts its terms, once it is asked for. When that must load parts it waits first, if it is told how.
     * @param {string} text @param {Options} [options]
     * @returns {{answer: Promise<Answer>, counts: (wait?: () => Promise<void>) => Promise<Counts>}}
     */
    ask(text, options = {}) {
      const both = trying(async (opened) => {
        const rest = breather();
        const found = await opened.found(text, options, rest);
        await rest();
        return { answer: await opened.answer(text, found, options), counted: opened.counts.bind(opened, found) };
      });
      return {
        answer: both.then(({ answer }) => answer),
        counts: (wait) => both.then(breath).then(({ counted }) => trying(() => counted(wait))),
      };
    },

    /** What else a result shows. @param {number} doc @param {string} text @param {boolean} [exact] */
    details: (doc, text, exact = false) => trying((opened) => opened.details(doc, text, exact)),

    /** Runs a job of another script over what is loaded; it begins again when a part that it asked for is in. @template T @param {(tools: Tools) => T} job */
    use: (job) => trying((opened) => opened.use(job)),

    /** Where the question's words stand in a title or summary. @param {string} text @param {string} question @param {boolean} [exact] */
    marks: (text, question, exact = false) => (site ? site.marks(text, question, exact) : []),

    /** True when this question needs no more parts. @param {string} text @param {boolean} [exact] */
    loaded: (text, exact = false) => site?.loaded(text, exact) ?? false,
  };
}
