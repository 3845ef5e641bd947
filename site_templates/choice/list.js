/** The list of chosen practices: how it stands in an address, and what of an address is a list. */

/** So many practices fit: more can't be compared, and an address that is mailed has to stay whole. */
export const MOST = 12;

const KEY = "kb-keuzelijst";
const SHORTEST = 3;
const LONGEST = 80;

/** What can be the id of a practice. @param {string} text */
const isId = (text) => text.length >= SHORTEST && text.length <= LONGEST && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/**
 * The list in what an address or the browser keeps, in its order, each practice once; and how many were too many.
 * @param {string} text ids with commas between
 */
export function parse(text) {
  const named = [...new Set(text.split(","))].filter(isId);
  return { ids: named.slice(0, MOST), over: Math.max(0, named.length - MOST) };
}

/** What an address says of the list; null when it says nothing. @param {string} search from the question mark on */
export function listIn(search) {
  const given = new URLSearchParams(search).getAll("k");
  return given.length ? given.join(",") : null;
}

/** The address with this list, and its other parameters as they were. @param {string} address @param {readonly string[]} ids */
export function withList(address, ids) {
  const [, page = "", query = "", hash = ""] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(address) ?? [];
  const others = query.split("&").filter((pair) => pair && !/^k(=|$)/.test(pair));
  const all = ids.length ? [...others, `k=${ids.join(",")}`] : others;
  return page + (all.length ? `?${all.join("&")}` : "") + hash;
}

/** The list that this device remembers; null when the reader asked for none. */
export function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // a browser may refuse to store anything
  }
}

/** Lets this device remember the list, or with null forget it. False when the browser refuses. @param {string | null} text */
export function remember(text) {
  try {
    if (text === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}
