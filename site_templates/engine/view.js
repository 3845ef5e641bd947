/** Shows a state and its answer on the search page, and hears what the reader does. */

import { createCards } from "./cards.js";
import { button, element, refill } from "./nodes.js";
import { chosenCount } from "./state.js";
import { alsoSearched, nowhere, passedOver, practices } from "./wording.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./help.js").Way} Way */
/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {Readonly<Record<string, Readonly<Record<string, number>>>>} Counts */

/**
 * @typedef {object} Reader What the reader can do.
 * @property {(q: string) => void} types
 * @property {(change: Partial<State>) => void} settles enter, a filter, an order, a way out
 * @property {() => void} leaves the field
 * @property {() => void} wantsMore
 * @property {() => void} tries again, after a failure
 * @property {Parameters<typeof createCards>[1]} sees a result: its passage, please
 */

/**
 * @typedef {object} Help What stands above the results.
 * @property {readonly string[]} dropped values of the address
 * @property {readonly string[]} unknown words
 * @property {boolean} empty nothing was found
 * @property {readonly (Way & {total: number})[]} ways
 */

/** @param {string} selector @returns {HTMLElement} */
const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** @param {Reader} reader */
export function createView(reader) {
  const form = /** @type {HTMLFormElement} */ (one("form.search"));
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const order = /** @type {HTMLSelectElement} */ (form.elements.namedItem("sort"));
  const status = one("[role=status]");
  const list = one("#resultaten");
  const more = one("#meer");
  const help = one("#hulp");
  const cards = createCards(list, reader.sees);
  const filters = createFilters(() => reader.settles({ filters: filters.read() }), status);
  const title = document.title;
  status.tabIndex = -1;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    reader.settles({ q: field.value });
  });
  field.addEventListener("input", () => reader.types(field.value));
  field.addEventListener("change", reader.leaves);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    reader.types("");
  });
  order.addEventListener("change", () => reader.settles({ sort: /** @type {State["sort"]} */ (order.value) }));
  more.addEventListener("click", reader.wantsMore);

  /** @param {string} text @param {string} [total] */
  function say(text, total) {
    if (status.textContent !== text) status.textContent = text;
    if (total === undefined) status.removeAttribute("data-total");
    else status.setAttribute("data-total", total);
  }

  return {
    /** The terms of each facet, in the order of the page. */
    facets: filters.terms,
    /** What terms of a facet are called. */
    labels: filters.labels,

    /** What stands in the field: words from before this script ran, on a slow line. */
    typed: () => field.value,

    /** A search can be run. */
    ready() {
      document.documentElement.dataset.search = "ready";
    },

    /** The form as the state has it. @param {State} state */
    fill(state) {
      if (field.value !== state.q) field.value = state.q;
      order.value = state.sort;
      filters.fill(state.filters);
    },

    /** A search runs. */
    busy() {
      list.setAttribute("aria-busy", "true");
    },

    /**
     * An answer, in one go.
     * @param {State} state @param {Answer} answer @param {import("./cards.js").Shown["marks"]} marks
     * @param {boolean} extended more of an answer that stands
     */
    show(state, answer, marks, extended) {
      const stood = list.children.length;
      cards.show({ hits: answer.hits, question: state.q, reasons: state.reasons, more: extended, marks });
      const total = practices(answer.total);
      say(total, String(answer.total));
      one(".facets-head button").textContent = answer.total ? `Toon ${total}` : "Toon resultaten";
      more.hidden = answer.hits.length >= answer.total;
      refill(one("#ook-gezocht"), status, ...widening(state, answer, reader));
      document.title = state.q.trim() ? `${state.q.trim()} – ${title}` : title;
      list.dataset.query = state.q;
      list.setAttribute("aria-busy", "false");
      if (extended) cards.link(stood)?.focus();
    },

    /** The number behind each term. @param {Counts} counts */
    counts: filters.count,

    /** What helps the reader on. @param {Help} given */
    help(given) {
      refill(help, status, ...helpLines(given, reader));
    },

    /** No answer, and why. @param {string} message */
    failed(message) {
      cards.clear();
      more.hidden = true;
      say("Zoeken lukt nu niet");
      delete list.dataset.query;
      list.setAttribute("aria-busy", "false");
      one("#ook-gezocht").replaceChildren();
      this.trouble(message);
    },

    /** What went wrong, with a way to try again. @param {string} message */
    trouble(message) {
      const again = button("Probeer het opnieuw", reader.tries);
      refill(help, status, element("p", { class: "notice", role: "alert" }, message), element("p", {}, again));
    },
  };
}

