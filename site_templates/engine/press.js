/** While the reader presses, nothing is put in its way: a click on what moved from under the pointer is lost. */

/** About a second. Who presses longer does not click; nor does a page wait for ever that was never told of a release. */
const FRAMES = 60;

/** Done when nothing is pressed, and its click has come. */
export async function released() {
  for (let left = FRAMES; left && document.querySelector(":active"); left--) await new Promise(requestAnimationFrame);
}
