/** The list of suggestions at the search field: a combobox with a listbox, as the ARIA practices describe it. */

import { element, one } from "./nodes.js";

/** @typedef {import("./suggestions.js").Suggestion} Suggestion */

/**
 * The list stands in a row of its own below the field, so it covers nothing and moves nothing. The focus stays in the
 * field; enter means "search" unless the reader went to a suggestion.
 * @param {HTMLInputElement} field
 * @param {(suggestion: Suggestion) => void} choose
 */
export function createCombobox(field, choose) {
  const list = one("#suggesties");
  const hint = one("#zoekhulp");
  const count = one("#suggesties-stand");
  /** @type {readonly Suggestion[]} */
  let shown = [];
  let active = -1;

  const isOpen = () => !list.hidden;

  /** @param {boolean} open */
  function toggle(open) {
    list.hidden = !open;
    hint.hidden = open;
    field.setAttribute("aria-expanded", String(open));
    go(-1);
  }

  /** @param {number} place -1: back to the field */
  function go(place) {
    const options = [...list.children];
    options[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = options[place];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest", inline: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  /** @param {number} place */
  function take(place) {
    const suggestion = shown[place];
    api.show([]);
    if (suggestion) choose(suggestion);
  }

  /** One step through the options, with the field itself between the last and the first. @param {number} step */
  function step(step) {
    if (!isOpen()) toggle(true);
    const places = shown.length + 1;
    go(((active + 1 + step + places) % places) - 1);
  }

  /** What a key does here; true when it did something. @type {Record<string, (event: KeyboardEvent) => boolean>} */
  const keys = {
    ArrowDown: ({ altKey }) => {
      if (!shown.length) return false;
      if (altKey) toggle(true);
      else step(1);
      return true;
    },
    ArrowUp: ({ altKey }) => {
      if (!shown.length) return false;
      if (altKey) toggle(false);
      else step(-1);
      return true;
    },
    Escape: () => {
      if (!isOpen()) return false;
      toggle(false);
      return true;
    },
    Enter: () => {
      const chosen = active;
      if (chosen >= 0) take(chosen);
      else if (isOpen()) toggle(false);
      return chosen >= 0;
    },
  };

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!act) {
      if (!["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) go(-1);
    } else if (act(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, { capture: true });
  field.addEventListener("blur", () => toggle(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    if (option) take([...list.children].indexOf(option));
  });

  const api = {
    /** Other suggestions; none closes the list. @param {readonly Suggestion[]} suggestions */
    show(suggestions) {
      shown = suggestions;
      const options = suggestions.map(({ label }, at) =>
        element("li", { role: "option", id: `suggestie-${at}`, "aria-selected": "false" }, label),
      );
      active = -1;
      list.replaceChildren(...options);
      if (options.length) list.scrollLeft = 0; // to ask for it lays out the page
      toggle(suggestions.length > 0 && document.activeElement === field);
      const text = suggestions.length === 1 ? "1 suggestie" : `${suggestions.length} suggesties`;
      count.textContent = isOpen() ? `${text}, te kiezen met de pijltjes` : "";
    },
  };
  return api;
}
