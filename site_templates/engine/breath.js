/** A pause in which the browser may do something else: one long task makes a page that does not answer. */

/** Goes on with a value in a task of its own. @template T @param {T} value @returns {Promise<T>} */
export function breath(value) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = () => {
      port1.close();
      done(value);
    };
    port2.postMessage(null);
  });
}

/** Ms of work after which the browser may do something else first; after less it would only make the titles wait for a frame. */
const SHORT = 8;

/** Gives what is awaited between two pieces of work: it goes on at once, or in a task of its own when the work took long. */
export function breather() {
  let begun = performance.now();
  return async () => {
    if (performance.now() - begun < SHORT) return;
    await breath(null);
    begun = performance.now();
  };
}
