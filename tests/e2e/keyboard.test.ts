import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ready } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(() => lab.close());

const focused = () => lab.page.evaluate(() => document.activeElement?.closest('[aria-label]')?.getAttribute('aria-label'));

describe('by keyboard alone', () => {
  it('every command is found in the palette, with its key', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+P');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    const input = palette.getByRole('combobox', { name: 'Command' });
    expect(await palette.getByRole('option').count()).toBeGreaterThan(30);
    await input.fill('sess');
    const first = palette.getByRole('option').first();
    expect(await first.innerText()).toMatch(/View: Session/);
    expect(await first.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await palette.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Session', selected: true }).waitFor();
    await page.keyboard.press('F1');
    await input.fill('no such command');
    await palette.getByText('No command is called like this.').waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    expect(await page.getByRole('region', { name: 'Notices' }).getByRole('alert').count()).toBe(0);
  });

  it('each pane is reached, and its tabs', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+1');
    await expect.poll(focused).toBe('Library');
    await page.keyboard.press('Alt+3');
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    // Whoever types on before the next frame types into the pane.
    const atOnce = await page.evaluate(() => {
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', altKey: true, bubbles: true, cancelable: true }));
      return document.activeElement!.closest('[aria-label]')?.getAttribute('aria-label');
    });
    expect(atOnce).toBe('Library');
    const seen = new Set<string | null | undefined>();
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('F6');
      await page.waitForTimeout(100);
      seen.add(await focused());
    }
    expect(seen.size).toBeGreaterThanOrEqual(4);
    await page.getByRole('tab', { name: 'Counters' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Latencies', selected: true }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tab', { name: 'Counters', selected: true }).waitFor();
  });

  it('what opens above the window gives the focus back', async () => {
    const { page } = lab;
    const template = page.getByRole('button', { name: 'Template…' });
    for (const key of ['F1', '?', 'ControlOrMeta+,', 'ControlOrMeta+Alt+N']) {
      await template.focus();
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => template.evaluate((element) => element === document.activeElement), { message: key }).toBe(true);
    }
    const config = page.getByRole('button', { name: 'Config', exact: true });
    await config.press('Enter');
    await page.getByLabel('PER_VMA_LOCK').focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => config.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByLabel('PER_VMA_LOCK').waitFor({ state: 'detached' });
  });

  it('the keys are listed, but ? is typed in the editor', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+1');
    await expect.poll(focused).toBe('Library');
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.innerText()).toContain('Ctrl+Shift+P');
    // Each is one thing's; undoing is the editor's, or the player's while that has the focus.
    const keys = (await help.locator('kbd').allInnerTexts()).filter((key) => /^(Ctrl|Alt|(Shift\+)?F\d)/.test(key) && !/Z$|Wheel/.test(key));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+N');
    await page.getByRole('tab', { name: 'untitled-1', selected: true }).waitFor();
    await page.keyboard.type('// why?');
    expect(await help.count()).toBe(0);
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'why?' }).waitFor();
  });

  it('every control has a name', async () => {
    const nameless = await lab.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, input, select, [role="tab"], dialog, nav, section')]
        .filter((element) => !element.closest('.monaco-editor, .monaco-hover'))
        .filter((element) => {
          const labels = (element as HTMLInputElement).labels;
          return !(element.textContent!.trim() || element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || labels?.length || element.closest('label'));
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
  });

  it('nothing is cut off in a small window', async () => {
    const { app, page } = lab;
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1024, 700));
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
    await page.waitForTimeout(300);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('[role="toolbar"] > *, footer > *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(outside).toEqual([]);
    await page.getByRole('button', { name: 'Config', exact: true }).click();
    const sheet = await page.getByRole('group', { name: 'Switches of the scenario and the kernel' }).boundingBox();
    expect(sheet!.x + sheet!.width).toBeLessThanOrEqual(1024);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024);
    expect(lab.problems).toEqual([]);
  });
});
