// In the window: how long after a key or a click the player shows the state there, and the frame with it has been drawn.

/** ms after the key or click. @typedef {{ shown: number, drawn: number, still: number }} Lap */

/** Runs in the page. Each lap begins with `arm()`, and `lap` says what came of it. */
export function installStopwatch() {
  const player = /** @type {HTMLElement} */ (document.querySelector('section[aria-label="Player"]'));
  const anything = { subtree: true, childList: true, attributes: true, characterData: true };
  let start = 0;
  let lastChange = 0;
  for (const event of ['keydown', 'pointerdown']) addEventListener(event, ({ timeStamp }) => (start = timeStamp), { capture: true, passive: true });
  new MutationObserver(() => (lastChange = performance.now())).observe(document.body, anything);

  const taken = () => Number.parseInt(player.querySelector('output')?.textContent ?? '', 10);
  const settled = () => player.querySelector('[aria-label="Where each thread stands"]')?.getAttribute('aria-busy') === 'false';

  /** The state after another number of steps is in the document. */
  const shownAfter = (/** @type {number} */ before) => new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (taken() === before || !settled()) return;
      observer.disconnect();
      resolve(performance.now());
    });
    observer.observe(player, anything);
  });

  /** The callback comes before the frame is drawn, a message sent in it after that. */
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage(null);
  }));

  const next = async () => {
    const shown = await shownAfter(taken());
    const frame = await drawn();
    // What follows later, such as the editor, is waited for: the next lap begins on a quiet window.
    await new Promise((resolve) => setTimeout(resolve, 250));
    return { shown: shown - start, drawn: frame - start, still: lastChange - start };
  };
  Object.assign(globalThis, { stopwatch: { taken, lap: null, arm() { this.lap = next(); } } });
}
