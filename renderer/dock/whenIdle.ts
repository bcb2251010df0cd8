/** Work that can wait: a piece each time that the window has nothing else to do, and none before the editor is there. */
let before: Promise<unknown> = import('../editor/EditorPane.vue').catch(() => {});

/** Answers how to do without it. */
export function whenIdle(work: () => void): () => void {
  let wanted = true;
  const doIt = (resolve: (done: void) => void): void => {
    if (wanted) work();
    resolve();
  };
  before = before.then(() => new Promise<void>((resolve) => requestIdleCallback(() => doIt(resolve))));
  return () => void (wanted = false);
}
