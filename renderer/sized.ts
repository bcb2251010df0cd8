/**
 * Until the page has a size. On a busy machine its scripts may run before the window has told it one: panes that are arranged in nothing share
 * the window in equal parts, and stay like that.
 */
export function sized(root: Element): Promise<void> {
  return new Promise((done) => {
    // It calls back at once where there is a size, and else when there is one.
    const observer = new ResizeObserver(() => {
      if (root.clientWidth === 0) return;
      observer.disconnect();
      done();
    });
    observer.observe(root);
  });
}
