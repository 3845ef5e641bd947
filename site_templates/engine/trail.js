/** Keeps the address in step with the page, and decides to which states the back button returns. */

/** A browser refuses to change the address too often, or complains about it (Safari: 100 times in 30 seconds). */
const MOST = 80;
const WINDOW = 30_000;

/**
 * The trail of one page. Words that are being typed change the present entry; what the reader settles on (enter, a
 * filter, another order) is an entry of its own, and so are the words that were typed before it.
 * @param {Pick<History, "pushState" | "replaceState">} history
 * @param {string} page the address of the page without a question
 * @param {() => number} now milliseconds
 */
export function createTrail(history, page, now) {
  let settled = "";
  let current = "";
  let written = "";
  /** @type {number[]} */
  let moments = [];

  /** @param {"pushState" | "replaceState"} how @param {string} address */
  const put = (how, address) => {
    moments.push(now());
    written = address;
    try {
      history[how](null, "", address || page);
    } catch {
      // The search goes on; only this address can't be shared or returned to.
    }
  };

  const trail = {
    /** The reader came here: on the page, or with back or forward. @param {string} address @param {string} shown */
    arrive(address, shown) {
      settled = current = address;
      written = shown;
      if (shown !== address) put("replaceState", address);
    },

    /** Typed, and maybe not done yet; `follow` writes it. @param {string} address */
    type(address) {
      current = address;
    },

    /** Writes what was typed, if that may be written again so soon. */
    follow() {
      moments = moments.filter((moment) => moment > now() - WINDOW);
      if (moments.length < MOST) trail.flush();
    },

    /** What is left to write, now that the reader leaves the field. */
    flush() {
      if (current !== written) put("replaceState", current);
    },

    /** More of the same: no step to go back over. @param {string} address */
    extend(address) {
      if (settled === current) settled = address;
      current = address;
      trail.flush();
    },

    /** What the reader settled on. @param {string} address */
    settle(address) {
      if (current !== settled) {
        put("replaceState", settled);
        put("pushState", current);
      }
      if (address !== current) put("pushState", address);
      settled = current = address;
    },
  };
  return trail;
}
