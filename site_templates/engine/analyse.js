/**
 * Dutch words in the browser: the same forms and keys as kb/search/dutch.py, from the same tables (in the manifest).
 */

/** @typedef {{form: string, start: number, end: number, stop: boolean, glued: boolean}} Word */

/**
 * @typedef {{stop: string, light: string, noParts: string, keepGe: string, prefixes: string, participles: string,
 *   pluralS: string, verbT: string, nounT: string, verbD: string, participleD: string, nounD: string,
 *   irregular: string, letters: string, apostrophes: string, hyphens: string, folds: Record<string, string>,
 *   links: string[], longest: number}} Tables
 */

/**
 * @typedef {{fold: (text: string) => string, words: (text: string) => Word[], key: (form: string) => string,
 *   isLight: (form: string) => boolean, isNoPart: (form: string) => boolean, links: string[]}} Dutch
 */

/** @param {string} list */
const list = (list) => list.split(" ");

/** @param {string} word @param {string[]} endings */
const endsIn = (word, endings) => endings.some((ending) => word.endsWith(ending));

/** @param {string} form */
const syllables = (form) => (form.match(/[aeiouy]+/g) ?? []).length;

/** @param {string} table stem:form form;… @returns {Map<string, string>} */
function irregular(table) {
  const forms = new Map();
  for (const row of table.split(";")) {
    const [stem, rest] = row.split(":");
    for (const form of list(rest)) forms.set(form, stem);
  }
  return forms;
}

/** @param {string} stem */
function withoutJe(stem) {
  const bare = stem.slice(0, -2);
  return /([eiylnr]t|mp)$/.test(bare) || (/[aou]t$/.test(bare) && syllables(bare) > 1) ? bare.slice(0, -1) : bare;
}

/** @param {string} stem */
const mayLose = (stem) => /(.[^aeiouy]|oei|aai|ooi|....[iu])$/.test(stem) && syllables(stem) > 0;

/** @param {string} stem */
function closed(stem) {
  if (/([^aeiouy])\1$/.test(stem)) return stem.slice(0, -1);
  return /^[^aeiouy]*[aeou][^aeiouywxj]$/.test(stem) ? stem.slice(0, -1) + stem.slice(-2) : stem;
}

/** @param {string} form */
function base(form) {
  if (/[ie]een$/.test(form)) return form.slice(0, -2);
  let stem = form;
  for (const ending of ["en", "e"]) {
    const bare = form.slice(0, -ending.length);
    if (form.endsWith(ending) && !form.endsWith("ie") && mayLose(bare)) {
      stem = closed(bare);
      break;
    }
  }
  const ing = /...ing$/.test(stem) && mayLose(stem.slice(0, -3)) && !/[^aeiouyl]ling$/.test(stem);
  return ing ? closed(stem.slice(0, -3)) : stem;
}

/** @param {string} word */
function plainEnding(word) {
  const stem = word.replace(/v$/, "f").replace(/z$/, "s").replace(/(..([^aeiouy]))\2$/, "$1");
  return syllables(stem) > 1 ? stem.replace(/(.([aeou]))\2([^aeiouy])$/, "$1$3") : stem;
}

