import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { choose, drawn, openShipped, ready, resize, settled, sizeOf, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
let explore: Locator;
let player: Locator;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
  explore = lab.page.locator('section[aria-label="Explore"]');
  player = lab.page.locator('section[aria-label="Player"]');
});
afterAll(() => lab.close());

const slider = (): Locator => player.getByRole('slider', { name: 'Steps taken' });
const taken = async (): Promise<number> => Number(await slider().inputValue());
const count = async (): Promise<number> => Number(await slider().getAttribute('max'));
const table = (): Locator => player.getByRole('region', { name: 'Where each thread stands' });
const sentence = (): Locator => player.locator('.sentence');
const going = (): Locator => player.getByRole('toolbar', { name: 'Going on' });
/** The cell of a row, by its thread. */
async function cell(row: string, thread: string): Promise<string> {
  const names = await table().locator('thead th').allInnerTexts();
  const column = names.findIndex((name) => name.split(' ·')[0]!.trim() === thread);
  return table().getByRole('row', { name: row }).locator('th, td').nth(column).innerText();
}

describe('the player', () => {
  it('says what to do before there is anything to play', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+P');
    await page.getByRole('tab', { name: 'Player', selected: true }).waitFor();
    expect(await player.innerText()).toContain('You choose at each step which thread goes');
  });

  it('plays the counterexample of scenario 11 from its violation', async () => {
    const { page } = lab;
    await openShipped(page, 'up_read() as posted, one fault and one munmap');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Play', exact: true }).click();
    await player.getByRole('region', { name: 'Violation' }).waitFor();
    expect(await taken()).toBe(await count());
    expect(await count()).toBeGreaterThan(10);
    const violation = await player.getByRole('region', { name: 'Violation' }).innerText();
    expect(violation).toMatch(/use after free: vm_area_struct #\d/);
    // The object is explained by the step that freed it.
    expect(violation).toMatch(/vm_area_struct #\d\s+freed since step \d+ \(rcu_gp\)/);
    expect(await sentence().innerText()).toMatch(/^fault tries to change vm_area_struct #\d\.vm_lock/);
    await page.locator('.monaco-editor .marked-line').waitFor();
    expect(lab.problems).toEqual([]);
  });

  it('scrolls as one in a low pane, and leaves the editor alone when the panes are put in order', async () => {
    const { app, page } = lab;
    const [width, height] = await sizeOf(app);
    await resize(lab, 1024, 700);
    const hides = (part: Locator) => part.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);
    await expect.poll(() => hides(player)).toBe(true);
    expect(await hides(table())).toBe(false);
    // What one jumps to can be read; the slider goes to the ends.
    expect((await player.getByLabel('Jump to the steps of').boundingBox())!.width).toBeGreaterThan(80);
    expect(await player.getByRole('button', { name: 'To the start' }).count()).toBe(0);
    // As wide as a projector's, where all is drawn half as large again.
    await resize(lab, 1280, 720);
    expect((await player.getByRole('toolbar', { name: 'Going on' }).boundingBox())!.height).toBeLessThan(40);
    await resize(lab, width!, height!);
    await openShipped(page, 'Faults in one VMA');
    await page.keyboard.press('ControlOrMeta+Shift+P');
    await page.keyboard.insertText('Reset Layout');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Timeline', selected: true }).waitFor();
    // It can be undone at once: the player was in front.
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await page.getByRole('tab', { name: 'Player', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Timeline', selected: false }).waitFor();
    await page.keyboard.press('Alt+P');
    await player.getByRole('region', { name: 'Violation' }).waitFor();
    await drawn(page, 3);
    const front = page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { selected: true });
    expect(await front.innerText()).toBe('01-one-vma.scenario.ts');
    // A step takes it there.
    await page.keyboard.press('Shift+F10');
    await expect.poll(() => front.innerText()).not.toContain('scenario');
    await page.keyboard.press('F10');
  });

  it('steps back and forth by key, and each state comes again', async () => {
    const { page } = lab;
    await page.keyboard.press('Alt+P');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('range');
    const end = await count();
    await page.keyboard.press('Home');
    expect(await taken()).toBe(0);
    expect(await sentence().innerText()).toContain('Before the first step');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await taken()).toBe(2);
    // Of the step before it says the same.
    await expect.poll(() => table().getAttribute('aria-busy')).toBe('false');
    const there = await table().innerText();
    expect(there).toContain('just went');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => table().innerText()).not.toBe(there);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => table().innerText()).toBe(there);
    // However many files of the kernel one comes through, one tab shows them; it stays when it is to.
    const tabs = page.getByRole('tablist', { name: 'Open documents' });
    expect(await tabs.getByRole('tab', { name: /^(?!.*scenario)/ }).count()).toBe(1);
    expect(await tabs.locator('.preview').count()).toBe(1);
    // Where each thread stands is marked in its source by name.
    await expect.poll(() => page.locator('.monaco-editor .thread-line').count()).toBeGreaterThan(0);
    await page.keyboard.press('.');
    const switched = await taken();
    expect(switched).toBeGreaterThan(2);
    await page.keyboard.press('F10');
    expect(await taken()).toBe(switched + 1);
    await page.keyboard.press('End');
    expect(await taken()).toBe(end);
    await player.getByRole('region', { name: 'Violation' }).waitFor();
  });

  it('stays alone in the window, step by step, where it was made to fill it', async () => {
    const { page } = lab;
    const fills = (): Promise<boolean> => player.evaluate((pane) => pane.clientWidth > 0.9 * innerWidth);
    const sizes = (): Promise<number[][]> =>
      page.locator('.dv-groupview').evaluateAll((groups) => groups.map(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]));
    await page.keyboard.press('Alt+P');
    expect(await fills()).toBe(false);
    const sizesBefore = await sizes();
    await page.keyboard.press('ControlOrMeta+Shift+M');
    await expect.poll(fills).toBe(true);
    const before = await taken();
    for (const key of ['Shift+F10', 'Shift+F10', 'F10']) await page.keyboard.press(key);
    await expect.poll(taken).toBe(before - 1);
    await drawn(page, 3);
    expect(await fills()).toBe(true);
    // However narrow the window was meanwhile, longer than it takes until a layout is kept.
    const [width, height] = await sizeOf(lab.app);
    await resize(lab, 1024, 700);
    await page.keyboard.press('Alt+P');
    await page.waitForTimeout(500);
    await resize(lab, width!, height!);
    await page.keyboard.press('ControlOrMeta+Shift+M');
    await expect.poll(fills).toBe(false);
    await expect.poll(sizes).toEqual(sizesBefore);
    await page.keyboard.press('F10');
    await expect.poll(taken).toBe(before);
  });

  it('scrubs, plays and jumps', async () => {
    const { page } = lab;
    await slider().fill('5');
    expect(await player.getByLabel('Steps taken').first().innerText()).toMatch(/^5\s*of/);
    await slider().fill(String((await count()) - 8));
    await player.getByLabel('Speed').selectOption({ label: '25/s' });
    await slider().focus();
    await page.keyboard.press('Space');
    await expect.poll(taken).toBe(await count());
    await player.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await player.getByLabel('Jump to the steps of').selectOption({ label: 'munmap' });
    await player.getByRole('button', { name: 'Previous step of it' }).click();
    expect(await sentence().innerText()).toMatch(/^munmap /);
    expect(await slider().getAttribute('aria-valuetext')).toMatch(/^Step \d+ of \d+: munmap /);
    // A use after free is looked at by no check: the step that is one is the property's.
    await player.getByLabel('Jump to the steps of').selectOption({ label: 'I4, lifetime' });
    await player.getByRole('button', { name: 'Next step of it' }).click();
    expect(await taken()).toBe(await count());
    await player.getByLabel('Jump to the steps of').selectOption({ label: 'I6, counts' });
    await player.getByRole('button', { name: 'Previous step of it' }).click();
    expect(await taken()).toBeLessThan(await count());
  });

  it('shows the nearest run that ends well beside it, and where it is decided', async () => {
    await player.getByRole('button', { name: 'Steps', exact: true }).click();
    const [fails, passes] = [player.getByRole('region', { name: 'Fails' }), player.getByRole('region', { name: /^Ends well/ })];
    await passes.waitFor();
    const end = await count();
    await slider().focus();
    await lab.page.keyboard.press('End');
    await fails.getByText('decides').first().click();
    const decided = await taken();
    expect(decided).toBeLessThan(end);
    expect(await passes.getByRole('option', { selected: true }).getAttribute('aria-posinset')).toBe(String(decided));
    expect(await passes.getByRole('option', { selected: true }).innerText()).toContain('decides');
    // It is played with its states, like any other schedule.
    await passes.getByRole('button', { name: 'Play' }).click();
    await player.getByText(/Your own from step \d+ on/).waitFor();
    await slider().focus();
    await lab.page.keyboard.press('End');
    await player.getByText('all have ended, nothing is violated').waitFor();
    await lab.page.keyboard.press('ControlOrMeta+Z');
    await passes.waitFor();
    expect(await count()).toBe(end);
    await player.getByRole('button', { name: 'Threads', exact: true }).click();
  });

  it('lets the person take over, shows what leads to a violation, and comes back', async () => {
    const { page } = lab;
    await slider().focus();
    await page.keyboard.press('Home');
    const end = await count();
    await expect.poll(() => cell('Stands', 'munmap')).toContain('ready');
    await going().getByLabel('Steps to look ahead').selectOption({ label: '5 steps' });
    await slider().focus();
    await page.keyboard.press('l');
    await expect.poll(() => cell('Next', 'fault')).toMatch(/none in 5/);
    expect(await cell('Next', 'munmap')).toMatch(/none in 5/);
    const first = (await cell('Next', 'fault')).includes('as played') ? 'munmap' : 'fault';
    await table().getByRole('button', { name: new RegExp(`^Let ${first} go`) }).click();
    await expect.poll(count).toBe(1);
    expect(await sentence().innerText()).toMatch(new RegExp(`^${first} `));
    await player.getByText('Your own schedule').waitFor();
    await going().getByRole('button', { name: 'Finish' }).click();
    await expect.poll(count).toBeGreaterThan(10);
    await slider().focus();
    await page.keyboard.press('End');
    await player.getByText('all have ended, nothing is violated').waitFor();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(count).toBe(1);
    await page.keyboard.press('ControlOrMeta+Z');
    await expect.poll(count).toBe(end);
    expect(await player.getByText('Your own').count()).toBe(0);
    expect(lab.problems).toEqual([]);
  });

  it('searches on from where one is', async () => {
    const { page } = lab;
    await slider().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect.poll(taken).toBe(1);
    await going().getByRole('button', { name: 'Explore from here' }).click();
    await expect.poll(() => going().getByRole('status').innerText(), { timeout: 120_000 }).toMatch(/A violation \d+ steps? from here/);
    expect(await taken()).toBe(1);
    // The focus has stayed where it was.
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Explore from here');
    await page.keyboard.press('End');
    await player.getByRole('region', { name: 'Violation' }).waitFor();
  });

  it('steps through a scenario that nobody explored, and plays a run of one that is verified', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, `scenario({ title: 'Apart', protocol: 'none' });\n\nlet x: int;\nlet y: int;\n\nthread('a', () => { x = 1 + pick(2); });\nthread('b', () => { y = 1; });\n`);
    await page.keyboard.press('ControlOrMeta+F10');
    await expect.poll(count).toBe(0);
    await table().getByRole('button', { name: 'Let b go: writes y: 0 → 1' }).click();
    await expect.poll(() => cell('Stands', 'b')).toContain('ended');
    await table().getByRole('button', { name: 'Let a go: picks 1 of 0 … 1' }).click();
    await table().getByRole('button', { name: 'Let a go: writes x: 0 → 2' }).click();
    await player.getByText('all have ended, nothing is violated').waitFor();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Play a run' }).click();
    await expect.poll(count).toBe(3);
    await settled(page);
    await going().getByRole('button', { name: 'Close what is played' }).click();
    await player.getByText('You choose at each step').waitFor();
    expect(lab.problems).toEqual([]);
  });

  it('marks lines where they are by now, none that has changed since, and says so', async () => {
    const { page } = lab;
    const marks = page.locator('.monaco-editor .thread-name');
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, "scenario({ title: 'Mine', protocol: 'none' });\nlet x: int;\nthread('writer', { instances: 2 }, () => { x = 1; assert(x === 2, 'two'); });\n");
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('button', { name: 'Play', exact: true }).click();
    await player.getByRole('region', { name: 'Violation' }).waitFor();
    await marks.first().waitFor();
    // There is room for the names.
    const names = player.locator('.called');
    expect(await names.allTextContents()).toContain('writer/1');
    expect(await names.locator('.kind').evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length)).toBe(0);
    const note = player.getByText('The text has changed since');
    expect(await note.count()).toBe(0);
    // Lines that only moved are marked where they are.
    await typeAll(page, "// Before it all.\n\nscenario({ title: 'Mine', protocol: 'none' });\nlet x: int;\n\nthread('writer', { instances: 2 }, () => { x = 1; assert(x === 2, 'two'); });\n");
    await note.waitFor();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'assert' }).locator('.thread-name').first().waitFor();
    await typeAll(page, "// Before it all.\n\n\n\nscenario({ title: 'Mine', protocol: 'none' });\nthread('a', () => {});\n");
    await note.waitFor();
    await expect.poll(() => marks.count()).toBe(0);
    await player.getByRole('button', { name: 'To the start' }).click();
    await sentence().filter({ hasText: 'Before the first step' }).waitFor();
    await settled(page);
    await settled(page);
    expect(await marks.count()).toBe(0);
    expect(await page.locator('footer .exploration').innerText()).not.toContain('untitled');
    await openShipped(page, 'Faults in one VMA');
    await expect.poll(() => page.locator('footer .exploration').innerText()).toMatch(/·\s+untitled-\d+$/);
  });
});

