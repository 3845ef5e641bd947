/**
 * The formulas of kb/search/ranking.py; every number in them comes from the manifest.
 */

/**
 * @typedef {{k1: number, b: number, telling: number, weights: number[], light: number, concept: number, joined: number, split: number,
 *   weakest: number, partial: number, beginning: number, beginning_known: number, beginning_letters: number, beginnings: number,
 *   typo: number[], typo_letters: number, typo_two_letters: number, typo_first: number, ending_letters: number, typos: number, neighbour: number,
 *   neighbour_least: number, neighbour_window: number, neighbour_letters: number, neighbour_alike: number, neighbour_share: number, neighbours: number,
 *   coverage: number, least: number, shown: number, units: number, body: number, extra: number, field_positions: number}} Ranking
 */

/** @param {number} n @param {number} df */
export const idf = (n, df) => Math.log(1 + (n - df + 0.5) / (df + 0.5));

/** In how many practices a key stands, by its units; where only compounds have it, as much of one as it is. @param {Uint16Array[]} rows @param {Ranking} ranking */
export const holders = (rows, { units }) => rows.reduce((sum, row) => sum + Math.min(units, row.reduce((a, b) => a + b)), 0) / units;

/** The idf of a key, less for a word that practices say in their body only. @param {number} n @param {Uint16Array[]} rows @param {Ranking} ranking */
export function rarity(n, rows, ranking) {
  const hidden = rows.filter((row) => row.findIndex((count) => count > 0) >= ranking.body).length;
  return idf(n, holders(rows, ranking)) * (1 - (ranking.telling * hidden) / (rows.length + 1));
}

/** @param {number} number a length class @param {number} average @param {number} b */
export const norm = (number, average, b) => (average ? 1 - b + (b * (8 * (2 ** (number / 4) - 1))) / average : 1);

/** @param {number} tf @param {number} k1 */
export const saturated = (tf, k1) => (tf * (k1 + 1)) / (tf + k1);

/** @param {ArrayLike<number>} units by field @param {number} bodyNorm @param {Ranking} ranking */
export function frequency(units, bodyNorm, ranking) {
  let total = 0;
  for (let field = 0; field < units.length; field += 1) {
    const count = units[field];
    if (count) total += (ranking.weights[field] * count) / ranking.units / (field === ranking.body ? bodyNorm : 1);
  }
  return total;
}

/** @param {string} word */
export function trigrams(word) {
  const text = `^${word}$`;
  const grams = new Set();
  for (let at = 0; at < text.length - 2; at += 1) grams.add(text.slice(at, at + 3));
  return grams;
}

/** @param {Set<string>} one @param {Set<string>} two */
export function similarity(one, two) {
  let both = 0;
  for (const gram of one) if (two.has(gram)) both += 1;
  return both / Math.sqrt(one.size * two.size);
}

/** Edits from a to b, swapped neighbours as one; most + 1 when more. @param {string} a @param {string} b @param {number} most */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length], most + 1);
}
