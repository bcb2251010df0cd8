import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { choose, grows, pane, ready, resize, runButton, settled, stopButton, typeAll } from './lab-page.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { run } from '../../scripts/setup/process.mjs';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let explore: Locator;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  explore = lab.page.locator('section[aria-label="Explore"]');
});
afterAll(() => lab.close());

/** Both threads read before either writes. */
const lost = `scenario({ title: 'Lost update', protocol: 'none' });

let x: int;
let done: Embedded<atomic_t>;

thread('add', { instances: 2 }, () => {
  x = x + 1;
  atomic_inc(done);
});
always('both count', () => atomic_read(done) < 2 || x === 2);
`;
const safe = lost.replace('x = x + 1;', 'atomic(() => { x = x + 1; });');
/** Each withdraws when it is not alone. */
const polite = `scenario({ title: 'After you', protocol: 'none' });

let a: int;
let b: int;

thread('a', () => {
  for (;;) {
    a = 1;
    if (b === 0) break;
    a = 0;
  }
});
thread('b', () => {
  for (;;) {
    b = 1;
    if (a === 0) break;
    b = 0;
  }
});
`;
const endless = `scenario({ title: 'Counts on', protocol: 'none' });

let x: int;

thread('count', { instances: 2 }, () => {
  for (;;) x = x + 1;
});
`;

const status = (): Locator => explore.getByRole('status');
const steps = (): Locator => explore.getByRole('listbox', { name: 'Steps of the counterexample' });
const chosen = (): Locator => steps().getByRole('option', { selected: true });
const states = async (): Promise<number> => Number((await explore.locator('dd').first().innerText()).replaceAll(',', ''));

async function showScenario(): Promise<void> {
  await lab.page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { name: /untitled/ }).click();
}

