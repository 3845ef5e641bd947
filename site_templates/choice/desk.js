/** What the three pages of the choice share: buttons, addresses for others, the clipboard, a file to download. */

import { button, element } from "../engine/nodes.js";

/**
 * @typedef {object} Desk What a page of the choice works with.
 * @property {import("./bewaar.js").Kept} kept
 * @property {import("./parts.js").Parts} parts
 * @property {HTMLElement} body
 * @property {(node: Node | null) => void} offer a line above the page, or none
 * @property {() => ReadonlyMap<string, string>} renamed today's id by the former one that was asked for
 */

/** @typedef {(manifest: import("./parts.js").Manifest, choices: readonly import("./parts.js").Choice[]) => void} Show */

/** The address of a page of ours for others; "" when this site stands on a disk and has no address. @param {string} base @param {string} path */
export function shared(base, path) {
  if (base) return base + path;
  return location.protocol === "file:" ? "" : new URL(path, location.href).href;
}

/** Puts a text on the clipboard and says so. @param {Desk} desk @param {string} text @param {string} [html] */
export async function copy({ kept }, text, html = "") {
  const done = (await written(text, html).catch(() => false)) || selected(text, html);
  kept.tell(done ? "Gekopieerd." : "Kopiëren lukte niet. Selecteer de tekst en kopieer haar zelf.");
}

/** @param {string} text @param {string} html */
async function written(text, html) {
  const kinds = { "text/plain": text, ...(html && { "text/html": html }) };
  const blobs = Object.entries(kinds).map(([type, value]) => [type, new Blob([value], { type })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  return true;
}

/** The older way, for a site on a disk or a server without https. @param {string} text @param {string} html */
function selected(text, html) {
  /** @param {ClipboardEvent} event */
  const fill = (event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
    if (html) event.clipboardData?.setData("text/html", html);
  };
  document.addEventListener("copy", fill);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}

/** Lets the browser save a text as a file. @param {string} name @param {string} text */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** "Kopieer de link" and "Mail", where there is an address that others can open. @param {Desk} desk @param {string} address @param {string} subject */
export function sharing(desk, address, subject) {
  if (!address) return [element("p", { class: "note" }, "Deze site staat op een schijf. Een link hierheen werkt alleen op dit apparaat.")];
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(`${subject}\n\n${address}\n`)}`;
  return [button("Kopieer de link", () => copy(desk, address)), element("a", { class: "button", href: mail }, "Mail de link")];
}
