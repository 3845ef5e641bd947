/** The facets beside the results, and the chosen terms as chips above them. */

import { button, element, one, refill } from "./nodes.js";
import { chosenCount } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {Readonly<Record<string, Readonly<Record<string, number>>>>} Counts How many practices, by facet and term. */

/**
 * @param {() => void} changed @param {HTMLElement} outside where the focus goes when the last chip is gone
 */
export function createFilters(changed, outside) {
  const sets = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("fieldset[data-facet]"))];
  const facets = sets.map((set) => ({
    name: set.dataset.facet ?? "",
    boxes: [.../** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll("input[type=checkbox]"))],
  }));
  const active = one("[data-active]");
  const chips = one("#gekozen");
  for (const set of sets) set.addEventListener("change", changed);
  const folds = sets.map(fold);
  const aside = one("#facetten");
  /** @type {(() => void) | null} */
  let due = null;
  let stand = false;
  /** There is an answer to be seen, or why there is none. */
  let answered = false;
  const act = () => {
    if (!stand) return;
    due?.();
    due = null;
  };
  /** The facets come one a frame, behind the titles: all at once they would be a task in which nothing else can be done. */
  const come = () => {
    const next = stand && answered && sets.find((set) => set.hidden);
    if (!next) return;
    next.hidden = false;
    requestAnimationFrame(come);
  };
  const begin = () => {
    answered = true;
    come();
  };
  new ResizeObserver(([{ contentRect }]) => {
    if (!stand) requestAnimationFrame(come);
    stand = contentRect.height > 0; // asking for it would make the browser lay out the page at once
    act();
  }).observe(aside);

  /** @param {HTMLInputElement} box */
  const called = (box) => box.parentElement?.querySelector("span")?.textContent ?? box.value;

  /** @param {readonly HTMLInputElement[]} boxes */
  const drop = (boxes) => {
    for (const box of boxes) box.checked = false;
    changed();
  };

  /** @param {string} name @param {() => void} away */
  const chip = (name, away) => {
    const made = button(name, away);
    made.setAttribute("aria-label", `${name}: haal dit filter weg`);
    return element("li", {}, made);
  };

  /** The chips of filters that were typed with a minus. @type {HTMLElement[]} */
  let excluded = [];
  const showChips = () => {
    const all = facets.flatMap(({ boxes }) => checked(boxes));
    const items = all.map((box) => chip(called(box), () => drop([box])));
    if (items.length > 1) items.push(element("li", {}, button("Haal alle filters weg", () => drop(all))));
    refill(chips, outside, ...items, ...excluded);
  };

  const filters = {
    /** @type {import("./suggestions.js").Facets} */
    facets: facets.map(({ name, boxes }, place) => ({
      name,
      label: sets[place].querySelector("legend")?.textContent ?? name,
      terms: boxes.map((box) => ({ id: box.value, label: called(box) })),
    })),
    terms: Object.fromEntries(facets.map(({ name, boxes }) => [name, boxes.map((box) => box.value)])),

    /** @returns {State["filters"]} */
    read() {
      const chosen = facets.map(({ name, boxes }) => /** @type {const} */ ([name, checked(boxes)]));
      return Object.fromEntries(chosen.filter(([, boxes]) => boxes.length).map(([name, b]) => [name, b.map(valueOf)]));
    },

    /** @param {State["filters"]} chosen */
    fill(chosen) {
      for (const { name, boxes } of facets) {
        for (const box of boxes) box.checked = own(chosen, name)?.includes(box.value) ?? false;
      }
      for (const reach of folds) reach();
      showChips();
      active.textContent = chosenCount(chosen) ? `(${chosenCount(chosen)})` : "";
    },

    /** What was typed with a minus: no practice with these terms. @param {readonly import("./widening.js").Widening[]} typed @param {(typed: string) => void} away */
    without(typed, away) {
      excluded = typed.map(({ word, also }) => chip(`Niet ${also.map(filters.called).join(", ")}`, () => away(word)));
      showChips();
    },

    /** Runs a job once the filters are there to be seen: on a small screen they are not, until the reader opens them. @param {() => void} job the last one counts */
    whenTheyStand(job) {
      due = job;
      act();
      requestAnimationFrame(() => requestAnimationFrame(begin)); // the next frame shows the titles
    },

    /** @param {Counts} counts */
    count(counts) {
      for (const { name, boxes } of facets) {
        for (const box of boxes) {
          const place = box.parentElement?.querySelector("[data-count]");
          const text = String(own(own(counts, name), box.value) ?? 0);
          if (!place || place.getAttribute("data-count") === text) continue;
          place.setAttribute("data-count", text);
          place.textContent = text;
          box.closest("li")?.toggleAttribute("data-none", text === "0");
        }
      }
      for (const reach of folds) reach();
      filters.show();
    },

    /** Folded terms come in their order, when that is known. */
    show() {
      aside.dataset.counted = "";
    },

    /** A term as a reader knows it: regio:twente is regio Twente. @param {string} term as it can be typed; else it stays as it is */
    called(term) {
      const [, path, id] = /^([^:]+):(.+)$/.exec(term) ?? [];
      const box = facets.flatMap(({ boxes }) => boxes).find(({ value }) => value === id);
      return box ? `${path} ${called(box)}` : term;
    },

    /** @param {string} name @param {readonly string[]} terms */
    labels(name, terms) {
      const boxes = facets.find((facet) => facet.name === name)?.boxes ?? [];
      return boxes.filter((box) => terms.includes(box.value)).map(called);
    },
  };
  return filters;
}

/**
 * A long facet shows its first terms that would give something until the reader wants all; the others are then out of the
 * way of the tab key, and still there for a mouse, a finger and a screen reader. Gives what puts the terms in order again.
 * @param {HTMLElement} set
 */
function fold(set) {
  const more = set.querySelector("button");
  const list = set.querySelector("ul");
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll("input"))];
  const shown = boxes.length - set.querySelectorAll(".rest").length;
  /** @param {HTMLInputElement} box */
  const empty = (box) => box.closest("li")?.hasAttribute("data-none");
  const ordered = () => [...boxes.filter((box) => !empty(box)), ...boxes.filter(empty)]; // as the style sheet has them
  const reach = () => {
    const folded = list?.classList.contains("folded");
    ordered().forEach((box, place) => {
      box.tabIndex = folded && place >= shown && !box.checked ? -1 : 0;
    });
  };
  more?.addEventListener("click", () => {
    const folded = list?.classList.toggle("folded") ?? false;
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = String(folded ? more.dataset.all : more.dataset.few);
    const next = ordered()[shown];
    reach();
    if (!folded) next?.focus();
  });
  set.addEventListener("change", reach);
  return reach;
}

/**
 * What a record itself has at a name: a facet or a term may be called `constructor`, which every object inherits.
 * @template T @param {Readonly<Record<string, T>> | undefined} record @param {string} name
 */
const own = (record, name) => (record && Object.hasOwn(record, name) ? record[name] : undefined);

/** @param {readonly HTMLInputElement[]} boxes */
const checked = (boxes) => boxes.filter((box) => box.checked);

/** @param {HTMLInputElement} box */
const valueOf = (box) => box.value;
