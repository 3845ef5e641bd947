/** MiniSearch as it is mostly used: one index and one list of titles, summaries and facets, both loaded whole. */

import MiniSearch from "minisearch";
import { FACETS, OPTIONS, SEARCH } from "./minisearch-options.js";
import { mount } from "./shell.js";

/** @type {Promise<{index: MiniSearch, cards: Map<string, any>}> | undefined} */
let loading;
const load = () => (loading ??= start());

async function start() {
  const [index, cards] = await Promise.all([fetch("index.json"), fetch("cards.json")]);
  const rows = await cards.json();
  return { index: MiniSearch.loadJSON(await index.text(), OPTIONS), cards: new Map(rows.map((/** @type {any} */ row) => [row.id, row])) };
}

mount(async (question) => {
  const { index, cards } = await load();
  const found = index.search(question, SEARCH).map(({ id }) => cards.get(id));
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const name of FACETS) {
    const terms = (counts[name] = /** @type {Record<string, number>} */ ({}));
    for (const card of found) for (const term of card[name]) terms[term] = (terms[term] ?? 0) + 1;
  }
  const hits = found.slice(0, 10).map(({ id, title, summary }) => ({ id, title, text: summary }));
  return { total: found.length, hits, counts };
}, load);
