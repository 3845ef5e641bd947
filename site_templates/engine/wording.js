/** The Dutch sentences of the search page. */

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {Answer["widened"][number]} Widening */

/** So many words of one kind are named; the others are counted. */
const NAMED = 3;

/** The number of practices as a reader says it. @param {number} total */
export function practices(total) {
  if (!total) return "Geen praktijken";
  return `${number(total)} ${total === 1 ? "praktijk" : "praktijken"}`;
}

/** The number with a point between thousands: 1.234. @param {number} value */
export function number(value) {
  return value.toLocaleString("nl");
}

/** What was also searched for, with the reason for each. @param {readonly Widening[]} widened */
export function alsoSearched(widened) {
  return `Ook gezocht op: ${widened.map(reason).join("; ")}.`;
}

/** Words that stand nowhere. @param {readonly string[]} words */
export function nowhere(words) {
  const verb = words.length === 1 ? "staat" : "staan";
  return `${enumeration(words.map(quoted))} ${verb} in geen enkele praktijk. Klopt de spelling?`;
}

/** Nothing in the question can be looked for. */
export const tooShort = "Deze woorden zijn te kort of te gewoon om op te zoeken. Typ een langer of ander woord.";

/** A filter in the question whose value is not known. @param {string} typed */
export function unknownFilter(typed) {
  return `“${typed}” kennen we niet, dus dat telt niet mee.`;
}

/** More results are asked for than are shown at once. @param {number} most */
export function tooMany(most) {
  return `Meer dan ${number(most)} praktijken laten we niet tegelijk zien.`;
}

/** Values in the address that mean nothing here. @param {readonly string[]} values */
export function passedOver(values) {
  return `Dit in het adres kennen we niet, dus dat telt niet mee: ${some(values)}.`;
}

/** The items as a sentence has them: "a, b en c". @param {readonly string[]} items */
export function enumeration(items) {
  return new Intl.ListFormat("nl").format(items);
}

/** As `enumeration`, of which only some are named: who sends an address decides how many there are. @param {readonly string[]} items */
function some(items) {
  const more = items.length - NAMED;
  return enumeration(more > 1 ? [...items.slice(0, NAMED), `${more} andere`] : items);
}

/** @param {string} word */
const quoted = (word) => `“${word}”`;

/** @param {Widening} widening */
function reason({ word, kind, also }) {
  const asked = quoted(word);
  const one = also.length === 1;
  const why = {
    begin: `${one ? "begint" : "beginnen"} met ${asked}`,
    typefout: `in plaats van ${asked}`,
    delen: `delen van ${asked}`,
    samen: `${asked} aan elkaar`,
    synoniem: `ander woord voor ${asked}`,
    hoort: `daar hoort ${asked} bij`,
    verwant: `${one ? "lijkt" : "lijken"} op ${asked}`,
  }[kind];
  return `${some(also)} (${why ?? asked})`;
}
