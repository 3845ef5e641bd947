/** What only some readers need, in a script of its own: suggestions while typing, the reasons of a score, the ways out when nothing is found, a link to copy. */

import { createCombobox } from "./combobox.js";
import { explained } from "./explain.js";
import { waysOut } from "./help.js";
import { reasonsOf } from "./reasons.js";
import { suggestions } from "./suggestions.js";

/** @typedef {typeof extra} Extra */
/** @typedef {import("./engine.js").Hit} Hit */

/**
 * Why each of these hits stands where it stands, to be put below it.
 * @param {ReturnType<typeof import("./engine.js").createEngine>} engine @param {import("./state.js").State} asked
 * @param {readonly Hit[]} hits @param {string} widened what was also searched for, as it is said
 */
function explain(engine, { q, exact }, hits, widened) {
  return engine.use((tools) => {
    const found = tools.find(q, exact);
    return hits.map(({ doc, score }) => reasonsOf(explained(tools.know, found, doc, exact), score, widened));
  });
}

/** Copies the address of the page, and gives what there is to say of it. */
async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    return "Kopiëren lukte niet. Kopieer het adres boven in je browser.";
  }
  return location.protocol === "file:" ? "De link is gekopieerd. Hij werkt alleen op deze computer." : "De link is gekopieerd.";
}

const extra = { createCombobox, suggestions, explain, waysOut, copyLink };
Object.assign(window, { kbExtra: extra });