/** The words of a collection's language, by the tables of its manifest. @param {Tables} tables @returns {Dutch} */
export function dutch(tables) {
  const stop = new Set(list(tables.stop));
  const light = new Set(list(tables.light));
  const noParts = new Set(list(tables.noParts));
  const odd = irregular(tables.irregular);
  const prefixes = list(tables.prefixes);
  const keepGe = list(tables.keepGe);
  const participles = list(tables.participles);
  const pluralS = list(tables.pluralS);
  const verbT = list(tables.verbT);
  const nounT = list(tables.nounT);
  const verbD = list(tables.verbD);
  const participleD = list(tables.participleD);
  const nounD = list(tables.nounD);
  const apostrophes = new RegExp(`[${tables.apostrophes}]`, "g");
  const word = new RegExp(`[${tables.letters}]+(?:[${tables.apostrophes}][${tables.letters}]+)*`, "g");
  const folds = new RegExp(`[${Object.keys(tables.folds).join("")}]`, "g");
  /** @type {Map<string, string>} */
  const keys = new Map();

  /** @param {string} text */
  function fold(text) {
    if (/^[a-z]*$/.test(text)) return text; // most words: the rest takes its time
    const flat = text.replace(apostrophes, "'").normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "");
    return flat.replace(folds, (c) => tables.folds[c]).replace(apostrophes, "'");
  }

  /** @param {string} text @returns {Word[]} */
  function plainWords(text) {
    const found = [];
    let last = -1;
    for (const match of text.matchAll(word)) {
      const folded = fold(match[0]);
      const form = folded.replaceAll("'", "");
      const start = match.index;
      const glued = last >= 0 && start === last + 1 && tables.hyphens.includes(text[last]);
      last = start + match[0].length;
      if (form && form.length <= tables.longest) {
        found.push({ form, start, end: last, stop: stop.has(folded) || /^[^0-9]$/.test(form), glued });
      }
    }
    return found;
  }

  /** A single letter is no word of its own where a hyphen binds it. @param {string} text @returns {Word[]} */
  function words(text) {
    /** @type {Word[]} */
    const found = [];
    for (const next of plainWords(text)) {
      const held = found[found.length - 1];
      const single = held && (held.form.length === 1 || next.form.length === 1);
      if (single && next.glued && held.form.length + next.form.length <= tables.longest) {
        found[found.length - 1] = { ...held, form: held.form + next.form, end: next.end, stop: false };
      } else found.push(next);
    }
    return found;
  }

  /** @param {string} form */
  function fromTable(form) {
    const whole = odd.get(form);
    if (whole !== undefined) return whole;
    for (const prefix of prefixes) {
      const rest = form.startsWith(prefix) ? odd.get(form.slice(prefix.length)) : undefined;
      if (rest !== undefined && form.length - prefix.length > 4) return prefix + rest;
    }
    return "";
  }

  /** @param {string} stem */
  function isPluralS(stem) {
    if (/e[lmnr]$/.test(stem)) return syllables(stem) > 1;
    if (/[eo]t$/.test(stem)) return /[^aeiouy]..$/.test(stem);
    return /([au]|[^ei]o)$/.test(stem) ? /..[^aeiouy][ao]$/.test(stem) : endsIn(stem, pluralS);
  }

  /** @param {string} form */
  function singular(form) {
    if (form.endsWith("heden")) return form.slice(0, -5) + "heid";
    const small = form.endsWith("s") ? form.slice(0, -1) : form;
    if (small.endsWith("je") && syllables(small) > 1) return withoutJe(small);
    if (form.endsWith("s") && !form.endsWith("ss") && isPluralS(form.slice(0, -1))) return form.slice(0, -1);
    return /[cs]hes$/.test(form) ? form.slice(0, -2) : form;
  }

  /** @param {string} stem @returns {[string, string]} */
  function atGe(stem) {
    if (!/[dt]$/.test(stem) || /(heid|teit)$/.test(stem)) return ["", stem];
    for (const prefix of ["", ...prefixes]) {
      const ge = stem.slice(prefix.length);
      const rest = stem.slice(prefix.length + 2);
      const own = keepGe.some((begin) => ge.startsWith(begin));
      if (stem.startsWith(prefix + "ge") && rest.length > 2 && syllables(rest) && !own) return [prefix, rest];
    }
    return ["", stem];
  }

  /** @param {string} stem */
  function withoutT(stem) {
    if (stem.endsWith("dt")) return stem.slice(0, -1);
    const ert = /[^cp]ert$/.test(stem) && syllables(stem) > 1;
    return ert || (endsIn(stem, verbT) && !endsIn(stem, nounT)) ? stem.slice(0, -1) : stem;
  }

  /** @param {string} stem @param {boolean} participle */
  function withoutD(stem, participle) {
    if (endsIn(stem, nounD)) return stem;
    return endsIn(stem, verbD) || (participle && endsIn(stem, participleD)) ? stem.slice(0, -1) : stem;
  }

  /** @param {string} stem */
  function withoutGe(stem) {
    const found = fromTable(stem);
    if (found) return found;
    const [before, rest] = atGe(stem);
    const participle = rest !== stem || participles.some((begin) => stem.startsWith(begin));
    let bare = withoutT(rest);
    if (bare === rest) bare = withoutD(bare, participle);
    return before + (before ? (odd.get(bare) ?? bare) : bare);
  }

  /** @param {string} form */
  function reckoned(form) {
    if (odd.has(form)) return plainEnding(/** @type {string} */ (odd.get(form)));
    if (form.length < 4 || !/^[a-z]+$/.test(form)) return form;
    return plainEnding(fromTable(form) || withoutGe(base(singular(form))));
  }

  /** @param {string} form */
  function key(form) {
    let known = keys.get(form);
    if (known === undefined) {
      known = reckoned(form);
      keys.set(form, known);
    }
    return known;
  }

  return { fold, words, key, isLight: (form) => light.has(form), isNoPart: (form) => noParts.has(form), links: tables.links };
}
