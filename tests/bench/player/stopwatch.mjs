// In the window: how long after a key or a click the player shows the state there, and the frame with it is on the screen.

/** ms after the key or click. @typedef {{ shown: number, drawn: number, still: number }} Lap */

/** Runs in the page. Each lap begins with `arm()`, and `lap` says what came of it. */
export function installStopwatch() {
  const player = /** @type {HTMLElement} */ (document.querySelector('section[aria-label="Player"]'));
  const anything = { subtree: true, childList: true, attributes: true, characterData: true };
  let start = 0;
  let lastChange = 0;
  for (const event of ['keydown', 'pointerdown']) addEventListener(event, ({ timeStamp }) => (start = timeStamp), { capture: true, passive: true });

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

  const paper = document.createElement('div');
  paper.style.cssText = 'position: fixed; top: 0; left: 0; width: 8px; height: 8px; contain: strict; pointer-events: none';
  document.body.append(paper);
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !paper.contains(target))) lastChange = performance.now();
  }).observe(document.body, anything);

  /** A letter that is written now is drawn by the frame that shows what else there is now, and of it Chromium says when it was on the screen. */
  const drawn = () => new Promise((resolve) => {
    const letter = document.createElement('div');
    letter.setAttribute('elementtiming', 'lap');
    letter.textContent = '·';
    const observer = new PerformanceObserver((list) => {
      const last = /** @type {PerformanceEntry & { renderTime: number }} */ (list.getEntries().at(-1));
      observer.disconnect();
      letter.remove();
      resolve(last.renderTime);
    });
    observer.observe({ type: 'element' });
    paper.append(letter);
  });

  const next = async () => {
    const shown = await shownAfter(taken());
    const frame = await drawn();
    // What follows later, such as the editor, is waited for: the next lap begins on a quiet window.
    await new Promise((resolve) => setTimeout(resolve, 250));
    return { shown: shown - start, drawn: frame - start, still: lastChange - start };
  };
  /** Nothing but a letter: what Chromium takes to bring a key to the screen. */
  const letter = async () => {
    await new Promise((resolve) => addEventListener('keydown', resolve, { once: true }));
    const shown = performance.now();
    const frame = await drawn();
    await new Promise((resolve) => setTimeout(resolve, 250));
    return { shown: shown - start, drawn: frame - start, still: frame - start };
  };
  Object.assign(globalThis, { stopwatch: { taken, lap: null, arm() { this.lap = next(); }, armLetter() { this.lap = letter(); } } });
}
