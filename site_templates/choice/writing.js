/** The page of the memo: what the reader writes stands in the address at once, and the memo follows. */

import { button, element, one } from "../engine/nodes.js";
import { copy, shared, sharing } from "./desk.js";
import { withList } from "./list.js";
import { memo } from "./memo.js";
import { blockHtml, blockNode, blockText } from "./paper.js";
import { LONGEST, readRemarks, writeRemarks } from "./remarks.js";

/** @typedef {import("./remarks.js").Remarks} Remarks */
/** @typedef {import("./parts.js").Choice} Choice */

/** The address follows when the reader stops typing for so many milliseconds: browsers limit how often it changes. */
const PAUSE = 300;

/** @param {import("./desk.js").Desk} desk @returns {import("./desk.js").Show} */
export function writing(desk) {
  const { body, kept, parts } = desk;
  const form = element("form", { class: "memo-form" });
  const paper = element("article", { class: "memo", "aria-label": "De memo" });
  const bar = element("div", { class: "actions memo-actions" });
  form.addEventListener("submit", (event) => event.preventDefault());
  /** @type {Remarks} */
  let remarks = readRemarks(location.hash);
  let dossier = new URLSearchParams(location.search).get("vragen") ?? "";
  let timer = 0;
  let drawn = 0;
  /** @type {[import("./parts.js").Manifest, readonly Choice[]]} */
  let last;

  /** @param {Partial<Remarks>} change */
  function write(change) {
    remarks = { ...remarks, ...change };
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
    void draw();
  }

  function settle() {
    clearTimeout(timer);
    try {
      history.replaceState(history.state, "", address());
    } catch {
      // A browser may refuse; the buttons below the form carry the memo all the same.
    }
    for (const link of document.querySelectorAll("[data-choice-tab]")) link.setAttribute("href", tab(link));
  }

  /** @param {Element} link */
  const tab = (link) => (link.getAttribute("href") ?? "").replace(/#.*/, "") + hash();
  const hash = () => writeRemarks(remarks, kept.ids());
  const address = () => withList(dossier ? `memo.html?vragen=${encodeURIComponent(dossier)}` : "memo.html", kept.ids()) + hash();

  async function draw() {
    const [manifest, choices] = last;
    const mine = (drawn += 1);
    const questions = dossier ? await parts.questions(dossier).catch(() => []) : [];
    if (mine !== drawn) return;
    const day = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
    const share = shared(manifest.base, address());
    const blocks = memo({ manifest, choices, remarks, questions, day, share });
    paper.replaceChildren(...blocks.map(blockNode));
    for (const tables of paper.querySelectorAll(".memo-beside")) { // wider than a phone: the keyboard can scroll them too
      for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "De feiten naast elkaar"]]) tables.setAttribute(name, value);
    }
    const whole = (/** @type {string} */ href) => (/^(https?:|mailto:|tel:)/.test(href) ? href : href.startsWith("#") ? "" : shared(manifest.base, href));
    const copied = button("Kopieer als tekst", () => copy(desk, blocks.map((block) => blockText(block, whole)).join(""), blocks.map((block) => blockHtml(block, whole)).join("")));
    const focused = [...bar.children].indexOf(/** @type {Element} */ (document.activeElement));
    bar.replaceChildren(button("Druk af of bewaar als pdf", () => print()), copied, ...sharing(desk, share, remarks.title.trim() || `Memo: ${choices.length} uit ${manifest.site}`));
    /** @type {HTMLElement | undefined} */ (bar.children[focused])?.focus();
  }

  /** The fields, made once for a list: who types keeps the focus. */
  function fields() {
    const [manifest, choices] = last;
    const title = field("Titel", element("input", { maxlength: String(LONGEST.title), value: remarks.title }), (value) => write({ title: value }));
    const text = field("Waarom leg je dit voor? Wat vraag je?", area(LONGEST.text, remarks.text, 3), (value) => write({ text: value }));
    const by = choices.map(({ id, title: name }) =>
      field(name, area(LONGEST.by, Object.hasOwn(remarks.by, id) ? remarks.by[id] : "", 2), (value) => write({ by: { ...remarks.by, [id]: value } })));
    const open = choices.some(({ id }) => Object.hasOwn(remarks.by, id));
    const more = element("details", open ? { open: "" } : {}, element("summary", {}, "Een opmerking bij een praktijk"), ...by);
    const note = element("p", { class: "note" }, "Wat je hier schrijft, staat alleen in het adres van deze pagina, achter het hekje. Het gaat niet naar een server. Wie de link krijgt, leest het mee.");
    form.replaceChildren(title, text, more, ...asking(manifest.dossiers), note);
  }

  /** @param {readonly [string, string, string][]} dossiers */
  function asking(dossiers) {
    if (!dossiers.length) return [];
    const options = dossiers.map(([id, title]) => element("option", { value: id }, title));
    const choice = element("select", {}, element("option", { value: "" }, "Geen vragen"), ...options);
    choice.value = dossiers.some(([id]) => id === dossier) ? dossier : "";
    return [field("Vragen uit een dossier erbij", choice, (value) => {
      dossier = value;
      write({});
    })];
  }

  addEventListener("hashchange", () => {
    const given = readRemarks(location.hash);
    if (writeRemarks(given, kept.ids()) === hash()) return;
    remarks = given;
    fields();
    void draw();
  });
  keepHash();

  return (manifest, choices) => {
    last = [manifest, choices];
    if (!choices.length) {
      body.replaceChildren();
      return;
    }
    remarks = { ...remarks, by: { ...remarks.by, ...renamed(remarks, desk.renamed()) } };
    fields();
    body.replaceChildren(element("section", { class: "memo-desk" }, form, bar), paper);
    settle();
    void draw();
  };
}

/** Remarks at practices that have another id now. @param {Remarks} remarks @param {ReadonlyMap<string, string>} names */
const renamed = ({ by }, names) => Object.fromEntries([...names].flatMap(([old, now]) => (Object.hasOwn(by, old) ? [[now, by[old]]] : [])));

/** @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control @param {string} label @param {Control} control @param {(value: string) => void} act */
function field(label, control, act) {
  control.addEventListener("input", () => act(control.value));
  return element("label", { class: "field" }, element("span", {}, label), control);
}

/** @param {number} longest @param {string} value @param {number} rows */
function area(longest, value, rows) {
  const made = element("textarea", { maxlength: String(longest), rows: String(rows) });
  made.value = value;
  return made;
}

/** Links within the page lead to their place without taking that of the remarks in the address. */
function keepHash() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    const id = link && link.getAttribute("href")?.slice(1);
    if (!id) return;
    event.preventDefault();
    const target = one(`#${CSS.escape(id)}`);
    target.tabIndex = -1;
    target.focus();
    target.scrollIntoView();
  });
}
