import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flashes, openShipped, pane, ready, runButton, stop } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(() => lab.close());

describe('a running session', () => {
  it('has structs before it runs: how they lie is known of what is checked, those within a struct taken apart', async () => {
    const { page } = lab;
    const inspector = await pane(page, 'Inspector');
    await inspector.getByRole('tab', { name: 'Layout' }).click();
    await inspector.getByText('of the scenario as checked').waitFor();
    await inspector.getByRole('listitem').filter({ hasText: 'vm_lock.owner' }).first().waitFor();
    await inspector.getByRole('tab', { name: 'Objects' }).click();
    await inspector.getByText('every object of the kernel').waitFor();
  });

  it('is inspected while it runs: objects with their fields in words', async () => {
    const { page } = lab;
    const inspector = await pane(page, 'Inspector');
    await runButton(page).click();
    await inspector.getByRole('option').first().waitFor();
    await inspector.getByLabel('Filter objects').fill('mm_struct');
    await inspector.getByRole('option', { name: /0x/ }).first().click();
    const row = inspector.getByRole('row').filter({ hasText: 'mm_lock_seq' });
    await row.waitFor();
    const first = await row.innerText();
    // Somebody unmaps all the time.
    await expect.poll(() => row.innerText()).not.toBe(first);
    // What they mean is seen without scrolling, in as much room as a small window has, too.
    const beyond = (table: HTMLElement): number => {
      table.style.width = '190px';
      const width = table.scrollWidth - table.clientWidth;
      table.style.width = '';
      return width;
    };
    expect(await inspector.getByRole('group', { name: 'Fields' }).evaluate(beyond)).toBe(0);
    await inspector.getByRole('tab', { name: 'RCU' }).click();
    await inspector.getByText(/Grace period/).first().waitFor();
    await inspector.getByRole('tab', { name: 'Tree' }).click();
    await inspector.getByText('leaf').first().waitFor();
    await inspector.getByRole('tab', { name: 'Layout' }).click();
    await inspector.getByRole('listitem').filter({ hasText: 'vm_lock_seq' }).first().waitFor();
    await inspector.getByRole('tab', { name: 'Locks' }).click();
    await inspector.getByRole('button', { name: /^All \d+ locks$/ }).click();
    await inspector.getByRole('row').filter({ hasText: 'mmap_lock' }).first().waitFor();
  });

  it('says who holds which lock, by name', async () => {
    const inspector = await pane(lab.page, 'Inspector');
    await inspector.getByRole('button', { name: 'Only those held or waited for' }).click();
    await flashes(lab.page, 'table.holdings tr', /^(fault\/\d|munmap).*(mmap_lock|vm_lock of VMA 0x[0-9a-f]+–0x[0-9a-f]+) for (read|write)/);
  });

  it('draws its address space: pages, faults with the names of their threads, VMAs that are not in the tree', async () => {
    const { page } = lab;
    await pane(page, 'Threads');
    await pane(page, 'Counters');
    const space = await pane(page, 'Address space');
    // Nobody looks at the inspector.
    await space.locator('svg rect.page').first().waitFor({ timeout: 30_000 });
    await flashes(page, 'svg text.who', /^fault\/\d$/);
    const outside = space.getByRole('group', { name: 'VMAs not in the tree' });
    await outside.getByRole('listitem').first().waitFor();
    expect(await outside.innerText()).toMatch(/^\d+ not in the tree/);
    await space.getByRole('button', { name: 'Table' }).click();
    await space.getByRole('columnheader', { name: 'Faults' }).waitFor();
    await space.getByRole('button', { name: 'Picture' }).click();
  });

  it('says which locks were waited for, and behind whom', async () => {
    const { page } = lab;
    const contention = await pane(page, 'Contention');
    await contention.getByRole('row').filter({ hasText: 'mmap_lock' }).first().waitFor({ timeout: 30_000 });
    await stop(page);
    await pane(page, 'Contention');
    const row = contention.getByRole('row').filter({ hasText: 'mmap_lock' }).first();
    // Who waited, and whom for: threads of the scenario.
    await expect.poll(() => row.innerText()).toMatch(/fault\/\d/);
  });

  it('has its lanes hidden, pinned and found in', async () => {
    const { page } = lab;
    const timeline = await pane(page, 'Timeline');
    const lanes = timeline.getByRole('list', { name: 'Threads' }).getByRole('listitem');
    const count = await lanes.count();
    const last = await lanes.nth(count - 1).locator('.name').innerText();
    await timeline.getByRole('button', { name: `Pin ${last}` }).click();
    expect(await lanes.first().locator('.name').innerText()).toBe(last);
    await timeline.getByRole('button', { name: `Hide ${last}` }).click();
    expect(await lanes.count()).toBe(count - 1);
    await timeline.getByRole('button', { name: '1 hidden' }).click();
    expect(await lanes.count()).toBe(count);
    await timeline.getByRole('button', { name: 'Fit all' }).click();
    const find = timeline.getByRole('searchbox');
    await find.fill('munmap');
    await find.press('Enter');
    await timeline.locator('.strip').filter({ hasText: 'munmap' }).waitFor();
    await find.fill('no such thing');
    await find.press('Enter');
    await timeline.getByText('no more').waitFor();
    await timeline.getByRole('button', { name: 'Mark' }).click();
    expect(lab.problems).toEqual([]);
  });
});

describe('a schedule that is played', () => {
  it('is inspected at its playhead: what the step changed is marked, with what it was', async () => {
    const { page } = lab;
    await openShipped(page, 'up_read() as posted, one fault and one munmap');
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await page.locator('section[aria-label="Explore"]').getByRole('button', { name: 'Play', exact: true }).click();
    await page.locator('section[aria-label="Player"]').getByRole('region', { name: 'Violation' }).waitFor();
    const inspector = await pane(page, 'Inspector');
    await inspector.getByRole('tab', { name: 'Objects' }).click();
    await page.keyboard.press('Alt+P');
    await page.keyboard.press('Home');
    await inspector.getByText('before the first step').waitFor();
    const changed = inspector.locator('tr.changed');
    // Not every step changes something; soon one does.
    await expect.poll(async () => {
      await page.keyboard.press('F10');
      await inspector.getByText(/after step \d+/).waitFor();
      return changed.count();
    }).toBeGreaterThan(0);
    expect(await changed.first().locator('del').count()).toBe(1);
    await inspector.getByLabel('All fields').check();
    const rows = inspector.locator('tbody tr');
    const [all, some] = [await rows.count(), await changed.count()];
    expect(all).toBeGreaterThan(some);
    await inspector.getByLabel('Changed only').check();
    // What it stands in is told, too.
    await expect.poll(() => rows.count()).toBeLessThan(all);
    expect(await changed.count()).toBe(some);
    await inspector.getByLabel('Changed only').uncheck();
    await expect.poll(() => rows.count()).toBe(all);
    const space = await pane(page, 'Address space');
    await space.locator('svg text').filter({ hasText: 'rw-' }).waitFor();
    // Soon the first thread is in its fault.
    await expect.poll(async () => {
      await page.keyboard.press('F10');
      return space.locator('svg text.who').filter({ hasText: 'fault' }).count();
    }).toBe(1);
    await inspector.getByRole('tab', { name: 'Locks' }).click();
    await expect.poll(async () => {
      await page.keyboard.press('F10');
      return inspector.locator('table.holdings').getByText('vm_lock of VMA 0x100000–0x101000 for read').count();
    }).toBe(1);
    expect(lab.problems).toEqual([]);
  });
});
