import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { caretOn, choose, pane, ready, runButton, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-editing-'));
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** The lines in sight, from the top. */
async function shownLines(page: Page): Promise<string[]> {
  const lines = await page.locator('.monaco-editor .view-line').evaluateAll((all) => all.map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent.replaceAll('\u00a0', ' ') })));
  return lines.sort((a, b) => a.top - b.top).map(({ text }) => text);
}

const header = "scenario({ title: 'Mine' });\n\n";

describe('the editor', () => {
  it('marks what is wrong, TypeScript’s errors and the dialect’s, and lists it', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, `${header}thread('a', () => {\n  no_such_function();\n});\n\nclass Host {}\n`);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    const problems = await pane(page, 'Problems');
    const list = await problems.getByRole('listitem').allInnerTexts();
    expect(list.length).toBeGreaterThanOrEqual(2);
    expect(list.join('\n')).toContain('no_such_function');
    expect(list.join('\n')).toContain('scenarios/untitled-1.ts:4:');
    expect(list.join('\n')).toContain('scenarios/untitled-1.ts:7:');
    await problems.getByRole('button').filter({ hasText: ':7:' }).first().click();
    await page.locator('.monaco-editor .line-numbers.active-line-number').filter({ hasText: '7' }).waitFor();
  });

  it('refuses to run it, and says where to look', async () => {
    const { page } = lab;
    await runButton(page).click();
    const notice = page.getByRole('alert').filter({ hasText: 'was not run' });
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Show problems' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('takes the marks away when it is right again, and what it said of errors', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const notice = page.getByRole('alert').filter({ hasText: 'was not explored' });
    await notice.waitFor();
    await typeAll(page, `${header}thread('a', () => {\n  page_fault(NULL, 0, 0);\n});\n`);
    await page.getByText('0 problems').waitFor();
    await expect.poll(() => page.locator('.monaco-editor .squiggly-error').count()).toBe(0);
    await notice.waitFor({ state: 'detached', timeout: 5000 });
  });

  it('goes to the definition in the kernel, which is read-only', async () => {
    const { page } = lab;
    await caretOn(page, 'page_fault');
    await page.keyboard.press('Alt+F12');
    await page.locator('.peekview-widget').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F12');
    await page.getByRole('tab', { name: 'fault.ts', exact: true, selected: true }).waitFor();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'function page_fault' }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('The kernel is read-only.').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+W');
    await page.getByRole('tab', { name: 'untitled-1', selected: true }).waitFor();
  });

  it('completes names of the kernel and explains them', async () => {
    const { page } = lab;
    await typeAll(page, header);
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('mmap_read_tr');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible').getByText('mmap_read_trylock').first().waitFor();
    await page.keyboard.press('Escape');
    await typeAll(page, `${header}let x: vm_area_struct;\n`);
    await page.locator('.monaco-editor .view-line span', { hasText: 'vm_area_struct' }).last().hover();
    await page.locator('.monaco-hover').getByText('interface vm_area_struct').first().waitFor();
  });

  it('closes brackets once and where they belong, however fast one types', async () => {
    const { page } = lab;
    const lines = ['thread(\'a\', () => {', '  if (true) {', '    page_fault(NULL, 0, 0);', '  }', '});', '', 'thread(\'b\', () => {', '  page_fault(NULL, 0, 0);', '});'];
    for (let time = 0; time < 2; time++) {
      await typeAll(page, header);
      await page.keyboard.press('ControlOrMeta+End');
      // As a person types it: the editor indents.
      await page.keyboard.type(lines.map((line) => line.trim()).join('\n'));
      await expect.poll(() => shownLines(page)).toEqual([...header.trimEnd().split('\n'), '', ...lines]);
    }
  });

  it('knows the functions of a variant that is asked for later', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Mine', protocol: '6.15-refcnt' });\n\nthread('a', () => {\n  vma_refcount_put(NULL);\n});\n");
    await caretOn(page, 'vma_refcount_put');
    await page.keyboard.press('F12');
    await page.getByRole('tab', { name: 'variants/6.15-refcnt/vma_refcnt.ts', selected: true }).waitFor();
    await page.keyboard.press('ControlOrMeta+W');
    await page.getByRole('tab', { name: 'untitled-1', selected: true }).waitFor();
  });

  it('renames what is the scenario’s own, and nothing of the kernel', async () => {
    const { page } = lab;
    const renameBox = page.locator('.rename-box input');
    const startRenaming = async (name: string): Promise<void> => {
      await caretOn(page, name);
      await page.keyboard.press('F2');
    };
    await typeAll(page, `${header}let old_name: mm_struct;\nthread('a', () => {\n  page_fault(old_name, 0, 0);\n});\n`);
    // Monaco gives up without a word where anything moves the caret or the text in the meantime: then one presses the key again.
    const said = page.locator('.monaco-editor-overlaymessage');
    await expect.poll(async () => {
      await startRenaming('old_name');
      return renameBox.waitFor({ timeout: 3000 }).then(() => 'asked', async () => `not asked: ${(await said.allInnerTexts()).join()}`);
    }).toBe('asked');
    await renameBox.fill('new_name');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'page_fault(new_name' }).waitFor();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'let new_name' }).waitFor();
    await startRenaming('page_fault');
    await page.getByText('declared by the kernel, which is read-only').first().waitFor();
    expect(await renameBox.isVisible()).toBe(false);
  });

  it('saves under a name, and opens again', async () => {
    const { app, page } = lab;
    const file = path.join(folder, 'mine.scenario.ts');
    await typeAll(page, `${header}let saved: int;\n`);
    // By a name without its ending, which it is given.
    await choose(app, path.join(folder, 'mine'));
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('tab', { name: 'mine.scenario.ts', selected: true }).waitFor();
    expect(await readFile(file, 'utf8')).toBe(`${header}let saved: int;\n`);
    await page.keyboard.press('ControlOrMeta+W');
    await writeFile(file, `${header}let changed: int;\n`);
    await page.keyboard.press('ControlOrMeta+Shift+T');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'changed' }).waitFor();
    await page.keyboard.press('ControlOrMeta+W');
    await choose(app, file);
    await page.keyboard.press('ControlOrMeta+O');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'changed' }).waitFor();
  });

  it('undoes across tabs, of files of one name, too', async () => {
    const { app, page } = lab;
    await typeAll(page, `${header}let first: int;\n`);
    const twin = path.join(folder, 'twin', 'mine.scenario.ts');
    await mkdir(path.dirname(twin));
    await writeFile(twin, `${header}let twin: int;\n`);
    await choose(app, twin);
    await page.keyboard.press('ControlOrMeta+O');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'twin' }).waitFor();
    await typeAll(page, `${header}let second: int;\n`);
    await page.keyboard.press('Control+PageUp');
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'first' }).waitFor();
    await page.locator('.monaco-editor .view-lines').click();
    const undo = async (): Promise<string> => {
      await page.keyboard.press('ControlOrMeta+Z');
      return page.locator('.monaco-editor .view-lines').innerText();
    };
    await expect.poll(undo, { timeout: 20_000, interval: 100 }).toContain('changed');
  });

  it.each([
    ['a binary file', 'binary.ts', Buffer.from([0, 1, 2, 0xff]), 'is not a text file'],
    ['a missing file', 'missing.ts', null, 'no such file'],
    ['a file of 50 MB', 'huge.ts', 50 << 20, 'a scenario has at most'],
  ])('says why it does not open %s, and keeps what is open', async (_what, name, content, message) => {
    const { app, page } = lab;
    const file = path.join(folder, name);
    if (typeof content === 'number') {
      const handle = await open(file, 'w');
      await handle.truncate(content);
      await handle.close();
    } else if (content) await writeFile(file, content);
    await choose(app, file);
    const tabs = await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab').allInnerTexts();
    await page.keyboard.press('ControlOrMeta+O');
    const notice = page.getByRole('alert').filter({ hasText: message });
    await notice.waitFor();
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab').allInnerTexts()).toEqual(tabs);
  });

  it('lists what is wrong in a file with a very long name beside a message that can be read', async () => {
    const { app, page } = lab;
    const file = path.join(folder, `${'a-long-name-'.repeat(18)}.scenario.ts`);
    await writeFile(file, `${header}thread('a', () => {\n  no_such_function();\n});\n`);
    await choose(app, file);
    await page.keyboard.press('ControlOrMeta+O');
    const problem = (await pane(page, 'Problems')).getByRole('button').filter({ hasText: 'a-long-name' }).first();
    await problem.waitFor();
    const [width, message, end] = await problem.evaluate((row) => [row.closest('section')!.clientWidth, row.querySelector('.message')!.clientWidth, row.querySelector('.place')!.getBoundingClientRect().right]);
    expect(message).toBeGreaterThan(width! / 4);
    expect(end).toBeLessThanOrEqual(await page.evaluate(() => innerWidth));
    expect(await problem.evaluate((row) => row.closest('section')!.scrollWidth)).toBeLessThanOrEqual(width!);
  });

  it('complained of nothing else', () => {
    expect(lab.problems).toEqual([]);
  });
});
