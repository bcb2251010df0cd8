import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { tourSteps } from '../../renderer/tour/steps.ts';
import { bringAxe, CONTRAST, faults } from './axe.ts';
import { choose, drawn, openShipped, pane, ready, runButton, stop } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  await bringAxe(lab.page);
});
afterAll(() => lab.close());

async function runFromPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.getByRole('combobox', { name: 'Command' }).fill(command);
  await page.keyboard.press('Enter');
}

async function sized(width: number, height: number): Promise<void> {
  await lab.app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(...size), [width, height] as const);
  await expect.poll(() => lab.page.evaluate(() => innerWidth)).toBe(width);
}

describe('the tour', () => {
  it('is offered once, and leads through five panes', async () => {
    const { page } = lab;
    // What is said meanwhile does not come to lie over it.
    const seed = page.getByLabel('Seed', { exact: true });
    await seed.fill('one');
    await page.keyboard.press('ControlOrMeta+Enter');
    const said = page.getByRole('alert').filter({ hasText: '“one” is none' });
    await said.waitFor();
    await page.getByRole('button', { name: 'New here? Take the tour' }).click();
    const card = page.getByRole('dialog');
    await sized(1024, 700);
    // The frame goes with its pane, which has its size only after the window has.
    const box = (of: string): Promise<number[]> => page.locator(of).evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left, top, width, height].map(Math.round);
    });
    await expect.poll(async () => (await box('.frame')).join() === (await box('nav[aria-label="Library"]')).join()).toBe(true);
    for (const { title } of tourSteps) {
      await card.getByRole('heading', { name: title }).waitFor();
      // In the smallest window, too, it stands beside what it is about.
      await expect.poll(() => page.evaluate(() => {
        const [pane, said] = ['.frame', '.card'].map((part) => document.querySelector(part)!.getBoundingClientRect());
        return pane!.width > 0 && (said!.top >= pane!.bottom || said!.bottom <= pane!.top || said!.left >= pane!.right);
      })).toBe(true);
      await card.locator('.main').click();
    }
    await card.waitFor({ state: 'detached' });
    await sized(1440, 900);
    // Who went along goes on in the pane that was told of last.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('section')?.ariaLabel)).toBe('Player');
    expect(await page.getByRole('button', { name: 'New here? Take the tour' }).count()).toBe(0);
    await seed.fill('');
    await said.waitFor({ state: 'detached' });
  });

  it('ends with Escape wherever the focus is, and leaves it there', async () => {
    const { page } = lab;
    const card = page.getByRole('dialog');
    const inEditor = (): Promise<boolean> => page.evaluate(() => document.activeElement?.closest('.monaco-editor') instanceof Element);
    await page.keyboard.press('ControlOrMeta+Shift+P');
    await page.keyboard.insertText('Take the Tour');
    await page.keyboard.press('Enter');
    await card.getByRole('heading', { name: tourSteps[0]!.title }).waitFor();
    await page.locator('.monaco-editor .view-line').first().click();
    await expect.poll(inEditor).toBe(true);
    // What Escape is for in the editor comes first.
    await page.keyboard.press('ControlOrMeta+F');
    const find = page.locator('.find-widget.visible');
    await find.waitFor();
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    expect(await card.count()).toBe(1);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await expect.poll(inEditor).toBe(true);
  });
});

