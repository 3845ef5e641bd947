/** What the pages of the peers share: a field, ten results with title and text, counts by facet; shown as our own page does. */

/** @typedef {{id: string, title: string, text: string}} Hit */
/** @typedef {{total: number, hits: Hit[], counts: Record<string, Record<string, number>>}} Answer */

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A text in which words stand between `<mark>` and `</mark>`. @param {string} text */
const marked = (text) => text.split("<mark>").flatMap((piece, at) => {
  const [inside, rest] = piece.split("</mark>");
  return at && rest !== undefined ? [element("mark", {}, inside), rest] : [piece];
});

/** @param {Hit} hit */
const card = ({ id, title, text }) =>
  element("li", { "data-id": id }, element("h3", {}, element("a", { href: `${id}.html` }, title)), element("p", {}, ...marked(text)));

/** @param {Answer["counts"]} counts */
const facets = (counts) => Object.entries(counts).map(([name, terms]) => {
  const labels = Object.entries(terms).map(([term, count]) => element("label", {}, term, " ", String(count)));
  return element("fieldset", {}, element("legend", {}, name), ...labels);
});

/** @param {(question: string) => Promise<Answer | null>} search null when a newer question came @param {() => unknown} prepare when the reader comes to the field */
export function mount(search, prepare) {
  const field = /** @type {HTMLInputElement} */ (document.querySelector("input[name=q]"));
  const list = /** @type {HTMLElement} */ (document.querySelector("#resultaten"));
  let latest = 0;

  async function run() {
    const question = field.value;
    const mine = (latest += 1);
    list.setAttribute("aria-busy", "true");
    const answer = question.trim() ? await search(question) : { total: 0, hits: [], counts: {} };
    if (!answer || mine !== latest) return;
    document.querySelector("[role=status]")?.replaceChildren(String(answer.total));
    document.querySelector("#facetten")?.replaceChildren(...facets(answer.counts));
    list.replaceChildren(...answer.hits.map(card));
    list.dataset.query = question;
    list.setAttribute("aria-busy", "false");
  }

  field.addEventListener("focus", prepare);
  field.addEventListener("input", run);
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) run();
}
