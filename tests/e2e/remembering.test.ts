/** One day with the lab, closed in the middle of a word; then what the next day begins with. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pane, ready, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let folder: string;
let file: string;
let lab: Lab;
const PLACE = { x: 120, y: 90, width: 1010, height: 720 };

async function start(args: string[] = []): Promise<void> {
  lab = await launchLab({ userDataDir: path.join(folder, 'profile'), args });
  await ready(lab.page);
}

async function again(): Promise<void> {
  await lab.close();
  await start();
}

const where = () => lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
const theme = () => lab.page.evaluate(() => document.documentElement.dataset.theme);
const note = (tone: string) => lab.page.locator(`.verdict-note.${tone}`).first();
const scenario = (body: string): string => `scenario({ title: 'Mine', protocol: 'none' });\nlet x: int;\nthread('a', () => { ${body} });\n`;

let before: string | undefined;
let after: string | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-remembering-'));
  file = path.join(folder, 'mine.scenario.ts');
  await writeFile(file, '// as it was\n');
  await start([file]);
  const { app, page } = lab;
  await typeAll(page, '// typed and never saved\n');
  for (const [body, tone] of [['x = 1;', 'good'], ["assert(x === 1, 'one');", 'bad']] as const) {
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, scenario(body));
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await note(tone).waitFor({ timeout: 60_000 });
  }
  before = await theme();
  await page.keyboard.press('ControlOrMeta+Shift+L');
  await vi.waitUntil(async () => (after = await theme()) !== before);
  await page.getByLabel('Mode').selectOption('throughput');
  await page.getByLabel('Seed').fill('42');
  await pane(page, 'Latencies');
  await page.keyboard.press('ControlOrMeta+N');
  await typeAll(page, '// of no file\n');
  await app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), PLACE);
  await vi.waitUntil(async () => isDeepStrictEqual(await where(), PLACE), { interval: 20, timeout: 20_000 });
  await page.keyboard.type('// the last words');
  await page.keyboard.press('Alt+7');
  await page.getByRole('tab', { name: 'Threads', selected: true }).waitFor();
  await lab.close();
  await writeFile(file, '// from elsewhere\n');
  await start();
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

describe('what the lab remembers', () => {
  it('is where the window was, moved a moment before it was closed', async () => {
    await expect.poll(where).toEqual(PLACE);
  });

  it('is everything that was typed, when it is closed', async () => {
    await lab.page.getByRole('tab', { name: 'untitled-3', selected: true }).waitFor();
    const text = (await lab.page.locator('.monaco-editor .view-lines').innerText()).replaceAll('\u00a0', ' ');
    expect(text).toContain('of no file');
    expect(text).toContain('the last words');
  });

  it('can be typed on at once', async () => {
    await lab.page.locator('.monaco-editor.focused').waitFor();
    await lab.page.reload();
    await ready(lab.page);
    await lab.page.locator('.monaco-editor.focused').waitFor();
  });

  it('is the theme, the settings and where the panes are', async () => {
    const { page } = lab;
    expect([before, after].sort()).toEqual(['dark', 'light']);
    expect(await theme()).toBe(after);
    expect(await page.getByLabel('Mode').inputValue()).toBe('throughput');
    expect(await page.getByLabel('Seed').inputValue()).toBe('42');
    await page.getByRole('tab', { name: 'Latencies', selected: true }).waitFor();
    // Brought to the front a moment before the window was closed.
    await page.getByRole('tab', { name: 'Threads', selected: true }).waitFor();

    await page.keyboard.press('ControlOrMeta+Shift+P');
    await page.getByRole('combobox', { name: 'Command' }).fill('reset layout');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Counters', selected: true }).waitFor();
  });

  it('is the last verdict on each scenario, beside it', async () => {
    const { page } = lab;
    await page.getByRole('tab', { name: 'untitled-1' }).click();
    await note('good').waitFor();
    await page.getByRole('tab', { name: 'untitled-2' }).click();
    await note('bad').waitFor();
    // Of another text it says nothing.
    await typeAll(page, scenario('x = 2;'));
    await note('bad').waitFor({ state: 'detached' });
  });

  it('is the file that a text began from: one that was changed meanwhile is not replaced unasked', async () => {
    const { page } = lab;
    await page.getByRole('tab', { name: 'mine.scenario.ts' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'has changed on disk, and you have changed it here' });
    await notice.waitFor();
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('alert').filter({ hasText: 'was not saved' }).waitFor();
    expect(await readFile(file, 'utf8')).toBe('// from elsewhere\n');
    await notice.getByRole('button', { name: 'Keep mine' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => readFile(file, 'utf8')).toBe('// typed and never saved\n');
    expect(lab.problems).toEqual([]);
  });

  it('is that the window filled the screen', async () => {
    const fills = () => lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFullScreen());
    await lab.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setFullScreen(true));
    await expect.poll(fills, { interval: 20, timeout: 20_000 }).toBe(true);
    await again();
    await expect.poll(fills).toBe(true);
  });

  it('is as at first where it cannot be used, which is said', async () => {
    const kept = (name: string): string => path.join(folder, 'profile', name);
    const told = (text: RegExp) => lab.page.getByRole('alert').filter({ hasText: text });
    await lab.close();
    await writeFile(kept('drafts/damaged.json'), '{"id": "untitled');
    await writeFile(kept('workspace.json'), '{"open": [');
    await writeFile(kept('layout.json'), '7');
    await writeFile(kept('files.json'), '["');
    for (const each of ['notes', 'verdicts']) {
      await mkdir(kept(each), { recursive: true });
      await writeFile(kept(`${each}/damaged.json`), '{"id": "');
    }
    await start();
    // Of so much the newest is shown.
    await told(/The last verdict on a scenario could not be read again: explore it once more.*damaged\.json/).waitFor();
    await told(/Notes that were in no recording could not be read again.*damaged\.json/).getByRole('button', { name: 'Dismiss' }).click();
    await told(/The last verdict/).getByRole('button', { name: 'Dismiss' }).click();
    await told(/The list of your files could not be read.* kept as files\.json\.unread/).getByRole('button', { name: 'Dismiss' }).click();
    await told(/What was open could not be read.* kept as workspace\.json\.unread/).waitFor();
    await told(/Where the panes were could not be read.* kept as layout\.json\.unread/).waitFor();
    await told(/Text that was not saved could not be read again.*damaged\.json/).waitFor();
    expect(await readFile(kept('workspace.json.unread'), 'utf8')).toBe('{"open": [');
    // One that was read, of panes that there are no more.
    await lab.close();
    for (const each of ['drafts', 'notes', 'verdicts']) await rm(kept(`${each}/damaged.json`));
    await writeFile(kept('layout.json'), JSON.stringify(JSON.stringify({ grid: {}, panels: { pane: {} } })));
    await start();
    await lab.page.getByText('The panes are where they were at first').waitFor();
    expect(lab.problems).toEqual([]);
  });

  it('is everything, when only the window’s process dies', async () => {
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
});
