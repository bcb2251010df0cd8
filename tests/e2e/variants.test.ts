import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { openShipped, ready, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(() => lab.close());

describe('comparing variants', () => {
  let variants: Locator;

  it('says what is wrong before anything is run', async () => {
    const { page } = lab;
    await openShipped(page, 'Faults in one VMA');
    await page.keyboard.press('Alt+Shift+M');
    variants = page.locator('section[aria-label="Compare variants"]');
    await variants.getByLabel('Threads').fill('1, 99');
    await variants.getByRole('status').filter({ hasText: 'Threads: numbers from 1 to 32' }).waitFor();
    expect(await variants.getByRole('button', { name: 'Compare', exact: true }).isDisabled()).toBe(true);
    await variants.getByLabel('Threads').fill('1, 2');
  });

  it('runs the scenario in each that is chosen, in turn, and shows figures and spread', async () => {
    await variants.getByRole('button', { name: /variants$/ }).click();
    await variants.getByRole('button', { name: 'None' }).click();
    for (const name of ['v1-rwsem-rcu', '6.15-refcnt']) await variants.getByRole('checkbox', { name }).check();
    await variants.getByRole('button', { name: '2 of 9 variants' }).click();
    await variants.getByLabel('Rounds').fill('2');
    await variants.getByLabel('Time').fill('300 ms');
    await variants.getByRole('button', { name: 'Compare', exact: true }).click();
    await variants.getByRole('progressbar').waitFor();
    await variants.getByRole('button', { name: 'Compare', exact: true }).waitFor({ timeout: 120_000 });
    const table = variants.getByRole('table').filter({ hasText: 'Faults a second' });
    for (const name of ['v1-rwsem-rcu × 1', '6.15-refcnt × 1', 'v1-rwsem-rcu × 2', '6.15-refcnt × 2']) {
      const [median, , ratio, , runs] = await table.getByRole('row', { name }).getByRole('cell').allInnerTexts();
      expect([Number.parseFloat(median!) > 0, Number(ratio) > 0, runs]).toEqual([true, true, '2']);
    }
    await variants.getByRole('table').filter({ hasText: 'How faults went' }).waitFor();
    await variants.getByRole('group', { name: 'Chart of the throughput' }).getByText('Faults a second').waitFor();
    await variants.getByRole('img', { name: /^Throughput of each variant/ }).locator('canvas').waitFor();
  });

  it('stops where it is told to, and keeps what there is', async () => {
    await variants.getByLabel('Rounds').fill('100');
    await variants.getByRole('button', { name: 'Compare', exact: true }).click();
    await variants.getByRole('status').filter({ hasText: /^[1-9]\d* of 400 runs$/ }).waitFor({ timeout: 60_000 });
    await variants.getByRole('button', { name: 'Stop', exact: true }).click();
    await variants.getByRole('status').filter({ hasText: 'stopped' }).waitFor({ timeout: 60_000 });
    expect(await variants.getByRole('table').first().getByRole('row').count()).toBe(5);
    expect(lab.problems).toEqual([]);
  });

  it('says once, and where, what is wrong with a scenario in each of them', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Wrong' });\nthread('t', () => { no_such_function(); });\n");
    await variants.getByRole('button', { name: 'Compare', exact: true }).click();
    await variants.getByText('The scenario has errors, with each variant').waitFor({ timeout: 60_000 });
    expect(await variants.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/^\S+:2 Cannot find name 'no_such_function'\.$/)]);
    await variants.getByRole('listitem').getByRole('button').click();
    expect(lab.problems).toEqual([]);
  });
});