/** @param {State} state @param {Answer} answer @param {Reader} reader @returns {(Node | string)[]} */
function widening(state, answer, reader) {
  if (state.exact) {
    const wide = button("Zoek ook op verwante woorden", () => reader.settles({ exact: false }));
    return state.q.trim() ? ["Gezocht op precies jouw woorden. ", wide] : [];
  }
  if (!answer.widened.length) return [];
  const exact = button("Zoek alleen op mijn woorden", () => reader.settles({ exact: true }));
  return [alsoSearched(answer.widened), " ", exact];
}

/** @param {Help} help @param {Reader} reader @returns {Node[]} */
function helpLines({ dropped, unknown, empty, ways }, reader) {
  /** @type {Node[]} */
  const lines = [];
  if (dropped.length) lines.push(element("p", { class: "notice" }, passedOver(dropped)));
  if (unknown.length) lines.push(element("p", {}, nowhere(unknown)));
  if (!empty) return lines;
  const items = ways.map(({ label, state, total }) => {
    const way = button(`${label}: ${practices(total).toLowerCase()}`, () => reader.settles(state));
    return element("li", {}, way);
  });
  if (items.length) lines.push(element("p", {}, "Zo vind je wel iets:"), element("ul", { class: "ways" }, ...items));
  const all = element("a", { href: "praktijken.html" }, "Bekijk alle praktijken");
  const tell = element("a", { href: "bijdragen.html" }, "vertel ons over een praktijk die hier hoort");
  lines.push(element("p", {}, all, ", of ", tell, "."));
  return lines;
}

/**
 * The facets beside the results, with the chosen terms as chips above them.
 * @param {() => void} changed @param {HTMLElement} outside where the focus goes when the last chip is gone
 */
function createFilters(changed, outside) {
  const sets = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("fieldset[data-facet]"))];
  const facets = sets.map((set) => ({
    name: set.dataset.facet ?? "",
    boxes: [.../** @type {NodeListOf<HTMLInputElement>} */ (set.querySelectorAll("input[type=checkbox]"))],
  }));
  const active = one("[data-active]");
  const chips = one("#gekozen");
  for (const set of sets) set.addEventListener("change", changed);

  /** @param {HTMLInputElement} box */
  const called = (box) => box.parentElement?.querySelector("span")?.textContent ?? box.value;

  /** @param {readonly HTMLInputElement[]} boxes */
  const drop = (boxes) => {
    for (const box of boxes) box.checked = false;
    changed();
  };

  /** @param {HTMLInputElement} box */
  const chip = (box) => {
    const made = button(`${called(box)} ×`, () => drop([box]));
    made.setAttribute("aria-label", `${called(box)}: haal dit filter weg`);
    return element("li", {}, made);
  };

  const filters = {
    terms: Object.fromEntries(facets.map(({ name, boxes }) => [name, boxes.map((box) => box.value)])),

    /** @returns {State["filters"]} */
    read() {
      const chosen = facets.map(({ name, boxes }) => /** @type {const} */ ([name, checked(boxes)]));
      return Object.fromEntries(chosen.filter(([, boxes]) => boxes.length).map(([name, b]) => [name, b.map(valueOf)]));
    },

    /** @param {State["filters"]} chosen */
    fill(chosen) {
      for (const { name, boxes } of facets) {
        for (const box of boxes) box.checked = chosen[name]?.includes(box.value) ?? false;
      }
      const all = facets.flatMap(({ boxes }) => checked(boxes));
      const items = all.map(chip);
      if (items.length > 1) items.push(element("li", {}, button("Haal alle filters weg", () => drop(all))));
      refill(chips, outside, ...items);
      active.textContent = chosenCount(chosen) ? `(${chosenCount(chosen)})` : "";
    },

    /** @param {Counts} counts */
    count(counts) {
      for (const { name, boxes } of facets) {
        for (const box of boxes) {
          const place = box.parentElement?.querySelector("[data-count]");
          const text = String(counts[name]?.[box.value] ?? 0);
          if (!place || place.getAttribute("data-count") === text) continue;
          place.setAttribute("data-count", text);
          place.textContent = text;
        }
      }
    },

    /** @param {string} name @param {readonly string[]} terms */
    labels(name, terms) {
      const boxes = facets.find((facet) => facet.name === name)?.boxes ?? [];
      return boxes.filter((box) => terms.includes(box.value)).map(called);
    },
  };
  return filters;
}

/** @param {readonly HTMLInputElement[]} boxes */
const checked = (boxes) => boxes.filter((box) => box.checked);

/** @param {HTMLInputElement} box */
const valueOf = (box) => box.value;
