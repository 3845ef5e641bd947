/**
 * Where in a text the words of a question stand, and which passage shows them best; the same as kb/search/excerpt.py.
 */

/** @typedef {[number, number][]} Marks */
/** @typedef {{text: string, marks: Marks}} Passage */

/** @param {import("./analyse.js").Dutch} dutch @param {string} text @param {Set<string>} keys @param {string[]} beginnings */
function wordsIn(dutch, text, keys, beginnings) {
  if (!keys.size && !beginnings.length) return [];
  const shown = (/** @type {string} */ form) => keys.has(dutch.key(form)) || beginnings.some((begin) => form.startsWith(begin));
  return dutch.words(text).filter((word) => !word.stop && shown(word.form));
}

/** @param {import("./analyse.js").Word[]} words @returns {Marks} */
const marksOf = (words) => words.map((word) => [word.start, word.end]);

/** @param {import("./analyse.js").Dutch} dutch @param {string} text @param {Set<string>} keys @param {string[]} beginnings */
export const marksIn = (dutch, text, keys, beginnings) => marksOf(wordsIn(dutch, text, keys, beginnings));

/**
 * The paragraph with most different words of the question, cut to about `most` letters around them; null when none has any.
 * @param {import("./analyse.js").Dutch} dutch @param {string[]} passages @param {Set<string>} keys
 * @param {string[]} beginnings @param {number} most
 * @returns {Passage | null}
 */
export function passageOf(dutch, passages, keys, beginnings, most) {
  let best = null;
  let bestCount = 0;
  for (const text of passages) {
    const words = wordsIn(dutch, text, keys, beginnings);
    const count = new Set(words.map((word) => dutch.key(word.form))).size;
    if (count > bestCount) {
      bestCount = count;
      best = { text, marks: marksOf(words) };
    }
  }
  return best && cut(best.text, best.marks, most);
}

/** @param {string} text @param {Marks} marks @param {number} most */
function cut(text, marks, most) {
  if (text.length <= most) return { text, marks };
  const aim = Math.max(0, Math.min(marks[0][0] - Math.floor(most / 4), text.length - most));
  const from = aim && text.indexOf(" ", aim) + 1;
  const end = text.lastIndexOf(" ", from + most);
  const to = from + most >= text.length || end <= from ? text.length : end;
  const before = from ? "… " : "";
  const inside = marks.filter(([a, b]) => a >= from && b <= to);
  const shift = before.length - from;
  return {
    text: before + text.slice(from, to) + (to < text.length ? " …" : ""),
    marks: /** @type {Marks} */ (inside.map(([a, b]) => [a + shift, b + shift])),
  };
}
