/**
 * Where in a text the words of a question stand, and which passage shows them best; the same as kb/search/excerpt.py.
 */

/** @typedef {[number, number][]} Marks */

/** @param {import("./analyse.js").Dutch} dutch @param {string} text @param {Set<string>} keys @param {string[]} beginnings @returns {Marks} */
export function marksIn(dutch, text, keys, beginnings) {
  return dutch
    .words(text)
    .filter((w) => !w.stop && (keys.has(dutch.key(w.form)) || beginnings.some((begin) => w.form.startsWith(begin))))
    .map((w) => [w.start, w.end]);
}

/**
 * The paragraph with most different words of the question, cut to about `most` letters around them; null when none has any.
 * @param {import("./analyse.js").Dutch} dutch @param {string[]} passages @param {Set<string>} keys
 * @param {string[]} beginnings @param {number} most
 * @returns {{text: string, marks: Marks} | null}
 */
export function passageOf(dutch, passages, keys, beginnings, most) {
  let best = null;
  let bestCount = 0;
  for (const text of passages) {
    const marks = marksIn(dutch, text, keys, beginnings);
    const count = new Set(marks.map(([from, to]) => dutch.key(dutch.fold(text.slice(from, to))))).size;
    if (count > bestCount) {
      bestCount = count;
      best = { text, marks };
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
