/** Somebody who presses whatever there is, in an order that is the same each time: what they typed stays, and the keys go on. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { drawn, ready, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

const ACTS = 40;
const lost = `scenario({ title: 'Lost update', protocol: 'none' });

let x: int;

thread('add', { instances: 2 }, () => {
  x = x + 1;
});
always('both count', () => x <= 2);
`;
const COMMANDS = [
  'Catalogue: Explore the Cell', 'Catalogue: Stop', 'Editor: Next Tab', 'Explore: Pause', 'Explore: Resume', 'Explore: Source of the Step', 'Explore: Stop', 'File: Close Editor', 'File: Reopen Closed Editor',
  'Help: About', 'Help: Keyboard Shortcuts', 'Help: Preferences', 'Mutants: Stop', 'Mutants: Try', 'Player: Back to the Schedule', 'Player: Close What', 'Player: Finish', 'Player: Play a Run', 'Player: Step Through',
  'Player: Undo', 'Run: Stop', 'Timeline: Next Slice', 'View: Contention', 'View: Inspector', 'View: Library', 'View: Maximize', 'View: Player', 'View: Reset Layout', 'View: Toggle Light', 'View: Undo Removing',
];
const KEYS = ['Alt+0', 'Alt+1', 'Alt+3', 'ArrowDown', 'ControlOrMeta+Enter', 'ControlOrMeta+Shift+Enter', 'End', 'Escape', 'F10', 'F6', 'Home', 'Shift+F10', 'Shift+F5', 'Space', 'Tab'];

let folder: string;
let lab: Lab;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faultline-monkey-'));
  lab = await launchLab({ userDataDir: path.join(folder, 'profile') });
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** Answers a number below `below`, the next of a row that depends on `seed` alone. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function shutDialogs(page: Page): Promise<void> {
  while ((await page.locator('dialog[open]').count()) > 0) {
    await page.keyboard.press('Escape');
    await drawn(page);
  }
}

async function command(page: Page, title: string): Promise<void> {
  await shutDialogs(page);
  await page.keyboard.press('F1');
  await page.getByRole('combobox', { name: 'Command' }).fill(title);
  await page.keyboard.press('Enter');
}

/** Presses a button or a tab that is in sight. It may be gone, or behind something, before it is reached. */
async function press(page: Page, roll: (below: number) => number): Promise<void> {
  const all = page.locator('button:visible:enabled, [role="option"]:visible');
  await all.nth(roll(await all.count())).click({ timeout: 300, clickCount: 1 + roll(2) }).catch(() => {});
}

/** All that the lab keeps of what is not saved. */
async function drafts(): Promise<string> {
  const kept = path.join(folder, 'profile', 'drafts');
  return (await Promise.all((await readdir(kept)).map((file) => readFile(path.join(kept, file), 'utf8')))).join('\n');
}

it('loses nothing that is typed, nor the focus, and complains of nothing', async () => {
  const { page } = lab;
  const roll = dice(40);
  const typed: string[] = [];
  for (let act = 0; act < ACTS; act++) {
    const kind = act === 0 ? 9 : roll(10);
    if (kind < 4) await command(page, COMMANDS[roll(COMMANDS.length)]!);
    else if (kind < 7) await press(page, roll);
    else if (kind < 9) await page.keyboard.press(KEYS[roll(KEYS.length)]!);
    else {
      await shutDialogs(page);
      await page.keyboard.press('ControlOrMeta+N');
      typed.push(`// typed in act ${act}`);
      await typeAll(page, `${lost}${typed.at(-1)}\n`);
    }
    await drawn(page);
    await expect.poll(() => page.evaluate(() => document.activeElement === document.body), { message: `no focus after act ${act}` }).toBe(false);
    expect(await page.evaluate(() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight])).toEqual([0, 0]);
  }
  expect(lab.problems).toEqual([]);
  await lab.close();
  const kept = await drafts();
  expect(typed.length).toBeGreaterThan(3);
  expect(typed.filter((words) => !kept.includes(words))).toEqual([]);
});
