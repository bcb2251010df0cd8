/** What the end-to-end tests do to the window, in a person's words. */
import { expect } from 'vitest';
import type { ElectronApplication, Locator, Page } from 'playwright-core';

/** Waits for so many frames: what the window does with the next one is done by then. */
export async function drawn(page: Page, frames = 2): Promise<void> {
  await page.evaluate((left) => new Promise<void>((done) => {
    const next = (): unknown => (left-- > 0 ? requestAnimationFrame(next) : done());
    next();
  }), frames);
}

/** Waits for the editor to show its document and for the compiler's first word on it. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await settled(page);
}

/** Waits until what was typed has been checked. */
export async function settled(page: Page): Promise<void> {
  // From a text that has come on, the bar says that it is being checked: it is drawn with it.
  await drawn(page);
  await page.locator('footer[aria-busy="false"]').waitFor();
}

/** Replaces the text of the document in front. */
export async function typeAll(page: Page, text: string): Promise<void> {
  await page.locator('.monaco-editor .editor-scrollable').first().click({ position: { x: 40, y: 4 } });
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
  await settled(page);
}

/** Puts the caret on a name. A lens that comes meanwhile moves the lines, and a click would hit another one. */
export async function caretOn(page: Page, name: string): Promise<void> {
  const word = page.locator('.monaco-editor .view-line span', { hasText: name }).last();
  const caret = page.locator('.monaco-editor.focused .cursors-layer > .cursor');
  await expect.poll(async () => {
    await word.click();
    await drawn(page);
    const [at, from] = await Promise.all([caret.boundingBox(), word.boundingBox()]);
    return at !== null && from !== null && Math.abs(at.y - from.y) < from.height / 2 && at.x >= from.x && at.x <= from.x + from.width;
  }).toBe(true);
}

/** A pane, brought to the front. */
export async function pane(page: Page, name: string): Promise<Locator> {
  await page.getByRole('tab', { name, exact: true }).click();
  const region = page.locator(`section[aria-label="${name}"]`);
  await region.waitFor();
  return region;
}

export async function openShipped(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Library' }).getByText(title, { exact: true }).click();
  await settled(page);
}

// In the bar: a lens of the editor may be called the same.
const runBar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Run', exact: true });
export const runButton = (page: Page): Locator => runBar(page).getByRole('button', { name: 'Run', exact: true });
export const stopButton = (page: Page): Locator => runBar(page).getByRole('button', { name: 'Stop', exact: true });

/** Waits for what may be gone with the next sample: the page looks itself, at each frame. */
export async function flashes(page: Page, selector: string, text: RegExp): Promise<void> {
  await page.evaluate(([where, what]) => new Promise<void>((seen) => {
    const look = (): unknown => ([...document.querySelectorAll(where)].some(({ textContent }) => new RegExp(what).test(textContent!.trim())) ? seen() : requestAnimationFrame(look));
    look();
  }), [selector, text.source] as const);
}

/** Stops the session and waits for its report. */
export async function stop(page: Page): Promise<Locator> {
  await stopButton(page).click();
  await runButton(page).waitFor();
  return pane(page, 'Session');
}

/** A counter's total as the table shows it. */
export async function counter(page: Page, name: string): Promise<number> {
  const cells = page.locator(`[data-counter="${name}"] td`);
  return (await cells.count()) === 0 ? 0 : Number((await cells.nth(1).innerText()).replaceAll(',', ''));
}

/** Waits until a number is above another one: patience, not a measure of time. */
export async function grows(read: () => Promise<number>, above: number): Promise<void> {
  await expect.poll(read, { timeout: 60_000, interval: 200 }).toBeGreaterThan(above);
}

/** The share of an element's pixels that have a colour rather than a grey. */
export async function colourfulness(page: Page, element: Locator): Promise<number> {
  return colourOf(page, await element.screenshot());
}

/** The same of a PNG. */
export async function colourOf(page: Page, png: Buffer): Promise<number> {
  const picture = `data:image/png;base64,${png.toString('base64')}`;
  return page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    let coloured = 0;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = [data[at]!, data[at + 1]!, data[at + 2]!];
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
    }
    return coloured / (data.length / 4);
  }, picture);
}

/** Answers the next dialogs with this path, as if the person had chosen it. */
export async function choose(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

/** The window's own size, in pixels, without its frame. */
export const sizeOf = (app: ElectronApplication): Promise<number[]> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getContentSize());

/** Makes the window so wide and high, and waits until its page is, and the panes are: they hear of it with a frame. */
export async function resize({ app, page }: { app: ElectronApplication; page: Page }, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]!.setContentSize(w!, h!), [width, height]);
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
  await drawn(page, 3);
}
