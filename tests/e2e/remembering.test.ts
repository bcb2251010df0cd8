import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pane, ready, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let userDataDir: string;
let lab: Lab;
beforeEach(async () => (userDataDir = await mkdtemp(path.join(tmpdir(), 'faultline-remembering-'))));
afterEach(async () => {
  await lab.close();
  await rm(userDataDir, { recursive: true, force: true });
});

async function start(args: string[] = []): Promise<void> {
  lab = await launchLab({ userDataDir, args });
  await ready(lab.page);
}

describe('what the lab remembers', () => {
  it('is everything that was typed, when it is closed', async () => {
    await start();
    await lab.page.keyboard.press('ControlOrMeta+N');
    await typeAll(lab.page, '// typed and never saved\n');
    await lab.page.keyboard.type('// the last words');
    await lab.close();
    await start();
    await lab.page.getByRole('tab', { name: 'untitled-1', selected: true }).waitFor();
    const text = await lab.page.locator('.monaco-editor .view-lines').innerText();
    expect(text.replaceAll('\u00a0', ' ')).toContain('typed and never saved');
    expect(text.replaceAll('\u00a0', ' ')).toContain('the last words');
  });

  it('is the file that a text began from: one that was changed meanwhile is not replaced unasked', async () => {
    const file = path.join(userDataDir, 'mine.scenario.ts');
    await writeFile(file, '// as it was\n');
    await start([file]);
    await typeAll(lab.page, '// typed and never saved\n');
    await lab.close();
    await writeFile(file, '// from elsewhere\n');

    await start();
    const { page } = lab;
    const notice = page.getByRole('alert').filter({ hasText: 'has changed on disk, and you have changed it here' });
    await notice.waitFor();
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('alert').filter({ hasText: 'was not saved' }).waitFor();
    expect(await readFile(file, 'utf8')).toBe('// from elsewhere\n');
    await notice.getByRole('button', { name: 'Keep mine' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => readFile(file, 'utf8'), { timeout: 20_000 }).toBe('// typed and never saved\n');
  });

  it('is everything, when only the window’s process dies', async () => {
    await start();
    await typeAll(lab.page, '// outlives the window\n');
    await lab.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]!.forcefullyCrashRenderer());
    // The page that Playwright knew is gone for good: ask the window itself.
    const text = () =>
      lab.app.evaluate(({ webContents }) => {
        const contents = webContents.getAllWebContents()[0]!;
        // A window that is just coming back may not answer: it is asked again.
        const silence = new Promise<string>((resolve) => setTimeout(() => resolve(''), 1000));
        return Promise.race([silence, contents.executeJavaScript('document.querySelector(".view-lines")?.textContent ?? ""') as Promise<string>]);
      });
    await expect.poll(text, { timeout: 60_000, interval: 300 }).toContain('outlives');
  });

  it('is the last verdict on each scenario, beside it', async () => {
    await start();
    const { page } = lab;
    const note = (tone: string) => lab.page.locator(`.verdict-note.${tone}`).first();
    const scenario = (body: string): string => `scenario({ title: 'Mine', protocol: 'none' });\nlet x: int;\nthread('a', () => { ${body} });\n`;
    for (const [body, tone] of [['x = 1;', 'good'], ["assert(x === 1, 'one');", 'bad']] as const) {
      await page.keyboard.press('ControlOrMeta+N');
      await typeAll(page, scenario(body));
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      await note(tone).waitFor({ timeout: 60_000 });
    }
    await page.getByRole('tab', { name: 'untitled-1' }).click();
    await note('good').waitFor();
    await lab.close();
    await start();
    await note('good').waitFor();
    await lab.page.getByRole('tab', { name: 'untitled-2' }).click();
    await note('bad').waitFor();
    // Of another text it says nothing.
    await typeAll(lab.page, scenario('x = 2;'));
    await note('bad').waitFor({ state: 'detached' });
    expect(lab.problems).toEqual([]);
  });

  it('is where the window was, moved a moment before it was closed, and that it filled the screen', async () => {
    await start();
    const place = { x: 120, y: 90, width: 1010, height: 720 };
    const where = () => lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
    await lab.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), place);
    await expect.poll(where, { interval: 20, timeout: 20_000 }).toEqual(place);
    await lab.close();
    await start();
    await expect.poll(where, { timeout: 20_000 }).toEqual(place);

    const fills = () => lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFullScreen());
    await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setFullScreen(true));
    await expect.poll(fills, { interval: 20, timeout: 20_000 }).toBe(true);
    await lab.close();
    await start();
    await expect.poll(fills, { timeout: 20_000 }).toBe(true);
  });

  it('is the theme, the settings and where the panes are', async () => {
    await start();
    const { page } = lab;
    const before = await page.evaluate(() => document.documentElement.dataset.theme);
    const background = () => lab.page.evaluate(() => getComputedStyle(document.querySelector('.monaco-editor')!).backgroundColor);
    const colour = await background();
    await page.keyboard.press('ControlOrMeta+Shift+L');
    await expect.poll(background).not.toBe(colour);
    const after = await page.evaluate(() => document.documentElement.dataset.theme);
    expect([before, after].sort()).toEqual(['dark', 'light']);
    await page.getByLabel('Mode').selectOption('throughput');
    await page.getByLabel('Seed').fill('42');
    await pane(page, 'Latencies');
    await page.waitForTimeout(800);
    await lab.close();

    await start();
    expect(await lab.page.evaluate(() => document.documentElement.dataset.theme)).toBe(after);
    expect(await lab.page.getByLabel('Mode').inputValue()).toBe('throughput');
    expect(await lab.page.getByLabel('Seed').inputValue()).toBe('42');
    await lab.page.getByRole('tab', { name: 'Latencies', selected: true }).waitFor();

    await lab.page.keyboard.press('ControlOrMeta+Shift+P');
    await lab.page.getByRole('combobox', { name: 'Command' }).fill('reset layout');
    await lab.page.keyboard.press('Enter');
    await lab.page.getByRole('tab', { name: 'Counters', selected: true }).waitFor();
  });
});
