/** The pages of the choice: finds the practices of the list in the address, reports what it can't find, and shows the page. */

import { button, element, one, scripts } from "../engine/nodes.js";
import { beside } from "./beside.js";
import { MOST, parse } from "./list.js";
import { practices } from "./memo.js";
import { createParts } from "./parts.js";
import { picking } from "./picking.js";
import { writing } from "./writing.js";

/** @typedef {import("./bewaar.js").Kept} Kept */

const kept = /** @type {Kept} */ (/** @type {any} */ (window).kbKeuzelijst);
const page = one("[data-choice]");
const status = one("[data-choice-status]");
const said = element("div");
const offered = element("div");
one("[data-choice-notes]").append(said, offered);
/** @type {ReadonlyMap<string, string>} */
let renamed = new Map();
/** What the address asked for and is not there; said as long as the page stands. @type {string[]} */
const reports = [];
const over = parse(kept.given).over;
if (over) reports.push(`In het adres staan te veel praktijken. De eerste ${MOST} tellen mee; ${over} niet.`);

const parts = createParts(scripts(document), window, one("#keuze-manifest").textContent ?? "");
const desk = {
  kept,
  parts,
  body: one("[data-choice-body]"),
  offer: (/** @type {Node | null} */ node) => offered.replaceChildren(...(node ? [node] : [])),
  renamed: () => renamed,
};
const views = new Map(Object.entries({ keuzelijst: picking, vergelijken: beside, memo: writing }));
const view = views.get(page.dataset.choice ?? "")?.(desk);
let latest = 0;

async function show() {
  const mine = (latest += 1);
  page.setAttribute("aria-busy", "true");
  try {
    const ids = kept.ids();
    const [manifest, found] = await Promise.all([parts.manifest(), parts.find(ids)]);
    if (mine !== latest) return;
    report(found);
    const now = found.choices.map(({ id }) => id);
    if (String(now) !== String(ids)) {
      kept.set(now); // which brings us here again
      return;
    }
    status.textContent = now.length ? practices(now.length) : "Je keuzelijst is leeg";
    one("[data-choice-empty]").hidden = now.length > 0;
    view?.(manifest, found.choices);
    tell([]);
  } catch (error) {
    if (mine === latest) tell([element("p", { class: "notice", role: "alert" }, `${/** @type {Error} */ (error).message} `, button("Probeer het opnieuw", show))]);
  }
  page.setAttribute("aria-busy", "false");
}

/** @param {import("./parts.js").Found} found */
function report(found) {
  renamed = new Map([...renamed, ...found.renamed]);
  for (const choice of found.choices) {
    const old = [...found.renamed].filter(([, now]) => now === choice.id).map(([id]) => id);
    if (old.length) reports.push(`“${old.join("”, “")}” heet nu “${choice.title}”.`);
  }
  const { unknown } = found;
  if (unknown.length) reports.push(`${unknown.length === 1 ? "Deze praktijk kennen we niet" : "Deze praktijken kennen we niet"} (meer): ${unknown.join(", ")}.`);
}

/** @param {Node[]} trouble */
function tell(trouble) {
  said.replaceChildren(...trouble, ...reports.map((text) => element("p", { class: "notice" }, text)));
}

/** Whoever follows a link to another list has not asked to lose their own. */
function offerBefore() {
  if (!kept.before.length) return;
  const back = button("Zet die terug", () => {
    desk.offer(null);
    kept.set(kept.before, "Je vorige keuzelijst is terug.");
  });
  desk.offer(element("p", { class: "notice" }, `Hiervoor had je een andere keuzelijst, met ${practices(kept.before.length)}.`, back));
}

offerBefore();
document.addEventListener("kb-keuzelijst", show);
void show();
