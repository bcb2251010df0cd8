/** The page that a counterexample is exported into, in real Chromium with the network off. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { launchLab, type Lab } from './launch.ts';

const run = promisify(execFile);
const viewer = fileURLToPath(new URL('./page-viewer/main.cjs', import.meta.url));
const HOSTILE = '</script><img src=x onerror="globalThis.broken=1"><script>globalThis.broken=1</script><!--';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-page-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Explores a scenario that is violated, and exports the page of its counterexample. */
async function pageOf(name: string, scenario: string): Promise<string> {
  const recording = path.join(folder, `${name}.faultline`);
  const page = path.join(folder, `${name}.html`);
  const cli = (...args: string[]): Promise<unknown> => run(process.execPath, [path.join(root, 'out/main/cli.js'), ...args]);
  await cli('explore', scenario, '-o', recording, '--workers', '1').catch((error: { code: number }) => expect(error.code).toBe(1));
  await cli('export', recording, '--format', 'html', '-o', page);
  return page;
}

async function shown(file: string, look: (lab: Lab) => Promise<void>): Promise<void> {
  const lab = await launchLab({ appDir: viewer, args: [file] });
  try {
    await lab.page.locator('h1').waitFor();
    await look(lab);
    expect(await lab.app.evaluate(() => (globalThis as unknown as { refused: string[] }).refused)).toEqual([]);
    expect(lab.problems).toEqual([]);
  } finally {
    await lab.close();
  }
}

const position = (page: Page): Promise<string | null> => page.locator('.position').textContent();

describe('an exported page', () => {
  it('plays the counterexample: step, back, switch, scrub, play', async () => {
    await shown(await pageOf('page-walk', path.join(root, 'shared/scenarios/18-page-walk-unmarked.scenario.ts')), async ({ page }) => {
      const steps = Number((await position(page))!.split('/')[1]);
      expect(steps).toBeGreaterThan(5);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      expect(await position(page)).toBe(`1 / ${steps}`);
      const first = await page.locator('.list li').first().locator('.what').textContent();
      expect(await page.locator('.sentence').textContent()).toContain(first);
      await page.keyboard.press('.');
      expect(await page.locator('[aria-current] .name').textContent()).toBe(await page.locator('.card.went h2').evaluate((h) => [...h.childNodes].find((n) => n.nodeType === 3)!.textContent!.trim()));
      await page.keyboard.press('End');
      expect(await position(page)).toBe(`${steps} / ${steps}`);
      expect(await page.locator('.end').evaluate((end) => end.getBoundingClientRect().bottom <= end.parentElement!.getBoundingClientRect().bottom)).toBe(true);
      expect(await page.locator('.end').textContent()).toBe(await page.locator('.violation span').last().textContent());
      await page.getByRole('slider').fill('3');
      expect(await position(page)).toBe(`3 / ${steps}`);
      await page.getByRole('slider').fill(String(steps - 10));
      await page.getByRole('combobox').selectOption('10');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await expect.poll(() => position(page)).toBe(`${steps} / ${steps}`);
    });
  });

  it('shows the line of each thread in its source, and what the step changed', async () => {
    await shown(path.join(folder, 'page-walk.html'), async ({ page }) => {
      await page.keyboard.press('ArrowRight');
      const place = (await page.locator('.card.went .where').textContent())!;
      const line = place.split(':').at(-1)!;
      expect(await page.locator('.card.went .line.current .gutter').textContent()).toBe(line);
      const position = page.locator('.position');
      // Some step writes something.
      while (!/writes|changes [^:]*: /.test((await page.locator('.sentence').textContent())!)) await page.keyboard.press('ArrowRight');
      expect(await position.textContent()).not.toBe('');
      expect(await page.locator('.state tr.changed:not(.group)').count()).toBeGreaterThan(0);
      await page.getByRole('tab', { name: 'Ends well' }).click();
      expect(await page.locator('.mark.differs').textContent()).toBe('decides');
    });
  });

  it('takes what a recording says as text, whatever it says', async () => {
    const scenario = path.join(folder, 'hostile.scenario.ts');
    const name = JSON.stringify(HOSTILE);
    await writeFile(scenario, `scenario({ title: ${name}, protocol: 'none' });\n// ${HOSTILE}\nlet x: int;\nthread(${name}, () => { x = 1; });\nalways(${name}, () => x === 0);\n`);
    await shown(await pageOf('hostile', scenario), async ({ page }) => {
      expect(await page.locator('h1').textContent()).toBe(HOSTILE);
      await page.keyboard.press('End');
      expect(await page.locator('.card pre').first().textContent()).toContain(HOSTILE);
      expect(await page.locator('.violation').textContent()).toContain(HOSTILE);
      expect(await page.evaluate(() => ['broken' in globalThis, document.images.length, document.scripts.length])).toEqual([false, 0, 2]);
    });
  });

  it('lets no script run but its own', async () => {
    await shown(path.join(folder, 'hostile.html'), async ({ page, problems }) => {
      const ran = await page.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.broken = 1';
        document.body.append(script);
        const image = document.createElement('img');
        image.setAttribute('onerror', 'globalThis.broken = 1');
        image.src = 'https://example.com/x.png';
        document.body.append(image);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return 'broken' in globalThis;
      });
      expect(ran).toBe(false);
      expect(problems.splice(0).every((text) => text.includes('Content Security Policy'))).toBe(true);
    });
  });
});
