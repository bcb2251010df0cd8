/** Takes each picture three times: light, dark, and in a small window. As WebP, which a page of the lab itself makes: a third of the PNG. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';
import { channel } from '../../shared/ipc/channels.ts';
import { resize } from '../e2e/lab-page.ts';
import type { Lab } from '../e2e/launch.ts';

export class Camera {
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** The window as most pictures show it. */
  wide(): Promise<void> {
    return resize(this.#lab, 1440, 900);
  }

  async take(name: string): Promise<void> {
    await this.#theme('light');
    await this.#picture(`${name}-light`);
    await this.#theme('dark');
    await this.#picture(`${name}-dark`);
    await this.#theme('light');
    await resize(this.#lab, 1024, 700);
    await this.#picture(`${name}-narrow`);
    await this.wide();
  }

  async #theme(name: 'light' | 'dark'): Promise<void> {
    const { app, page } = this.#lab;
    const now = await page.evaluate(() => document.documentElement.dataset.theme);
    // As the menu says it: a dialog may be open, and its keys are its own.
    if (now !== name) await app.evaluate(({ BrowserWindow }, on) => BrowserWindow.getAllWindows()[0]!.webContents.send(on, { id: 'theme.toggle' }), channel('command'));
    await page.locator(`html[data-theme="${name}"]`).waitFor();
  }

  async #picture(name: string): Promise<void> {
    const { page } = this.#lab;
    // Until charts and lanes are drawn anew.
    await page.waitForTimeout(400);
    const png = await page.screenshot();
    if (process.env.SHOTS_PNG) await writeFile(path.join(process.env.SHOTS_PNG, `${name}.png`), png);
    const webp = await page.evaluate(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.7 })).arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    }, `data:image/png;base64,${png.toString('base64')}`);
    await writeFile(path.join(root, 'docs/images', `${name}.webp`), Buffer.from(webp, 'base64'));
  }
}
