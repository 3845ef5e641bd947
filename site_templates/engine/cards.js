/** The list of results: one card for each; its summary and its passage when it comes into view. */

import { element, marked } from "./nodes.js";
import { released } from "./press.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {Answer["hits"][number]} Hit */
/** @typedef {readonly (readonly [number, number])[]} Ranges */
/** @typedef {import("./engine.js").Details} Details */

/**
 * @typedef {object} Shown What is to be shown.
 * @property {readonly Hit[]} hits
 * @property {string} question what they answer
 * @property {boolean} more the hits that stood already may stay as they are
 * @property {(text: string) => Ranges} marks where the words of the question stand
 */

/** What a card has besides its title waits until the reader has not typed for so long: each costs a download. */
const PAUSE = 140;

/**
 * @param {HTMLElement} list
 * @param {(hit: Hit, question: string) => Promise<Details | null>} detailsOf null when they can't be had
 */
export function createCards(list, detailsOf) {
  /** @type {Map<Element, {hit: Hit, shown: Shown}>} */
  const waiting = new Map();
  let timer = 0;

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const asked = isIntersecting && waiting.get(target);
      if (!asked) continue;
      observer.unobserve(target);
      waiting.delete(target);
      detailsOf(asked.hit, asked.shown.question).then((details) => putDetails(target, details, asked.shown));
    }
  });

  return {
    /** The results that stand, in one go. @param {Shown} shown */
    show(shown) {
      const old = [...list.children];
      const kept = shown.more ? old.length : 0;
      const fresh = shown.hits.slice(kept).map((hit) => card(hit, shown, old));
      if (kept) list.append(...fresh);
      else list.replaceChildren(...fresh);
      forget(kept);
      fresh.forEach((item, at) => {
        const hit = shown.hits[kept + at];
        if (hit && (hit.summary === null || shown.question.trim())) waiting.set(item, { hit, shown });
      });
      timer = setTimeout(() => waiting.forEach((_, item) => observer.observe(item)), PAUSE);
    },

    /** No results, as there is no answer. */
    clear() {
      forget(0);
      list.replaceChildren();
    },

    /** The link of a result, by its place. @param {number} place */
    link: (place) => list.children[place]?.querySelector("a"),

    /** Puts something below a result, by its place. @param {number} place @param {HTMLElement} more */
    append: (place, more) => list.children[place]?.querySelector(".card")?.append(more),

    /**
     * The first result that begins in sight (else: is in sight), and how far it stands below the top of the window; null
     * when none is. What is above it may be of another height when the reader comes back.
     */
    place() {
      const items = [...list.children];
      const begins = items.find((one) => one.getBoundingClientRect().top >= 0);
      const begun = begins && begins.getBoundingClientRect().top < innerHeight;
      const item = begun ? begins : items.find((one) => one.getBoundingClientRect().bottom > 0);
      return item ? { id: item.getAttribute("data-id") ?? "", top: item.getBoundingClientRect().top } : null;
    },

    /** Puts a result where it stood; passages that come in below it move nothing. @param {{id: string, top: number}} place */
    goTo({ id, top }) {
      const item = [...list.children].find((one) => one.getAttribute("data-id") === id);
      if (item) scrollBy({ top: item.getBoundingClientRect().top - top, behavior: "instant" });
    },
  };

  /** @param {number} kept */
  function forget(kept) {
    clearTimeout(timer);
    if (kept) return;
    observer.disconnect();
    waiting.clear();
  }
}

/**
 * The passage of an older question stays until the one of this question is there: lines that go and come back jump.
 * @param {Hit} hit @param {Shown} shown @param {readonly Element[]} old
 */
function card(hit, shown, old) {
  const before = shown.question.trim() ? old.find((item) => item.getAttribute("data-id") === hit.id) : undefined;
  const link = element("a", { href: `praktijken/${hit.id}.html` }, ...marked(hit.title, shown.marks(hit.title)));
  const passage = hit.summary === null && hit.passage ? roomFor("card-passage", hit.passage) : "";
  const lines = [
    element("h3", {}, link),
    element("p", { class: "card-meta" }, hit.meta),
    hit.summary === null ? roomFor("card-summary", hit.letters) : summary(hit.summary, shown),
    before?.querySelector(".card-passage") ?? passage,
    hit.lacks.length ? element("p", { class: "card-lacks" }, `Zonder: ${hit.lacks.join(", ")}`) : "",
    element("p", { class: `card-level level-${hit.level}` }, hit.level),
  ];
  return element("li", { "data-id": hit.id }, element("article", { class: "card" }, ...lines));
}

/** Takes the room of a text that is still to come, as its letters will. @param {string} name @param {number} letters */
function roomFor(name, letters) {
  const text = "mensen uit het veld ".repeat(letters / 16).slice(0, letters); // as wide as our summaries are
  return element("p", { class: name, "data-waiting": "", "aria-hidden": "true" }, text);
}

/** @param {string} text @param {Shown} shown */
const summary = (text, shown) => element("p", { class: "card-summary" }, ...marked(text, shown.marks(text)));

/** @param {Element} item @param {Details | null} details @param {Shown} shown */
async function putDetails(item, details, shown) {
  await released();
  const line = item.querySelector(".card-summary");
  if (line?.hasAttribute("data-waiting")) line.replaceWith(summary(details?.summary ?? "", shown));
  item.querySelector(".card-passage")?.remove();
  if (!details?.passage) return;
  const passage = element("p", { class: "card-passage" }, ...marked(details.passage.text, details.passage.marks));
  item.querySelector(".card-summary")?.after(passage);
}
