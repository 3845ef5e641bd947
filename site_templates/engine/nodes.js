/** Finds and makes elements, so that no text is ever read as HTML. */

/** The element that the page's template has. @param {string} selector @returns {HTMLElement} */
export const one = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that does something when it is pressed. @param {string} text @param {() => void} act */
export function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

/** @typedef {(address: string) => Promise<unknown>} Run loads a script of ours */

/**
 * Loads by script elements, the only way that also works from disk.
 * @param {Document} document @param {string} [base] stands before each address @returns {Run}
 */
export const scripts = (document, base = "") => (address) => {
  const script = document.createElement("script");
  script.src = base + address;
  return new Promise((done, fail) => {
    script.onload = done;
    script.onerror = () => fail(new Error(address));
    document.head.append(script);
  }).finally(() => script.remove());
};

/**
 * The text with its hits in `mark`.
 * @param {string} text @param {readonly (readonly [number, number])[]} ranges from and to, in order
 */
export function marked(text, ranges) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let done = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(done, start), element("mark", {}, text.slice(start, end)));
    done = end;
  }
  return [...pieces, text.slice(done)];
}

/**
 * Puts other things in a box at one go. A focus that stood on a button in it moves to the button that took its place,
 * or out of the box when there is none.
 * @param {HTMLElement} box @param {HTMLElement} outside @param {...(Node | string)} children
 */
export function refill(box, outside, ...children) {
  const buttons = () => [...box.querySelectorAll("button")];
  const focused = buttons().findIndex((one) => one === document.activeElement);
  box.replaceChildren(...children);
  if (focused < 0) return;
  const left = buttons();
  (left[Math.min(focused, left.length - 1)] ?? outside).focus();
}