describe('a scenario that is saved under a name', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'faultline-playing-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps its switches and its verdict, and its schedule is played in it', async () => {
    const { page } = lab;
    await page.keyboard.press('ControlOrMeta+N');
    await typeAll(page, "scenario({ title: 'Named later' });\nlet x: int;\nthread('writer', () => { x = 1; assert(x === 2, 'two'); });\n");
    const config = page.getByRole('button', { name: /^Config/ });
    await config.click();
    await page.getByLabel('PER_VMA_LOCK').uncheck();
    await page.keyboard.press('Escape');
    await settled(page);
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const verdict = page.locator('.monaco-editor .verdict-note').first();
    await verdict.filter({ hasText: 'Violated' }).waitFor({ timeout: 60_000 });
    await choose(lab.app, path.join(folder, 'named.scenario.ts'));
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('tab', { name: 'named.scenario.ts', selected: true }).waitFor();
    await settled(page);
    expect(await config.innerText()).toMatch(/1$/);
    await verdict.filter({ hasText: 'Violated' }).waitFor();
    expect(await explore.getByText('Another scenario is in front').count()).toBe(0);

    expect(await explore.locator('.of.dim').textContent()).toBe('named.scenario.ts');
    await explore.getByRole('button', { name: 'Play', exact: true }).click();
    await player.getByRole('region', { name: 'Violation' }).waitFor();
    expect(await player.locator('.of.dim').textContent()).toBe('named.scenario.ts');
    await page.locator('.monaco-editor .marked-line').waitFor();
    await page.locator('.monaco-editor .thread-name', { hasText: 'writer' }).waitFor();
    expect(await page.getByRole('region', { name: 'Notices' }).getByText('is not among the sources').count()).toBe(0);
    expect(lab.problems).toEqual([]);
  });
});

