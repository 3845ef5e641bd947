/** What only some readers need, in a script of its own: suggestions while typing, the reasons of a score, the ways out when nothing is found. */

import { createCombobox } from "./combobox.js";
import { explained } from "./explain.js";
import { ways } from "./help.js";
import { reasonsOf } from "./reasons.js";
import { suggestions } from "./suggestions.js";

/** @typedef {{createCombobox: typeof createCombobox, suggestions: typeof suggestions, explained: typeof explained, reasonsOf: typeof reasonsOf, ways: typeof ways}} Extra */

Object.assign(window, { kbExtra: { createCombobox, suggestions, explained, reasonsOf, ways } });
