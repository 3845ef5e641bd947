/** While the reader presses, nothing is put in its way: a click on what moved from under the pointer is lost. */

/** Who presses longer does not click: by then what waits may come, also where a release is not told (outside the window). */
const LONGEST = 1000;

/** Gives what waits until nothing is pressed. @param {EventTarget} target @returns {() => Promise<unknown>} */
export function createPress(target) {
  /** @type {Promise<unknown>} */
  let released = Promise.resolve();
  target.addEventListener(
    "pointerdown",
    () => {
      released = new Promise((done) => {
        setTimeout(done, LONGEST);
        const soon = () => setTimeout(done); // the click comes before that
        target.addEventListener("pointerup", soon, { capture: true, once: true });
      });
    },
    true,
  );
  return () => released;
}
