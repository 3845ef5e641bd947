/** Pagefind as its documentation has it: loaded when the reader comes to the field, debounced while typing. */

import { mount } from "./shell.js";

const PAUSE = 300; // Pagefind's own

/** @type {Promise<any> | undefined} */
let loading;
const load = () => (loading ??= start());

async function start() {
  // @ts-ignore - made by the indexer
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  await pagefind.filters(); // without it there are no counts
  return pagefind;
}

let before = "";

mount(async (question) => {
  const pagefind = await load();
  const pasted = Math.abs(question.length - before.length) > 1;
  before = question;
  const found = pasted ? await pagefind.search(question) : await pagefind.debouncedSearch(question, {}, PAUSE);
  if (!found) return null;
  const pages = await Promise.all(found.results.slice(0, 10).map((/** @type {any} */ result) => result.data()));
  const hits = pages.map(({ meta, excerpt }) => ({ id: meta.id, title: meta.title, text: excerpt }));
  return { total: found.results.length, hits, counts: found.filters };
}, load);
