/** The search page: puts loader, engine, state and view together. */

import { breath } from "./breath.js";
import { createEngine } from "./engine.js";
import { scriptLoader } from "./shards.js";
import { MOST, read, START, STEP, write } from "./state.js";
import { createTrail } from "./trail.js";
import { createView } from "./view.js";
import { passedOver, tooMany } from "./wording.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Filters} Filters */
/** @typedef {import("./view.js").Place} Place */

/** @typedef {import("./extra.js").Extra} Extra */

/** Suggestions wait until there was no key for so long: who types on needs none, and they cost a download. */
const SUGGESTING = 450;
/** Once they are loaded: just behind the answer. */
const FOLLOWING = 80;

/** Who types letter by letter loads nothing until there was no key for so many milliseconds. */
const PAUSE = 140;

let state = START;
/** The state whose answer is on the page. @type {State | null} */
let standing = null;
/** What the reader settled on: nothing is suggested to it any more. @type {State | null} */
let chosen = null;
/** What in the address means nothing; said until the reader does something. @type {string[]} */
let dropped = [];
/** Where the reader was in the results when leaving for a practice; sought once, when they stand again. @type {Place | null} */
let place = null;
let timer = 0;
let suggesting = 0;
let latest = 0;
/** The script that keeps practices is on its way. */
let kept = false;

const loader = scriptLoader(document, "");
const engine = createEngine(loader);
/** The script with what only some readers need, once it is asked for. @type {Promise<Extra> | null} */
let extra = null;
/** @type {ReturnType<Extra["createCombobox"]> | null} */
let combobox = null;
const trail = createTrail(history, location.pathname, () => performance.now());
const view = createView({
  types,
  settles: settle,
  leaves: trail.flush,
  wantsMore() {
    state = { ...state, n: state.n + STEP };
    trail.extend(address(state));
    search();
  },
  tries: search,
  copies: () => extras().then(({ copyLink }) => copyLink()),
  sees: (hit, question) => engine.details(hit.doc, question, state.exact).catch(() => null), // extras: the title does without
  parts: remember,
});

/** The state in an address, with the list of practices that choice/bewaar.js keeps. @param {State} state */
function address(state) {
  const [, arrived] = /[?&]k=([^&]*)/.exec(location.search) ?? [];
  return write(state, document.documentElement.dataset.k ?? arrived);
}

/** The reader settles on something. @param {Partial<State>} choice */
function settle(choice) {
  change(choice);
  chosen = state;
  trail.settle(address(state));
  view.fill(state);
  search();
}

/**
 * Other words stand in the field: pasted, or typed letter by letter. A letter is to be seen at once: looking for what it
 * asks is a task of its own, and showing that another.
 * @param {string} q
 */
function types(q) {
  const pasted = Math.abs(q.length - state.q.length) > 1;
  const begun = /(^|\s)\S{1,2}$/.test(q); // seldom a word yet: results would go and come back
  change({ q });
  clearTimeout(timer);
  if (pasted) search();
  else timer = setTimeout(() => (timer = setTimeout(search, begun || !engine.loaded(q, state.exact) ? PAUSE : 0)));
}

/** @param {Partial<State>} choice */
function change(choice) {
  state = { ...state, n: STEP, ...choice };
  dropped = [];
  history.scrollRestoration = "auto"; // see remember
}

/** The reader came here, or went back or forward. */
function arrive() {
  const found = read(location.search, view.facets);
  state = found.state;
  dropped = [...(found.unknown.length ? [passedOver(found.unknown)] : []), ...(found.tooMany ? [tooMany(MOST)] : [])];
  place = history.state?.place ?? null;
  trail.arrive(address(state), location.search);
  view.fill(state);
  search();
}

/**
 * Remembers in this entry of the history which result stands where, as a browser does with a page that doesn't change:
 * when the reader comes back, passages of results out of sight are not there, and lines lie elsewhere.
 * @param {Place | null} place
 */
function remember(place) {
  try {
    history.scrollRestoration = "manual";
    history.replaceState({ place }, "");
  } catch {
    // Coming back then shows the top of the results.
  }
}

/** Asks what the state asks and shows the answer, unless a newer question came meanwhile; then the address follows. */
function search() {
  clearTimeout(timer);
  const asked = state;
  const mine = (latest += 1);
  trail.type(address(asked));
  /** @template T @param {(value: T) => void} act @returns {(value: T) => void} */
  const unlessOlder = (act) => (value) => {
    if (mine === latest) act(value);
  };
  view.busy();
  const { answer, counts } = ask(asked.q, asked.filters, asked.n, asked);
  /** Not in the way of the titles, nor of who types on. @returns {Promise<void>} */
  const pause = () => new Promise((done) => setTimeout(unlessOlder(done), PAUSE));
  const count = () => counts(pause).then(unlessOlder(view.counts), unlessOlder((error) => view.trouble(error.message)));
  const answered = answer.then(
    unlessOlder((found) => {
      show(asked, found, unlessOlder);
      view.whenFiltersStand(() => unlessOlder(count)(null));
    }),
    unlessOlder((error) => fail(error.message)),
  );
  answered.then(breath).then(unlessOlder(trail.follow)); // not before: a browser takes its time for it
  answered.then(others);
}