describe('a player that opens late', () => {
  it('leaves in front what was chosen meanwhile, until a step is taken', async () => {
    const { page } = lab;
    const front = (name: string): Locator => page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { name, selected: true });
    await openShipped(page, 'A VMA that is inserted unmarked');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await explore.getByRole('status').filter({ hasText: 'I3 field discipline' }).waitFor({ timeout: 60_000 });
    await explore.getByRole('button', { name: 'Play', exact: true }).click();
    await openShipped(page, 'Faults in one VMA');
    await player.getByRole('region', { name: 'Violation' }).filter({ hasText: 'I3 field discipline' }).waitFor({ timeout: 60_000 });
    await player.locator('[aria-busy="false"]').first().waitFor();
    await drawn(page, 6);
    await front('01-one-vma').waitFor();
    await player.getByRole('button', { name: 'Step back' }).click();
    await front('01-one-vma').waitFor({ state: 'detached' });
    expect(lab.problems).toEqual([]);
  });
});

describe('a weaker memory model', () => {
  it('is chosen, searched with, told of and played: a counterexample says what the store buffers hold', async () => {
    const { page } = lab;
    await openShipped(page, 'A lost wake-up');
    await page.keyboard.press('Alt+0');
    await explore.getByRole('tab', { name: 'Limits' }).click();
    await explore.getByLabel('Memory', { exact: true }).selectOption({ label: 'Store buffers' });
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    const steps = explore.getByRole('listbox', { name: 'Steps of the counterexample' });
    await steps.waitFor();
    expect(await explore.getByRole('list', { name: 'Threads' }).innerText()).toContain("writer's buffer");
    await steps.getByRole('option', { name: /reads vma_writer_wait: false/ }).click();
    expect(await explore.getByRole('article', { name: 'Step' }).innerText()).toContain("writer's store buffer still holds vma_writer_wait = true");
    await explore.getByRole('tab', { name: 'Coverage' }).click();
    expect(await explore.innerText()).toContain('total store order');
    await explore.getByRole('tab', { name: 'Result' }).click();
    await explore.getByRole('button', { name: 'Play' }).first().click();
    await player.getByText("writer's buffer").filter({ visible: true }).first().waitFor();
    expect(lab.problems).toEqual([]);
  });
});
