/**
 * Stands in every page before its own scripts (visit.py): says when the titles of a question stand, and which tasks
 * took long. Every site that is measured shows its results alike: `#resultaten[data-query] > li[data-id]`.
 */
(() => {
  /** @type {{question: string, done: (at: number) => void}[]} */
  let waits = [];
  /** @type {{start: number, ms: number}[]} */
  const tasks = [];

  /** @param {string} question */
  const stands = (question) => {
    const list = /** @type {HTMLElement | null} */ (document.querySelector("#resultaten"));
    const busy = list?.getAttribute("aria-busy") === "true";
    return list?.dataset.query === question && !busy && list.querySelector("li[data-id]") !== null;
  };

  const look = () => {
    const now = performance.now();
    const ready = waits.filter(({ question }) => stands(question));
    waits = waits.filter((wait) => !ready.includes(wait));
    for (const { done } of ready) done(now);
  };

  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ start: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });

  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /** In ms since the page was opened: `from`, when the titles stood; on the clock (epoch) when the reader saw them. @param {string} question */
  async function stood(question, from = 0) {
    const at = await new Promise((done) => {
      waits.push({ question, done });
      look();
    });
    await painted();
    return { ms: at - from, seen: performance.timeOrigin + performance.now() };
  }

  /** @param {string} question */
  function paste(question) {
    const field = /** @type {HTMLInputElement} */ (document.querySelector("input[name=q]"));
    const from = performance.now();
    field.focus();
    field.value = question;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return stood(question, from);
  }

  Object.assign(window, { bench: { stood, paste, tasks } });
})();
