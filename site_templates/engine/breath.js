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
