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

const VOWELS = "aeiouy";

/** @param {string} letter */
const isVowel = (letter) => letter !== "" && VOWELS.includes(letter);

/** Letter `at` of a word; from the end when negative. @param {string} word @param {number} at */
const letter = (word, at) => word.charAt(at < 0 ? word.length + at : at);

/** @param {string} list */
const list = (list) => list.split(" ");

/** @param {string} word @param {string[]} endings */
const endsIn = (word, endings) => endings.some((ending) => word.endsWith(ending));

/** @param {string} form */
function syllables(form) {
  let count = 0;
  let before = false;
  for (const c of form) {
    const vowel = isVowel(c);
    if (vowel && !before) count += 1;
    before = vowel;
  }
  return count;
}

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
  const before = letter(bare, -2);
  if (bare.endsWith("t") && (isVowel(before) || (before !== "" && "lnr".includes(before)))) {
    return !"aou".includes(before) || syllables(bare) > 1 ? bare.slice(0, -1) : bare;
  }
  return bare.endsWith("mp") ? bare.slice(0, -1) : bare;
}

/** @param {string} stem */
function mayLose(stem) {
  if (stem.length < 2 || !syllables(stem)) return false;
  const last = letter(stem, -1);
  return !isVowel(last) || endsIn(stem, ["oei", "aai", "ooi"]) || ("iu".includes(last) && stem.length > 4);
}

/** @param {string} form */
const isLing = (form) => form.endsWith("ling") && !isVowel(letter(form, -5)) && letter(form, -5) !== "l";

/** @param {string} stem */
function closed(stem) {
  const last = letter(stem, -1);
  const second = letter(stem, -2);
  if (last === second && !isVowel(last)) return stem.slice(0, -1);
  const open = !isVowel(last) && "aeou".includes(second) && (stem.length === 2 || !isVowel(letter(stem, -3)));
  return open && syllables(stem) === 1 && !"wxj".includes(last) ? stem.slice(0, -1) + stem.slice(-2) : stem;
}

/** @param {string} form */
function base(form) {
  if (endsIn(form, ["ieen", "eeen"])) return form.slice(0, -2);
  let stem = form;
  for (const ending of ["en", "e"]) {
    const bare = form.slice(0, -ending.length);
    if (form.endsWith(ending) && !form.endsWith("ie") && mayLose(bare)) {
      stem = closed(bare);
      break;
    }
  }
  const ing = stem.endsWith("ing") && mayLose(stem.slice(0, -3)) && stem.length > 5 && !isLing(stem);
  return ing ? closed(stem.slice(0, -3)) : stem;
}

/** @param {string} word */
function plainEnding(word) {
  let stem = word;
  if (stem.endsWith("v")) stem = stem.slice(0, -1) + "f";
  else if (stem.endsWith("z")) stem = stem.slice(0, -1) + "s";
  if (stem.length > 3 && letter(stem, -1) === letter(stem, -2) && !isVowel(letter(stem, -1))) stem = stem.slice(0, -1);
  const second = letter(stem, -2);
  const double = stem.length > 3 && second === letter(stem, -3) && "aeou".includes(second) && !isVowel(letter(stem, -1));
  return double && syllables(stem) > 1 ? stem.slice(0, -2) + letter(stem, -1) : stem;
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
    if (endsIn(stem, ["er", "el", "em", "en"])) return syllables(stem) > 1;
    if (endsIn(stem, ["et", "ot"])) return !isVowel(letter(stem, -3));
    const last = letter(stem, -1);
    if ("aou".includes(last) && !endsIn(stem, ["eo", "io"])) return !isVowel(letter(stem, -2)) && stem.length > 3 && last !== "u";
    return endsIn(stem, pluralS);
  }

  /** @param {string} form */
  function singular(form) {
    if (form.endsWith("heden")) return form.slice(0, -5) + "heid";
    const small = form.endsWith("s") ? form.slice(0, -1) : form;
    if (small.endsWith("je") && syllables(small) > 1) return withoutJe(small);
    if (form.endsWith("s") && !form.endsWith("ss") && isPluralS(form.slice(0, -1))) return form.slice(0, -1);
    return endsIn(form, ["ches", "shes"]) ? form.slice(0, -2) : form;
  }

  /** @param {string} stem @returns {[string, string]} */
  function atGe(stem) {
    if (!"dt".includes(letter(stem, -1)) || endsIn(stem, ["heid", "teit"])) return ["", stem];
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
    const ert = stem.endsWith("ert") && syllables(stem) > 1 && !endsIn(stem, ["cert", "pert"]);
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
