/**
 * On every page: "Bewaar" at each practice, the number in the head, and the list that travels along.
 *
 * The list stands in the address (`k`). So that going back to a page from before does not lose what was chosen since, the
 * tab keeps it in its own name; a page that a browser kept whole has the name from before, and looks at the address of the
 * page that was left. Nothing is stored.
 */

import { listIn, MOST, parse, remember, remembered, withList } from "./list.js";

/**
 * @typedef {object} Kept The list, for the scripts of the other pages.
 * @property {string} given what the address said of the list, as it was
 * @property {readonly string[]} before what this tab had, when the address brought another list
 * @property {() => readonly string[]} ids
 * @property {(ids: readonly string[], said?: string) => void} set
 * @property {(text: string) => void} tell
 */

const TAB = "keuzelijst:";
const OURS = "data-k";
const root = document.documentElement;
const SITE = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;

const given = listIn(location.search) ?? "";
const before = ofTab() ?? left() ?? [];
/** @type {readonly string[]} */
let ids = arrived();

/**
 * The list with which a page begins: what the address says. Where it says nothing (a suggestion was chosen, or a link
 * before this script ran) and for who goes back, what the tab has.
 */
function arrived() {
  const [visit] = performance.getEntriesByType("navigation");
  const back = visit && /** @type {PerformanceNavigationTiming} */ (visit).type === "back_forward";
  const told = listIn(location.search);
  if (told !== null && !back) return parse(told).ids;
  const named = ofTab(); // first: of an address that was just written a browser may not tell yet
  const mine = named ?? left();
  return mine && (named || back || mine.length) ? mine : parse(told ?? remembered() ?? "").ids;
}

/** The list of the page of ours that was left for this one; null where there was none, or a browser doesn't tell. */
function left() {
  const from = window.navigation?.activation?.from?.url;
  return from?.startsWith(SITE) ? parse(listIn(new URL(from).search) ?? "").ids : null;
}

/** A page that a browser kept whole, to show it again at once, has the name that its tab had then. */
function ofTab() {
  return window.name.startsWith(TAB) ? parse(window.name.slice(TAB.length)).ids : null;
}

/** Puts the list where it belongs: the address, the tab's name, where the search page finds it, every button. */
function settle() {
  if (ids.length || ofTab()) window.name = TAB + ids;
  root.dataset.k = String(ids);
  const here = location.search + location.hash;
  const address = withList(here, ids);
  if (address !== here) put(address || location.pathname);
  for (const number of document.querySelectorAll("[data-kept]")) number.textContent = ids.length ? String(ids.length) : "";
  for (const button of document.querySelectorAll("[data-keep]")) paint(/** @type {HTMLElement} */ (button));
}

/** @param {string} address */
function put(address) {
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // A browser may refuse; the links carry the list all the same.
  }
}

/** @param {readonly string[]} next @param {string} [said] */
function set(next, said = "") {
  const before = String(ids);
  ids = next;
  if (remembered() === before) remember(String(ids));
  settle();
  tell(said);
  document.dispatchEvent(new Event("kb-keuzelijst"));
}

/** @param {HTMLElement} button */
function paint(button) {
  const all = wanted(button);
  const kept = all.length > 0 && all.every((id) => ids.includes(id));
  button.hidden = false;
  button.dataset.is = kept ? "kept" : "";
  const words = kept ? "✓ Bewaard" : button.dataset.words || "Bewaar";
  const hidden = document.createElement("span");
  hidden.className = "unseen";
  hidden.textContent = ` ${button.dataset.title ?? ""}${kept ? " (haal weg)" : ""}`;
  button.replaceChildren(words, hidden);
}

/** @param {HTMLElement} button */
const wanted = (button) => parse(button.dataset.keep ?? "").ids;

