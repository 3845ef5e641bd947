/** On the search page: all practices of the answer as a CSV table. Loaded when the reader first asks for it. */

import { one, scripts } from "../engine/nodes.js";
import { read } from "../engine/state.js";
import { download } from "./desk.js";
import { createParts } from "./parts.js";

/** @typedef {(words: string, options: object) => Promise<{total: number, hits: {id: string}[]}>} Search */

const ask = one("[data-table]");
const parts = createParts(scripts(document), window, "");

async function save() {
  const search = /** @type {Search} */ (/** @type {any} */ (window).kb.search);
  const { state } = read(location.search, terms());
  const options = { filters: state.filters, exact: state.exact, sort: state.sort };
  ask.setAttribute("aria-busy", "true");
  try {
    const { total } = await search(state.q, { ...options, limit: 0 });
    const { hits } = await search(state.q, { ...options, limit: total });
    download("praktijken-selectie.csv", await parts.table(hits.map(({ id }) => id)));
  } catch (error) {
    /** @type {any} */ (window).kbKeuzelijst.tell(/** @type {Error} */ (error).message);
  }
  ask.setAttribute("aria-busy", "false");
}

/** The terms by which can be filtered, as the page has them. */
function terms() {
  /** @type {Record<string, string[]>} */
  const all = {};
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-facet] input[type=checkbox]"))) (all[box.name] ??= []).push(box.value);
  return all;
}

ask.addEventListener("click", save);
void save();
