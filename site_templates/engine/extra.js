/** What only some readers need, in a script of its own: suggestions while typing, and the reasons of a score. */

import { createCombobox } from "./combobox.js";
import { explained } from "./explain.js";
import { reasonsOf } from "./reasons.js";
import { suggestions } from "./suggestions.js";

/** @typedef {{createCombobox: typeof createCombobox, suggestions: typeof suggestions, explained: typeof explained, reasonsOf: typeof reasonsOf}} Extra */

Object.assign(window, { kbExtra: { createCombobox, suggestions, explained, reasonsOf } });