describe('exploring', () => {
  it('says what to do before there is anything to show', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+0');
    await page.getByRole('tab', { name: 'Explore', selected: true }).waitFor();
    expect(await explore.innerText()).toContain('Ctrl+Shift+Enter');
    await explore.getByRole('tab', { name: 'Coverage' }).click();
    await explore.getByText('A verdict says here what it covers').waitFor();
    await explore.getByRole('tab', { name: 'Properties' }).click();
    await explore.getByRole('checkbox', { name: /^I1 / }).waitFor();
    expect(await explore.getByRole('checkbox').count()).toBeGreaterThan(10);
  });

  it('finds the shortest schedule that breaks the scenario, and lists its steps', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, lost);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await steps().waitFor();
    expect(await status().innerText()).toMatch(/^Violated: both count, in 6 steps; no schedule is shorter$/);
    expect(await steps().getByRole('option').count()).toBe(6);
    // The failing step is looked at first.
    expect(await chosen().getAttribute('aria-posinset')).toBe('6');
    const rows = await steps().getByRole('option').allInnerTexts();
    expect(rows.filter((row) => /add\/0/.test(row)).length).toBe(3);
    expect(rows.filter((row) => /writes x: 0 → 1/.test(row)).length).toBe(1);
    expect(rows.filter((row) => /writes x: 1 again/.test(row)).length).toBe(1);
    expect(await explore.getByRole('region', { name: 'Violation' }).innerText()).toContain('both count');
    expect(await explore.getByRole('list', { name: 'Threads' }).innerText()).toContain('add/1');
    expect(lab.problems).toEqual([]);
  });

  it('goes from a step to its source by key, and marks the line', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+0');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    await page.keyboard.press('Home');
    expect(await chosen().getAttribute('aria-posinset')).toBe('1');
    expect(await steps().getAttribute('aria-activedescendant')).toBe(await chosen().getAttribute('id'));
    const marked = page.locator('.monaco-editor .marked-line');
    await marked.waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await chosen().getAttribute('aria-posinset')).toBe('2');
    expect(await explore.getByRole('article', { name: 'Step' }).innerText()).toMatch(/^Step 2 of 6/);
    // The focus stays in the list until Enter takes it to the source.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)).toBe(true);
    const line = Number(await page.locator('.monaco-editor .line-numbers.active-line-number').innerText());
    expect([7, 8]).toContain(line);
  });

  it('goes to a step by click, and to its callers', async () => {
    const { page } = lab;
    await steps().getByRole('option').nth(3).click();
    expect(await chosen().getAttribute('aria-posinset')).toBe('4');
    await explore.getByRole('list', { name: 'Where the step is, innermost first' }).getByRole('button').last().click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null)).toBe(true);
  });

  it('shows the nearest run that ends well, where it parts from the one that fails', async () => {
    await explore.getByRole('button', { name: 'Ends well' }).click();
    expect(await chosen().innerText()).toContain('decides');
    const step = explore.getByRole('article', { name: 'Step' });
    expect(await step.innerText()).toContain('parts from the one that fails');
    await step.getByRole('button', { name: 'Show the failing run' }).click();
    expect(await step.innerText()).toContain('This decides it');
    expect(await explore.getByRole('button', { name: 'Fails' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('says what the verdict covers', async () => {
    await explore.getByRole('tab', { name: 'Coverage' }).click();
    const covers = await explore.getByRole('tabpanel').innerText();
    for (const fact of ['add/0 × 1', 'both count', 'sequential consistency', 'at most 8', '32 bits']) expect(covers).toContain(fact);
  });

  it('copies the schedule', async () => {
    const { app } = lab;
    await explore.getByRole('tab', { name: 'Result' }).click();
    await explore.getByRole('button', { name: 'Copy schedule' }).click();
    await lab.page.getByRole('region', { name: 'Notices' }).getByText('clipboard').waitFor();
    expect((await app.evaluate(({ clipboard }) => clipboard.readText())).length).toBeGreaterThan(5);
  });

  it('copies the command that replays a scenario of a file in a terminal', async () => {
    const { app, page } = lab;
    const folder = await mkdtemp(path.join(tmpdir(), 'faultline-explore-'));
    const file = path.join(folder, 'lost update.scenario.ts');
    await writeFile(file, lost);
    await choose(app, file);
    await page.keyboard.press('ControlOrMeta+O');
    await page.getByRole('tab', { name: 'lost update.scenario.ts', selected: true }).waitFor();
    await settled(page);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Copy command' }).click();
    const command = await app.evaluate(({ clipboard }) => clipboard.readText());
    const replayed = await run('bash', ['-c', command.replace('npx faultline', `'${process.execPath}' scripts/faultline.mjs`)], { cwd: root });
    expect(replayed.output).toContain('both count');
    expect(replayed.code).toBe(1);
    await page.keyboard.press('ControlOrMeta+W');
    await rm(folder, { recursive: true });
    // As it was: the scenario that has no file.
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Copy schedule' }).waitFor();
  });

  it('knows that the verdict is of the text as it was', async () => {
    const { page } = lab;
    expect(await explore.getByRole('note').count()).toBe(0);
    await showScenario();
    await typeAll(page, safe);
    await explore.getByRole('note').getByText('The text has changed since').waitFor();
    // What was found still stands.
    expect(await status().innerText()).toContain('Violated');
    await explore.getByRole('button', { name: 'Explore again' }).click();
    await status().getByText(/^Verified/).waitFor();
    expect(await explore.getByRole('note').count()).toBe(0);
    const report = await explore.getByRole('tabpanel').innerText();
    expect(report).toContain('sequential consistency');
    expect(await states()).toBeGreaterThan(5);
    expect(await steps().count()).toBe(0);
  });

  it('refuses a scenario with errors, and keeps the last verdict', async () => {
    const { page } = lab;
    await typeAll(page, safe.replace('atomic_inc(done)', 'nope()'));
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await page.getByRole('region', { name: 'Notices' }).getByText(/was not explored: it has an error/).waitFor();
    const problems = page.locator('section[aria-label="Problems"]');
    await problems.getByText('nope').waitFor();
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).first().click();
    await pane(page, 'Explore');
    expect(await status().innerText()).toMatch(/^Verified/);
  });

  it('lists no errors of a scenario that is no longer in front', async () => {
    const { page } = lab;
    const notice = page.getByRole('region', { name: 'Notices' }).filter({ hasText: 'was not explored: it has an error' });
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await page.keyboard.press('ControlOrMeta+PageUp');
    await notice.waitFor();
    await settled(page);
    expect(await page.getByText('0 problems').count()).toBe(1);
    await notice.getByRole('button', { name: 'Dismiss' }).first().click();
    await page.keyboard.press('ControlOrMeta+PageDown');
    await settled(page);
  });

  it('pauses, goes on and stops with what it has seen, while the lab stays answerable', async () => {
    const { page } = lab;
    await showScenario();
    await typeAll(page, endless);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Pause' }).click();
    await explore.getByRole('button', { name: 'Resume' }).waitFor();
    expect(await status().innerText()).toBe('Paused');
    // The last figures before the pause may still be on their way.
    await page.waitForTimeout(500);
    const paused = await states();
    await page.waitForTimeout(500);
    expect(await states()).toBe(paused);
    await explore.getByRole('button', { name: 'Resume' }).click();
    await grows(states, paused);
    // The compiler and a live session work beside it.
    await typeAll(page, endless.replace('instances: 2', 'instances: 1'));
    expect(await page.getByText('0 problems').count()).toBe(1);
    await explore.getByRole('note').getByText('The text has changed since').waitFor();
    await runButton(page).click();
    await stopButton(page).first().waitFor();
    await page.getByRole('toolbar', { name: 'Run' }).getByRole('button', { name: 'Stop' }).click();
    await runButton(page).waitFor();
    await pane(page, 'Explore');
    await explore.getByRole('button', { name: 'Stop' }).press('Enter');
    await status().getByText(/^Inconclusive: .*stopped/).waitFor();
    expect(await states()).toBeGreaterThan(paused);
    // What starts the next one has the focus of what has stopped this one.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Explore');
  });

  it('starts anew when asked to while it explores', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Pause' }).waitFor();
    await showScenario();
    await typeAll(page, safe);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await status().getByText(/^Verified/).waitFor();
  });

  it('ends at its limits, and says what would help', async () => {
    const { page } = lab;
    await typeAll(page, endless);
    await explore.getByRole('tab', { name: 'Limits' }).click();
    const field = explore.getByLabel('States', { exact: true });
    await field.fill('none');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await explore.getByRole('tab', { name: 'Result' }).click();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const told = page.getByRole('alert').filter({ hasText: 'Limits, States: from 1 k to 40 M. “none” is none.' });
    await told.waitFor();
    await field.fill('2 k');
    expect(await field.getAttribute('aria-invalid')).toBe('false');
    await told.waitFor({ state: 'detached' });
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await status().getByText(/^Inconclusive/).waitFor();
    expect(await explore.getByRole('tabpanel').innerText()).toContain('let it store more than 2,000 states');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByRole('button', { name: 'As the lab came' }).click();
    expect(await field.inputValue()).toBe('4 M');
  });

  it('looks for starvation where asked to, and shows what repeats for ever', async () => {
    const { page } = lab;
    await typeAll(page, polite);
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Starvation').check();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await steps().waitFor();
    expect(await status().innerText()).toMatch(/^Violated: starvation, in a round of 6 steps/);
    expect(await chosen().innerText()).toContain('repeats');
    const step = explore.getByRole('article', { name: 'Step' });
    expect(await step.innerText()).toContain('From here on the schedule goes round for ever.');
    const begin = await chosen().getAttribute('aria-posinset');
    await chosen().click();
    await page.keyboard.press('End');
    expect(await chosen().innerText()).toContain(`back to ${begin}`);
    await step.getByRole('button', { name: `step ${begin}`, exact: true }).click();
    expect(await chosen().getAttribute('aria-posinset')).toBe(begin);
    // Played, its last step breaks nothing: the player says what follows it.
    await explore.getByRole('button', { name: /^Play/ }).click();
    const player = page.locator('section[aria-label="Player"]');
    await player.getByRole('slider').waitFor();
    await page.keyboard.press('End');
    await player.getByRole('button', { name: `goes on with step ${begin}, for ever` }).click();
    await expect.poll(() => player.getByRole('slider').inputValue()).toBe(begin);
    await page.keyboard.press('Alt+0');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByRole('button', { name: 'As the lab came' }).click();
    expect(await explore.getByLabel('Starvation').isChecked()).toBe(false);
    expect(lab.problems).toEqual([]);
  });

  it('goes through the schedules as it is told to, and says which it left out', async () => {
    const { page } = lab;
    await typeAll(page, lost);
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Strategy').selectOption({ label: 'Depth first' });
    expect(await explore.getByLabel('Workers').isDisabled()).toBe(true);
    await explore.getByLabel('Reduction').selectOption({ label: 'None' });
    const switches = explore.getByLabel('Switches', { exact: true });
    await switches.fill('-1');
    expect(await switches.getAttribute('aria-invalid')).toBe('true');
    await switches.fill('0');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await status().getByText(/^Verified within 0 preemptive switches only/).waitFor();
    const covers = await explore.getByRole('tabpanel').innerText();
    expect(covers).toContain('only those with at most 0 preemptive switches');
    expect(covers).toContain('depth first, with one worker');
    expect(covers).toContain('none: every interleaving by itself');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await switches.fill('1');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await status().getByText(/^Violated: both count/).waitFor();
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Strategy').selectOption({ label: 'PCT' });
    expect(await switches.isDisabled()).toBe(true);
    await explore.getByRole('button', { name: 'As the lab came' }).click();
    expect(await switches.inputValue()).toBe('');
    expect(await explore.getByLabel('Strategy').inputValue()).toBe('exhaustive');
  });

  it('checks the properties that are switched on, and no others', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Alone' });\n\nlet mm: mm_struct;\n\nsetup(() => {\n  mm = mm_alloc();\n});\nthread('mmap', () => {\n  mmap(mm, 0x1000, 0x1000, VM_READ);\n});\n");
    await settled(page);
    await explore.getByRole('tab', { name: 'Properties' }).click();
    await explore.getByRole('checkbox', { name: /I10/ }).uncheck();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await status().getByText(/^Verified/).waitFor();
    const covers = explore.getByRole('tabpanel');
    expect(await covers.innerText()).toMatch(/\bI9\b/);
    expect(await covers.innerText()).not.toMatch(/\bI10\b/);
    await explore.getByRole('tab', { name: 'Properties' }).click();
    await explore.getByRole('button', { name: 'All on' }).click();
  });

  it('is done by commands as well', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+Shift+P');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('combobox', { name: 'Command' }).fill('explore every');
    expect(await palette.getByRole('option').first().innerText()).toMatch(/Explore: Every Interleaving\s*Ctrl\+Shift\+Enter/);
    await page.keyboard.press('Escape');
    expect(lab.problems).toEqual([]);
  });

  it('fits a small window, and every control has a name', async () => {
    const { page } = lab;
    await showScenario();
    await typeAll(page, lost);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await steps().waitFor();
    await resize(lab, 1024, 700);
    await page.waitForTimeout(300);
    const bad = await explore.evaluate((section) => {
      const right = section.getBoundingClientRect().right + 1;
      const controls = [...section.querySelectorAll<HTMLElement>('button, input, select, [role="tab"], [role="listbox"], [role="region"], article')];
      return {
        outside: controls.filter((element) => element.getBoundingClientRect().right > right).map((element) => element.outerHTML.slice(0, 80)),
        nameless: controls.filter((element) => !(element.textContent!.trim() || element.getAttribute('aria-label') || (element as HTMLInputElement).labels?.length)).map((element) => element.outerHTML.slice(0, 80)),
      };
    });
    expect(bad).toEqual({ outside: [], nameless: [] });
    const list = (await steps().boundingBox())!;
    expect(list.height).toBeGreaterThan(60);
    // What a step does has most of the room.
    expect((await steps().locator('.again ~ .what').first().boundingBox())!.width).toBeGreaterThan(list.width / 2);
  });

  it('names every thread above the lanes, however many there are', async () => {
    const { app, page } = lab;
    await page.getByRole('button', { name: 'New', exact: true }).click();
    const threads = Array.from({ length: 8 }, (_, i) => `thread('of_a_long_name_${i}', () => {\n  const x = READ_ONCE(n);\n  WRITE_ONCE(n, x + 1);\n  assert(READ_ONCE(n) !== 3 || x === 2);\n});`).join('\n');
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), `scenario({ title: 'Many', protocol: 'none' });\nlet n: int;\n${threads}\n`);
    await typeAll(page, '');
    await page.keyboard.press('ControlOrMeta+V');
    await settled(page);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const names = explore.getByRole('list', { name: 'Threads' });
    await names.getByText('of_a_long_name_7').waitFor();
    const cut = await names.evaluate((list) => {
      const box = list.getBoundingClientRect();
      return [...list.children].filter((item) => item.getBoundingClientRect().right > box.right + 1 || item.getBoundingClientRect().bottom > box.bottom + 1).map(({ textContent }) => textContent);
    });
    expect(cut).toEqual([]);
  });
});
