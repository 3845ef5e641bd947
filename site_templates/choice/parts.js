/** Gets what kb/site/choice_parts.py made: the manifest, and of each chosen practice the part that it stands in. */

/** @typedef {readonly [string, string, string]} Piece a text, its address or "", what stands behind it or "" */
/** @typedef {readonly [string, readonly Piece[], boolean]} Cell what is said when nothing is known or "", the values, and whether they are paragraphs */

/**
 * @typedef {{id: string, href: string, title: string, lang: string, meta: string, summary: string, level: string,
 *   notices: string[], newer: Piece[], cells: Cell[], ask: string, sources: Piece[]}} Choice a practice
 */

/**
 * @typedef {{format: number, site: string, base: string, day: string, facts: string[], texts: string[], head: string,
 *   stretches: [string, string, string][], dossiers: [string, string, string][]}} Manifest
 */

/**
 * @typedef {object} Found
 * @property {Choice[]} choices in the order in which they were asked for
 * @property {Map<string, string>} renamed today's id by the former one that was asked for
 * @property {string[]} unknown
 */

/** @typedef {ReturnType<typeof createParts>} Parts */

const FORMAT = 1;
const BROKEN = "Een deel van de site is nu niet bereikbaar. Probeer het opnieuw, of ververs de pagina.";

/**
 * @param {import("../engine/nodes.js").Run} run
 * @param {any} scope where scripts leave what they bring: the window
 * @param {string} carried the manifest that the page carries, or ""
 */
export function createParts(run, scope, carried) {
  /** @type {Map<string, unknown>} */
  const arrived = new Map();
  /** @type {Map<string, Promise<any>>} */
  const coming = new Map();
  /** @type {Manifest | null} */
  let manifest = carried ? JSON.parse(carried) : null;
  scope.kbKeuze = (/** @type {string} */ name, /** @type {unknown} */ value) => arrived.set(name, value);

  /** @param {string} name */
  function part(name) {
    let wait = coming.get(name);
    if (!wait) {
      wait = run(`keuze/${name}.js`).then(() => {
        if (!arrived.has(name)) throw new Error(name);
        return arrived.get(name);
      });
      wait.catch(() => coming.delete(name));
      coming.set(name, wait);
    }
    return wait;
  }

  async function open() {
    if (!manifest) {
      await run(`keuze/manifest.js?${Date.now()}`);
      manifest = /** @type {Manifest} */ (scope.kbKeuzeManifest);
    }
    if (manifest.format !== FORMAT) throw new Error("keuze/manifest.js");
    return manifest;
  }

  /** A job, and when a part is gone once more with a fresh manifest: the site may be newer than the page. @template T @param {(manifest: Manifest) => Promise<T>} job @returns {Promise<T>} */
  async function trying(job) {
    try {
      return await job(await open());
    } catch {
      manifest = null;
      try {
        return await job(await open());
      } catch (cause) {
        throw new Error(BROKEN, { cause });
      }
    }
  }

  return {
    manifest: () => trying(async (opened) => opened),

    /** @param {readonly string[]} ids @returns {Promise<Found>} */
    find: (ids) => trying(async ({ stretches }) => {
      const names = await lookedUp(ids, stretches, 1, part);
      const known = ids.filter((id) => names.has(id));
      /** @type {Choice[]} */
      const all = await Promise.all(known.map((id) => part(/** @type {string} */ (names.get(id)))));
      const renamed = new Map(known.map((id, at) => /** @type {[string, string]} */ ([id, all[at].id])).filter(([id, now]) => id !== now));
      const choices = [...new Map(all.map((choice) => [choice.id, choice])).values()];
      return { choices, renamed, unknown: ids.filter((id) => !names.has(id)) };
    }),

    /** The CSV table of these practices. @param {readonly string[]} ids @returns {Promise<string>} */
    table: (ids) => trying(async ({ stretches, head }) => {
      const lines = await lookedUp(ids, stretches, 2, part);
      return head + ids.map((id) => lines.get(id) ?? "").join("");
    }),

    /** What a dossier asks; nothing when there is no such dossier. @param {string} id @returns {Promise<string[]>} */
    questions: (id) => trying(async ({ dossiers }) => {
      const found = dossiers.find(([dossier]) => dossier === id);
      return found ? part(found[2]) : [];
    }),
  };
}

/**
 * What the stretches say of these ids.
 * @param {readonly string[]} ids @param {Manifest["stretches"]} stretches
 * @param {1 | 2} kind 1: the part of a practice, 2: its line of the table
 * @param {(name: string) => Promise<[string, string][]>} part
 */
async function lookedUp(ids, stretches, kind, part) {
  const needed = new Set(ids.map((id) => stretches.filter(([first]) => first <= id).pop()?.[kind]));
  const pages = await Promise.all([...needed].flatMap((name) => (name ? [part(name)] : [])));
  const all = new Map(pages.flat());
  return new Map(ids.flatMap((id) => (all.has(id) ? [/** @type {[string, string]} */ ([id, all.get(id)])] : [])));
}
