/** The page of the list: its order, what is taken away, and where it can go. */

import { button, element } from "../engine/nodes.js";
import { download, shared, sharing } from "./desk.js";
import { remember, remembered, withList } from "./list.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./parts.js").Choice} Choice */

/** @param {Desk} desk @returns {import("./desk.js").Show} */
export function picking(desk) {
  const { kept, body } = desk;

  /** @param {Choice} choice @param {number} step */
  function move({ id, title }, step) {
    const ids = [...kept.ids()];
    const from = ids.indexOf(id);
    const to = from + step;
    if (to < 0 || to >= ids.length) {
      kept.tell(`“${title}” staat al ${step < 0 ? "bovenaan" : "onderaan"}.`);
      return;
    }
    ids.splice(to, 0, ...ids.splice(from, 1));
    kept.set(ids, `“${title}” staat nu op plaats ${to + 1} van ${ids.length}.`);
  }

  /** Another list, with the offer to go back to the one that was. @param {readonly string[]} ids @param {string} said */
  function replace(ids, said) {
    const before = kept.ids();
    kept.set(ids, said);
    const back = button("Zet terug", () => {
      kept.set(before, "Teruggezet.");
      desk.offer(null);
      body.querySelector("button")?.focus();
    });
    desk.offer(element("p", { class: "notice" }, `${said} `, back));
    back.focus();
  }

  /** @param {Choice} choice @param {number} at @param {number} count */
  function item(choice, at, count) {
    const named = (/** @type {string} */ text, /** @type {() => void} */ act, /** @type {string} */ name) => {
      const made = button(text, act);
      made.append(element("span", { class: "unseen" }, ` ${choice.title}`));
      made.dataset.act = `${name} ${choice.id}`;
      return made;
    };
    const up = named("Omhoog", () => move(choice, -1), "up");
    const down = named("Omlaag", () => move(choice, 1), "down");
    if (!at) up.setAttribute("aria-disabled", "true");
    if (at === count - 1) down.setAttribute("aria-disabled", "true");
    const away = named("Haal weg", () => replace(kept.ids().filter((id) => id !== choice.id), `“${choice.title}” is weg.`), "away");
    const title = element("a", { href: choice.href, ...(choice.lang && { lang: choice.lang }) }, choice.title);
    return element("li", {},
      element("h2", {}, title),
      element("p", { class: "note" }, choice.meta),
      element("p", { class: "choice-summary", ...(choice.lang && { lang: choice.lang }) }, choice.summary),
      element("p", { class: "actions" }, up, down, away),
    );
  }

  /** What this device remembers: said, and for the reader to change. @param {readonly string[]} ids */
  function memory(ids) {
    const stored = remembered();
    const same = stored === String(ids);
    const keep = button(stored === null ? "Onthoud op dit apparaat" : "Onthoud deze lijst", () => {
      const done = remember(String(kept.ids()));
      kept.tell(done ? "Dit apparaat onthoudt je keuzelijst." : "Je browser staat het niet toe om iets te onthouden.");
      show();
    });
    const forget = button("Vergeet", () => {
      remember(null);
      kept.tell("Dit apparaat onthoudt je keuzelijst niet meer.");
      show();
    });
    const said = stored === null
      ? "Je keuzelijst staat alleen in het adres van deze pagina. Maak er een bladwijzer van, of laat dit apparaat haar onthouden. Doe dat niet op een computer die je deelt."
      : same ? "Dit apparaat onthoudt deze lijst, tot je op Vergeet drukt." : "Dit apparaat onthoudt een andere lijst.";
    const other = stored && !same ? [element("a", { class: "button", href: withList("keuzelijst.html", stored.split(",")) }, "Open die lijst")] : [];
    const buttons = stored === null ? [keep] : same ? [forget] : [...other, keep, forget];
    return element("section", {}, element("h2", {}, "Onthouden"), element("p", {}, said), element("p", { class: "actions" }, ...buttons));
  }

  /** @type {[import("./parts.js").Manifest, readonly Choice[]]} */
  let last;
  const show = () => {
    const [manifest, choices] = last;
    const ids = choices.map(({ id }) => id);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.act;
    if (!choices.length) {
      body.replaceChildren(...(remembered() ? [memory(ids)] : []));
      return;
    }
    const table = button("Download als CSV", async () => download("keuzelijst.csv", await desk.parts.table(ids)));
    const empty = button("Maak de lijst leeg", () => replace([], "Je keuzelijst is leeg."));
    const address = shared(manifest.base, withList("keuzelijst.html", ids));
    body.replaceChildren(
      element("ol", { class: "choices" }, ...choices.map((choice, at) => item(choice, at, choices.length))),
      element("p", { class: "actions choice-on" },
        element("a", { class: "button", href: "vergelijken.html" }, "Leg ze naast elkaar"),
        element("a", { class: "button", href: "memo.html" }, "Maak een memo"),
      ),
      element("section", {},
        element("h2", {}, "Delen en bewaren"),
        element("p", { class: "actions" }, table, ...sharing(desk, address, `Keuzelijst: ${choices.length} uit ${manifest.site}`), empty),
      ),
      memory(ids),
    );
    if (focused) /** @type {HTMLElement | null} */ (body.querySelector(`[data-act="${CSS.escape(focused)}"]`))?.focus();
  };
  return (manifest, choices) => {
    last = [manifest, choices];
    show();
  };
}