/** The script of every page that keeps practices: here it comes behind the first titles, as it waits for a reader who chooses. */
function others() {
  if (!kept) setTimeout(() => loader.script(view.keeps).catch(() => null), PAUSE);
  kept = true;
}

/** @param {string} words @param {Filters} filters @param {number} limit @param {Pick<State, "sort" | "exact">} how */
function ask(words, filters, limit, { sort, exact }) {
  const asked = engine.ready().then(() => {
    view.ready();
    return engine.ask(words, { filters, sort, limit, exact });
  });
  return {
    answer: asked.then((both) => both.answer),
    /** @param {() => Promise<void>} [wait] */
    counts: (wait) => asked.then((both) => both.counts(wait)),
  };
}

/** @param {State} asked @param {Answer} answer @param {<T>(act: (value: T) => void) => (value: T) => void} unlessOlder */
function show(asked, answer, unlessOlder) {
  const stood = standing?.n ?? 0;
  const extended = standing !== null && asked.n > standing.n && write({ ...standing, n: asked.n }) === write(asked);
  standing = asked;
  view.show(asked, answer, (text) => engine.marks(text, asked.q, asked.exact), extended);
  if (asked.reasons && asked.q.trim()) explain(asked, answer, extended ? stood : 0);
  suggest(asked, answer);
  if (place) view.goTo(place);
  place = null;
  const { unknown, strange, hollow } = answer;
  const help = { dropped, unknown, strange, hollow, out: [] };
  view.help(help);
  if (answer.total) return;
  extras()
    .then(({ waysOut }) => waysOut(asked, view.labels, totalOf, settle))
    .then(unlessOlder((out) => view.help({ ...help, out })), () => null);
}

/** Says of each result why it stands there. @param {State} asked @param {Answer} answer @param {number} from the first that doesn't say so yet */
function explain(asked, answer, from) {
  extras()
    .then((extra) => extra.explain(engine, asked, answer.hits.slice(from), view.widened(answer)))
    .then((all) => standing === asked && all.forEach((reasons, at) => view.append(from + at, reasons)), () => null);
}

/** What a way out would give; nothing when that can't be known now. @param {State} way */
async function totalOf(way) {
  const found = ask(way.q, way.filters, 0, way).answer;
  return (await found.catch(() => null))?.total ?? 0;
}

/** @returns {Promise<Extra>} */
function extras() {
  extra ??= loader.script(view.extra).then(() => /** @type {any} */ (window).kbExtra);
  return extra;
}

/**
 * Suggests what the reader may mean, some time after the answer stands. It is an extra: when it fails the search goes on.
 * @param {State} asked @param {Answer} answer
 */
function suggest(asked, answer) {
  clearTimeout(suggesting);
  if (asked === chosen || !view.typing()) return combobox?.show([]);
  const still = () => state === asked && view.typing();
  suggesting = setTimeout(async () => {
    try {
      const { createCombobox, suggestions } = await extras();
      combobox ??= createCombobox(view.field, taken);
      const found = await engine.use((tools) => suggestions(tools, asked.q, view.terms, asked.filters, answer.hits));
      if (still()) combobox.show(found);
    } catch {
      // The search goes on without.
    }
  }, combobox ? FOLLOWING : SUGGESTING);
}

/** The reader chose a suggestion. @param {import("./suggestions.js").Suggestion} suggestion */
function taken({ practice, filter, q }) {
  if (practice) {
    remember(view.place());
    location.assign(`praktijken/${practice}.html`);
    return;
  }
  const filters = filter
    ? { ...state.filters, [filter.facet]: [...new Set([...(state.filters[filter.facet] ?? []), ...filter.terms])] }
    : state.filters;
  settle({ q, filters });
}

/** @param {string} message */
function fail(message) {
  standing = null;
  view.failed(message);
}

/**
 * The answer of `kb search --json`, for other scripts and for measuring. Without words: all practices.
 * @param {string} [words]
 * @param {{filters?: Filters, limit?: number, exact?: boolean, sort?: State["sort"]}} [options]
 */
async function answerOf(words = "", { filters = {}, limit = STEP, exact = false, sort = START.sort } = {}) {
  if (typeof words !== "string") throw new TypeError("kb.search(woorden, opties): de woorden zijn een tekst");
  if (!Object.values(filters).every(Array.isArray)) {
    throw new TypeError("kb.search(woorden, opties): de filters zijn lijsten");
  }
  const running = ask(words, filters, limit, { sort, exact });
  const [found, facets] = await Promise.all([running.answer, running.counts()]);
  const hits = found.hits.map(({ id, title, score }) => ({ id, title, score }));
  return { query: words, total: found.total, hits, facets };
}

Object.assign(window, { kb: { search: answerOf } });
addEventListener("popstate", () => {
  if (location.search !== address(state)) arrive();
});
breath(null).then(() => {
  const early = view.typed();
  arrive();
  if (!early) return;
  types(early);
  view.fill(state);
});