describe('a window that becomes narrower', () => {
  it('keeps the tab of the pane in front in sight', async () => {
    const { page } = lab;
    await sized(1440, 900);
    const tab = page.getByRole('tab', { name: 'Compare variants', exact: true });
    await tab.click();
    await sized(1024, 700);
    const cut = (): Promise<boolean> => tab.evaluate((element) => {
      const [own, row] = [element, element.closest('.dv-tabs-container')!].map((each) => each.getBoundingClientRect());
      return own!.left < row!.left - 1 || own!.right > row!.right + 1;
    });
    await expect.poll(cut).toBe(false);
    await sized(1440, 900);
    await pane(page, 'Timeline');
  });

  it('keeps the library where it is: what is open in it, and else what is first in sight', async () => {
    const { page } = lab;
    const library = page.getByRole('navigation', { name: 'Library' });
    const place = (row: Locator): Promise<number> => row.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    const open = library.locator('.item[aria-current]');
    await openShipped(page, 'A page walk that marks nothing');
    await open.evaluate((row) => row.scrollIntoView({ block: 'center' }));
    const before = await place(open);
    for (const width of [1024, 1440, 1024, 1440]) {
      await sized(width, 900);
      await expect.poll(() => place(open)).toBe(before);
    }
    // Where there is less height it is moved no farther than it must be.
    await open.evaluate((row) => row.scrollIntoView({ block: 'end' }));
    await sized(1440, 700);
    await expect.poll(() => open.evaluate((row) => row.getBoundingClientRect().bottom <= row.closest('nav')!.getBoundingClientRect().bottom)).toBe(true);
    await sized(1440, 900);
    const other = library.getByText('Faults in one VMA', { exact: true });
    await openShipped(page, 'Faults in one VMA');
    expect(await library.evaluate((pane) => pane.scrollTop)).toBeLessThan(await place(other));
  });
});

describe('a layout that is reset', () => {
  it('is no trouble to a library that is being scrolled, or folded', async () => {
    const { page } = lab;
    await page.keyboard.press('F1');
    await page.getByRole('combobox', { name: 'Command' }).fill('Reset Layout');
    // Before the next frame, which tells of both.
    await page.evaluate(() => {
      const library = document.querySelector('nav[aria-label="Library"]')!;
      library.scrollTop += 60;
      library.querySelector('summary')!.click();
      document.querySelector<HTMLElement>('[role="option"][aria-selected="true"]')!.click();
    });
    const undo = page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo', exact: true });
    await undo.waitFor();
    await drawn(page, 3);
    expect(lab.problems).toEqual([]);
    await undo.click();
  });
});

describe('without a scenario', () => {
  it('nothing can be started that needs one, and each button says so', async () => {
    const { page } = lab;
    const tabs = page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab');
    let closed = 0;
    for (; (await tabs.count()) > 0; closed++) {
      const before = await tabs.count();
      await page.keyboard.press('ControlOrMeta+W');
      await expect.poll(() => tabs.count()).toBe(before - 1);
    }
    const starts = [[null, 'Run', 'Run'], [null, 'Run', 'Explore'], ['Compare variants', 'Compare variants', 'Compare'], ['Mutants', 'Mutants', 'Try mutants'], ['Explore', 'Exploration', 'Explore']] as const;
    for (const [of, bar, name] of starts) {
      if (of) await pane(page, of);
      const button = page.getByRole('toolbar', { name: bar, exact: true }).getByRole('button', { name, exact: true });
      await expect.poll(() => button.isDisabled(), { message: `${name} in ${bar}` }).toBe(true);
      expect(await button.getAttribute('title')).toContain('Needs a scenario');
    }
    for (; closed > 0; closed--) await page.keyboard.press('ControlOrMeta+Shift+T');
    await ready(page);
  });
});

describe('preferences', () => {
  it('hold at once: theme, size, motion, long lines', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+,');
    const dialog = page.getByRole('dialog', { name: 'Preferences' });
    await dialog.getByLabel('Theme').selectOption('dark');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    const width = await page.evaluate(() => window.innerWidth);
    await dialog.getByLabel('Size of everything').selectOption('1.5');
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(width * 0.75);
    // A line that goes on below has no number there.
    const wraps = async (): Promise<boolean> => (await page.locator('.monaco-editor .line-numbers').count()) < (await page.locator('.monaco-editor .view-line').count());
    expect(await wraps()).toBe(false);
    await dialog.getByLabel('Wrap long lines').check();
    await expect.poll(wraps).toBe(true);
    await dialog.getByLabel('Motion').selectOption('reduced');
    expect(await page.evaluate(() => document.documentElement.dataset.motion)).toBe('reduced');
    // Whoever asks for rest has it of all that moves by itself, before and after elements, too.
    const moves = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) =>
          [undefined, '::before', '::after'].flatMap((pseudo) => {
            const { animationName, transitionProperty, transitionDuration } = getComputedStyle(element, pseudo);
            const moving = animationName !== 'none' || (transitionProperty !== 'none' && /[1-9]/.test(transitionDuration));
            return moving ? [`${element.tagName}.${element.getAttribute('class')}${pseudo ?? ''}`] : [];
          }),
        ),
      );
    expect(await moves()).toEqual([]);
    await dialog.getByLabel('Motion').selectOption('system');
    expect((await moves()).length).toBeGreaterThan(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moves()).toEqual([]);
    await page.emulateMedia({ reducedMotion: null });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+Z');
    await expect.poll(wraps).toBe(false);
    await page.keyboard.press('ControlOrMeta+0');
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
  });
});