/** @param {HTMLElement} button */
function press(button) {
  const all = wanted(button);
  const fresh = all.filter((id) => !ids.includes(id));
  if (!fresh.length) set(ids.filter((id) => !all.includes(id)), "Weggehaald uit je keuzelijst.");
  else if (ids.length + fresh.length > MOST) {
    const left = MOST - ids.length;
    tell(`Er passen ${MOST} praktijken in je keuzelijst${left ? `; er is nog plaats voor ${left}` : ""}. Haal er eerst weg.`);
  } else set([...ids, ...fresh], `Bewaard. In je keuzelijst: ${ids.length + fresh.length}.`);
}

/** A line at the foot that is read out, and goes by itself: the number in the head stays. @param {string} text */
function tell(text) {
  clearTimeout(going);
  line.textContent = text;
  if (text) going = setTimeout(() => tell(""), 6000);
}
const line = document.createElement("p");
line.className = "kept-said";
line.setAttribute("aria-live", "polite");
document.body.append(line);
let going = 0;

/** Loads the script that makes a table, when it is first asked for; from then on it hears the button itself. @param {HTMLElement} button */
function load(button) {
  const script = document.createElement("script");
  script.src = button.dataset.table ?? "";
  button.dataset.table = "";
  document.head.append(script);
}

/** Gives the cards in a part of the page their button. @param {ParentNode} part */
function equip(part) {
  for (const link of part.querySelectorAll(".card h3 a")) {
    const id = /praktijken\/([^/?]+)\.html/.exec(link.getAttribute("href") ?? "")?.[1];
    const card = /** @type {Element} */ (link.closest(".card"));
    if (!id || card.querySelector("[data-keep]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "keep";
    button.dataset.keep = id;
    button.dataset.title = link.textContent ?? "";
    paint(button);
    (card.querySelector(".card-level") ?? card).append(button);
  }
}

/** Lets a link of our own carry the list, unless it has one of its own. @param {Event} event */
function carry(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  const address = link && link.getAttribute("href");
  if (!link || !address || /^([a-z]+:|\/\/|#)/i.test(address) || !/\.html([?#]|$)/.test(address)) return;
  if (!link.hasAttribute(OURS) && /[?&]k=/.test(address)) return;
  link.setAttribute(OURS, "");
  link.setAttribute("href", withList(address, ids));
}

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (event.target instanceof Element && event.target.closest("[data-keep], [data-table]"));
  if (!button) return;
  if (button.dataset.keep) press(button);
  else if (button.dataset.table) load(button);
});
for (const kind of ["mousedown", "click", "contextmenu"]) document.addEventListener(kind, carry, true);
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  let field = /** @type {HTMLInputElement | null} */ (form.querySelector(`input[${OURS}]`));
  if (form.method !== "get" || (!field && form.querySelector("[name=k]"))) return;
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "k";
    field.setAttribute(OURS, "");
    form.append(field);
  }
  field.value = String(ids);
  field.disabled = !ids.length;
}, true);
addEventListener("pageshow", (event) => {
  const kept = event.persisted && (left() ?? ofTab()); // the page as it was left, from before what was chosen since
  if (kept && String(kept) !== String(ids)) set(kept);
});

// Else who goes back finds the menu over the page, as it was when a link in it was followed.
addEventListener("pagehide", () => document.getElementById("menu")?.hidePopover?.());

/** A page that has moved sends the reader on by itself, with the list; without script a line in its head does. */
function moveOn() {
  const moved = document.querySelector("[data-moved]");
  if (moved) location.replace(withList(moved.getAttribute("href") ?? "", ids));
}

equip(document);
for (const table of document.querySelectorAll("[data-table]")) /** @type {HTMLElement} */ (table).hidden = false;
const results = document.getElementById("resultaten");
if (results) new MutationObserver(() => equip(results)).observe(results, { childList: true });
settle();
moveOn();
/** @type {Kept} */
const kept = { given, before: String(before) === String(ids) ? [] : before, ids: () => ids, set, tell };
Object.assign(window, { kbKeuzelijst: kept });
