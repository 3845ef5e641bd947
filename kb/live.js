// @ts-check
/* What `kb serve` adds to each page: reload when the site is new, and what is wrong over the last good site. */
(() => {
  "use strict";

  /** @typedef {{ place: string, kind: string, code: string, message: string, hint: string }} Problem */
  /** @typedef {{ site: string, seen: string, busy: boolean, good: boolean, stands: boolean, trouble: string, problems: Problem[] }} News */

  const shown = document.currentScript?.dataset.site;
  const box = document.createElement("aside");
  const tab = document.createElement("button");
  const list = document.createElement("div");
  box.className = "kb-live";
  box.setAttribute("aria-label", "kb serve");
  tab.type = "button";
  tab.className = "kb-live-tab";
  list.className = "kb-live-list";
  list.setAttribute("role", "alert");
  box.append(tab, list);
  tab.addEventListener("click", () => open(Boolean(list.hidden)));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });
  document.body.append(box);
  say({ site: "", seen: "", busy: false, good: true, stands: true, trouble: "", problems: [] });
  follow();

  /** @param {boolean} wide */
  function open(wide) {
    list.hidden = !wide || !list.childElementCount;
    tab.setAttribute("aria-expanded", String(!list.hidden));
  }

  /** @param {string} name @param {string} text @param {string} [className] */
  function element(name, text, className) {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  /** @param {number} number @param {string} one @param {string} more */
  function counted(number, one, more) {
    return number ? [`${number} ${number === 1 ? one : more}`] : [];
  }

  /** @param {News} news */
  function headline(news) {
    if (news.busy) return "Bezig met vernieuwen …";
    const wrong = news.problems.filter((problem) => problem.kind === "fout").length;
    const numbers = [
      ...counted(wrong, "fout", "fouten"),
      ...counted(news.problems.length - wrong, "waarschuwing", "waarschuwingen"),
    ].join(" en ");
    if (news.good) return numbers;
    const site = news.stands ? "Dit is de laatste goede site." : "Er is nog geen site.";
    return `${numbers || "Er gaat iets mis"}. ${site}`;
  }

  /** @param {string} text */
  function place(text) {
    const found = /^(.*):(\d+):\d+$/.exec(text);
    return element("span", found ? `${found[1]}, regel ${found[2]}` : text);
  }

  /** A sentence with what stands between `these` as code. @param {string} text @param {string} className */
  function worded(text, className) {
    const line = element("p", "", className);
    line.append(...text.split("`").map((part, number) => (number % 2 ? element("code", part) : part)));
    return line;
  }

  /** @param {Problem} problem */
  function item(problem) {
    const row = document.createElement("li");
    row.className = problem.kind === "fout" ? "kb-live-fout" : "";
    row.append(element("strong", `${problem.kind}[${problem.code}]`), place(problem.place), worded(problem.message, ""));
    if (problem.hint) row.append(worded(problem.hint, "kb-live-hint"));
    return row;
  }

  /** @param {News} news */
  function say(news) {
    const text = headline(news);
    box.hidden = !text;
    box.classList.toggle("kb-live-wrong", !news.good);
    tab.textContent = text;
    if (news.busy) return;
    list.replaceChildren();
    if (news.trouble) list.append(element("pre", news.trouble));
    if (news.problems.length) {
      const rows = document.createElement("ol");
      rows.append(...news.problems.map(item));
      list.append(rows);
    }
    open(!news.good);
  }

  async function follow() {
    let seen = "";
    for (;;) {
      try {
        const answer = await fetch(`/__kb/nieuws?gezien=${encodeURIComponent(seen)}`);
        /** @type {News} */
        const news = await answer.json();
        if (news.site !== shown) return location.reload();
        if (news.seen !== seen) say(news);
        seen = news.seen;
      } catch {
        box.hidden = false;
        tab.textContent = "kb serve is gestopt. Start het opnieuw; deze pagina komt dan vanzelf terug.";
        seen = "";
        await new Promise((again) => setTimeout(again, 1000));
      }
    }
  }
})();
