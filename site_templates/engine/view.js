/** Shows a state and its answer on the search page, and hears what the reader does. */

import { createCards } from "./cards.js";
import { createFilters } from "./filters.js";
import { button, element, one, refill } from "./nodes.js";
import { alsoSearched, nowhere, practices, tooShort, unknownFilter } from "./wording.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./engine.js").Answer} Answer */

/**
 * @typedef {object} Reader What the reader can do.
 * @property {(q: string) => void} types
 * @property {(change: Partial<State>) => void} settles enter, a filter, an order, a way out
 * @property {() => void} leaves the field
 * @property {() => void} wantsMore
 * @property {() => void} tries again, after a failure
 * @property {() => Promise<string>} copies the address; gives what to say of it
 * @property {Parameters<typeof createCards>[1]} sees a result: its passage, please
 * @property {(place: Place | null) => void} parts leaves the page by a link
 */

/** @typedef {{id: string, top: number}} Place a result, and how far below the top of the window it stands */

/**
 * @typedef {object} Help What stands above the results.
 * @property {readonly string[]} dropped sentences on what in the address means nothing
 * @property {readonly string[]} unknown words
 * @property {Answer["strange"]} strange typed filters with an unknown value
 * @property {boolean} hollow nothing in the question can be looked for
 * @property {readonly Node[]} out when nothing was found: the ways out
 */

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

  hear(form, field, reader);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href]")) reader.parts(cards.place());
  });
  one(".to-results").addEventListener("click", (event) => {
    event.preventDefault();
    (cards.link(0) ?? status).focus();
  });
  order.addEventListener("change", () => reader.settles({ sort: /** @type {State["sort"]} */ (order.value) }));
  more.addEventListener("click", reader.wantsMore);
  one("[data-copy]").addEventListener("click", () => reader.copies().then((said) => (one("[data-said]").textContent = said)));

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

    /** The facets with their terms, as they stand on the page. */
    terms: filters.facets,
    field,
    /** The address of the script with extras. */
    extra: form.dataset.extra ?? "",
    /** The address of the script that keeps practices. */
    keeps: form.dataset.keepScript ?? "",
    /** The reader is in the field, with words in it. */
    typing: () => document.activeElement === field && field.value.trim() !== "",
    /** What was also searched for. @param {Answer} answer */
    widened: (answer) => widenedText(answer, filters.called),
    place: cards.place,
    append: cards.append,

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
      cards.show({ hits: answer.hits, question: state.q, more: extended, marks });
      const total = practices(answer.total);
      say(total, String(answer.total));
      one(".facets-head button").textContent = answer.total ? `Toon ${total}` : "Toon resultaten";
      more.hidden = answer.hits.length >= answer.total;
      one(".results").classList.toggle("nothing", !answer.total);
      filters.without(answer.without, (typed) => reader.settles({ q: field.value.replace(typed, "").trim() }));
      one("[data-said]").textContent = "";
      refill(one("#ook-gezocht"), status, ...widening(state, answer, filters.called, reader));
      document.title = state.q.trim() ? `${state.q.trim()} – ${title}` : title;
      list.dataset.query = state.q;
      list.setAttribute("aria-busy", "false");
      if (extended) cards.link(stood)?.focus();
    },

    /** Back to where the reader was. @param {Place} place */
    goTo: cards.goTo,

    /** The number behind each term. */
    counts: filters.count,

    whenFiltersStand: filters.whenTheyStand,

    /** What helps the reader on. @param {Help} given */
    help(given) {
      refill(help, status, ...helpLines(given, field.value, reader));
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
      filters.whenTheyStand(filters.show);
      const again = button("Probeer het opnieuw", reader.tries);
      refill(help, status, element("p", { class: "notice", role: "alert" }, message), element("p", {}, again));
    },
  };
}

/** Hears the words. @param {HTMLFormElement} form @param {HTMLInputElement} field @param {Reader} reader */
function hear(form, field, reader) {
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
}

/** What was also searched for, terms as they stand on the page; empty when nothing was. @param {Answer} answer @param {(term: string) => string} called */
function widenedText({ widened }, called) {
  const named = widened.map((note) => (note.kind === "hoort" ? { ...note, also: note.also.map(called) } : note));
  return named.length ? alsoSearched(named) : "";
}

/** @param {State} state @param {Answer} answer @param {(term: string) => string} called @param {Reader} reader @returns {(Node | string)[]} */
function widening(state, answer, called, reader) {
  if (state.exact) {
    const wide = button("Zoek ook op verwante woorden", () => reader.settles({ exact: false }));
    return state.q.trim() ? ["Gezocht op precies jouw woorden. ", wide] : [];
  }
  if (!answer.widened.length) return [];
  const exact = button("Zoek alleen op mijn woorden", () => reader.settles({ exact: true }));
  return [widenedText(answer, called), " ", exact];
}

/** @param {Help} help @param {string} q @param {Reader} reader @returns {Node[]} */
function helpLines({ dropped, unknown, strange, hollow, out }, q, reader) {
  /** @type {Node[]} */
  const lines = dropped.map((text) => element("p", { class: "notice" }, text));
  for (const { typed, nearest } of strange) {
    const instead = button(`Bedoelde je ${nearest}?`, () => reader.settles({ q: q.replace(typed, nearest) }));
    lines.push(element("p", { class: "notice" }, unknownFilter(typed), " ", nearest ? instead : ""));
  }
  if (hollow && !strange.length) lines.push(element("p", {}, tooShort));
  if (unknown.length) lines.push(element("p", {}, nowhere(unknown)));
  return [...lines, ...out];
}