describe('about', () => {
  it('tells the versions that run, to copy', async () => {
    const { app, page } = lab;
    await runFromPalette(page, 'About');
    const dialog = page.getByRole('dialog', { name: 'About Faultline' });
    const { electron } = await app.evaluate(() => process.versions);
    await dialog.getByRole('row', { name: 'Electron' }).filter({ hasText: electron! }).waitFor();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain(`Electron: ${electron}`);
    expect(copied).toContain('Faultline: ');
    await page.keyboard.press('Escape');
  });
});

/** Panes that are seen beside each other: each of another group of the dock. */
const TOGETHER = [
  ['Timeline', 'Address space', 'Counters'], ['Explore', 'Threads', 'Latencies'], ['Player', 'Session', 'Inspector'],
  ['Catalogue'], ['Mutants'], ['Contention'], ['Compare sessions'], ['Compare variants'], ['Problems'],
];

describe('for everybody', () => {
  it('no pane has a fault that axe knows, in light and dark', async () => {
    const { app, page } = lab;
    await runButton(page).click();
    await page.waitForTimeout(1500);
    const session = await stop(page);
    await choose(app, path.join(await mkdtemp(path.join(tmpdir(), 'faultline-manners-')), 'run.faultline'));
    await session.getByRole('button', { name: 'Save…' }).click();
    await page.getByText('Saved run.faultline.').waitFor();
    await openShipped(page, 'up_read() as posted, one fault and one munmap');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await page.locator('section[aria-label="Explore"]').getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor();
    // The editor's search, when it is shut, stays one that is hidden.
    const dialog = ':is(dialog, [role="dialog"]:not([aria-hidden="true"]))';
    const found = new Set<string>();
    for (const theme of ['light', 'dark']) {
      const shut = async (): Promise<void> => {
        await page.keyboard.press('Escape');
        await page.locator(dialog).waitFor({ state: 'detached' });
      };
      const look = async (name: string, within?: readonly string[]): Promise<void> => {
        for (const fault of await faults(page, within, theme === 'dark' ? CONTRAST : null)) found.add(`${theme}, ${name}: ${fault}`);
      };
      await page.keyboard.press('ControlOrMeta+,');
      await page.getByRole('dialog', { name: 'Preferences' }).getByLabel('Theme').selectOption(theme);
      await look('preferences', [dialog]);
      await shut();
      await page.keyboard.press('F1');
      await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
      await look('palette', [dialog]);
      await shut();
      const dialogs: [name: string, command: string][] = [
        ['Export run.faultline', 'Export'], ['New scenario from a template', 'from Template'], ['Keys', 'Keyboard Shortcuts'], ['About Faultline', 'About'],
        [tourSteps[0]!.title, 'Take the Tour'],
      ];
      for (const [name, command] of dialogs) {
        await runFromPalette(page, command);
        await page.getByRole('dialog', { name }).waitFor();
        await look(name, [dialog]);
        await shut();
      }
      await page.getByRole('button', { name: 'Config', exact: true }).click();
      await page.getByRole('group', { name: 'Switches of the scenario and the kernel' }).waitFor();
      await look('config', ['[aria-label="Switches of the scenario and the kernel"]']);
      await page.keyboard.press('Escape');
      for (const names of TOGETHER) {
        for (const name of names) await pane(page, name);
        await look(names.join(', '), names.map((name) => `section[aria-label="${name}"]`));
      }
      await look('the window');
    }
    expect([...found]).toEqual([]);
  }, 240_000);
});
