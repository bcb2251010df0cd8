import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { colourfulness, counter, grows, openShipped, pane, ready, runButton, stop, stopButton, typeAll } from './lab-page.ts';
import { launchLab, type Lab } from './launch.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await launchLab();
  await ready(lab.page);
});
afterAll(async () => {
  await lab.close();
});

describe('running a scenario', () => {
  it('starts with the default scenario open and nothing wrong with it', async () => {
    const { page } = lab;
    expect(await page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab').allInnerTexts()).toEqual(['03-munmap.scenario.ts']);
    expect(await page.locator('.monaco-editor .view-lines').innerText()).toContain('munmap');
    expect(await page.getByText('0 problems').count()).toBe(1);
    await page.getByText('Run a scenario, and its counters move here.').waitFor();
  });

  it('shows counters that move, lanes that fill and the address space, while it runs', async () => {
    const { page } = lab;
    await pane(page, 'Problems');
    await page.keyboard.press('ControlOrMeta+Enter');
    await stopButton(page).waitFor();
    // What it draws comes to the front.
    await page.getByRole('tab', { name: 'Timeline', exact: true, selected: true }).waitFor();
    await page.getByRole('button', { name: 'Follow', pressed: true }).waitFor();
    await grows(() => counter(page, 'FAULT'), 0);
    const faults = await counter(page, 'FAULT');
    await grows(() => counter(page, 'FAULT'), faults);

    const lanes = page.locator('section[aria-label="Timeline"] canvas.rects');
    await grows(() => colourfulness(page, lanes), 0.005);
    await page.locator('.u-wrap canvas').first().waitFor();

    const space = await pane(page, 'Address space');
    await space.locator('svg rect').first().waitFor();
    expect(await space.locator('svg').first().textContent()).toContain('rw-');
    await space.getByRole('button', { name: 'Table' }).click();
    await space.getByRole('cell', { name: /^0x100000–0x104000$/ }).waitFor();
    await space.getByRole('button', { name: 'Picture' }).click();

    const threads = await pane(page, 'Threads');
    expect(await threads.getByRole('row').count()).toBeGreaterThanOrEqual(6);
    expect(await threads.innerText()).toContain('fault/2');
  });

  it('stops when it is told to, and reports', async () => {
    const { page } = lab;
    const session = await stop(page);
    // There is nothing to follow any more.
    await page.getByRole('button', { name: 'Latest', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Follow' }).count()).toBe(0);
    const report = await session.innerText();
    expect(report).toMatch(/it was stopped, after its threads had run for \d+:\d\d\.\d\./);
    // No thread is cut off that only waited for the window, or for a processor.
    expect(report).toContain('All checks hold');
    expect(report).toContain('v1-rwsem-rcu');
    const faults = await counter(page, 'FAULT');
    await page.waitForTimeout(500);
    expect(await counter(page, 'FAULT')).toBe(faults);
    expect(lab.problems).toEqual([]);
  });

  it('runs again, for a time, with figures only, and checks everything at the end', async () => {
    const { page } = lab;
    await openShipped(page, 'Faults against mprotect');
    await page.getByLabel('Mode').selectOption('throughput');
    await page.getByLabel('Time', { exact: true }).fill('1 s');
    // The second half of a double click is not for the button that has taken its place.
    await runButton(page).dblclick();
    await page.getByText('Throughput mode records no events').waitFor();
    const session = await pane(page, 'Session');
    await session.getByText('its time was over').waitFor();
    await session.getByText('All checks hold').waitFor();
    await session.getByText('no leak').waitFor();
    const [faults, ...ended] = await Promise.all(['FAULT', 'VMA_LOCK_SUCCESS', 'FAULT_MMAP_LOCK', 'FAULT_SIGSEGV', 'FAULT_OOM'].map((name) => counter(page, name)));
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(faults);
    expect(await counter(page, 'MPROTECT')).toBeGreaterThan(0);
    const latencies = await pane(page, 'Latencies');
    expect(await latencies.getByRole('row', { name: /^fault / }).innerText()).toMatch(/(ns|µs|ms)/);
    // Each figure is seen at the size that the window has at first; in a smaller one, whose figures they are beside the last of them, too.
    expect(await latencies.locator('.table').evaluate((table) => table.scrollWidth - table.clientWidth)).toBe(0);
    const fromLeft = await latencies.locator('.table').evaluate((table) => {
      (table as HTMLElement).style.width = '280px';
      table.scrollLeft = table.scrollWidth;
      const left = table.querySelector('td')!.getBoundingClientRect().left - table.getBoundingClientRect().left;
      (table as HTMLElement).style.width = '';
      return left;
    });
    expect(fromLeft).toBe(0);
    await pane(page, 'Counters');
    await page.getByLabel('Mode').selectOption('trace');
    await page.getByLabel('Time', { exact: true }).fill('');
  });

  it('does not run, by key either, with another time or seed than is seen', async () => {
    const { page } = lab;
    const notices = page.getByRole('region', { name: 'Notices' });
    for (const [field, text] of [['Time', 'soon'], ['Seed', '-1']] as const) {
      await page.getByLabel(field, { exact: true }).fill(text);
      await page.keyboard.press('ControlOrMeta+Enter');
      await notices.getByText(`${field}: `).filter({ hasText: `“${text}” is none` }).waitFor();
      expect(await stopButton(page).count()).toBe(0);
      expect(await runButton(page).getAttribute('title')).toContain(`${field}: `);
      // What marks the focus marks what is wrong, too.
      const colours = await page.getByLabel(field, { exact: true }).evaluate((input) => [getComputedStyle(input).outlineColor, getComputedStyle(input).borderTopColor]);
      expect(colours[0]).toBe(colours[1]);
      // Corrected, it is of the past.
      await page.getByLabel(field, { exact: true }).fill('');
      await notices.getByText(`${field}: `).waitFor({ state: 'detached' });
    }
  });

  it('leaves a switch as it was where no number was typed for it, and says so', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'Config', exact: true }).click();
    for (const text of ['', '1.5', '99999999999']) {
      const field = page.getByLabel('NR_TASKS', { exact: true });
      await field.fill(text);
      await field.press('Tab');
      await page.getByText(/^NR_TASKS takes a whole number .* it stays 64\.$/).waitFor();
      await expect.poll(() => field.inputValue()).toBe('64');
    }
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Config', exact: true }).innerText()).toBe('Config');
  });

  it('takes the switches that the person set', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'Config', exact: true }).click();
    await page.getByLabel('PER_VMA_LOCK').uncheck();
    await page.keyboard.press('Escape');
    await page.getByLabel('Time', { exact: true }).fill('500ms');
    await runButton(page).click();
    const session = await pane(page, 'Session');
    await session.getByText('PER_VMA_LOCK=n').waitFor();
    await session.getByText('its time was over').waitFor();
    expect(await counter(page, 'VMA_LOCK_SUCCESS')).toBe(0);
    expect(await counter(page, 'FAULT_MMAP_LOCK')).toBeGreaterThan(0);
    await page.getByLabel('Time', { exact: true }).fill('');
  });

  it('shows an assertion that fails with the line it is in', async () => {
    const { page } = lab;
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await typeAll(page, "scenario({ title: 'Fails' });\n\nthread('a', () => {\n  assert(this_thread() > 9, 'nine threads');\n});\n");
    await runButton(page).click();
    const session = await pane(page, 'Session');
    await session.getByRole('heading', { name: 'Violation' }).waitFor();
    expect(await session.innerText()).toContain('nine threads');
    // The line at the foot of the window leads there, too.
    await pane(page, 'Address space');
    await page.getByRole('button', { name: /^Violation found/ }).click();
    await session.waitFor();
    await session.getByRole('list', { name: /Stack/ }).getByRole('button').first().click();
    expect(await page.locator('.monaco-editor .view-line').filter({ hasText: 'assert' }).count()).toBe(1);
    await page.locator('.monaco-editor .cursor').waitFor({ state: 'attached' });
    await runButton(page).waitFor();
  });

  it('shows who waits for whom in a deadlock', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Stuck' });\nlet a: Embedded<rw_semaphore>;\nsetup(() => { init_rwsem(a); });\nthread('twice', () => {\n  down_write(a);\n  down_write(a);\n});\n");
    await runButton(page).click();
    const session = await pane(page, 'Session');
    const circle = session.getByRole('region', { name: 'Circle of waits' });
    await circle.waitFor();
    expect(await circle.innerText()).toContain('twice → a → twice');
    const lock = session.getByRole('region', { name: 'a', exact: true });
    expect(await lock.innerText()).toMatch(/held for write by twice\s+twice waits for write/);
    await lock.getByRole('button').click();
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'down_write' }).first().waitFor();
    await runButton(page).waitFor();
  });

  it('says what makes lanes empty, and draws what a tracepoint brackets', async () => {
    const { page } = lab;
    const without = (body: string): string => `scenario({ title: 'Drawn', protocol: 'none' });\n\nthread('a', () => {\n${body}});\n`;
    const word = page.getByText('The program has no tracepoint');
    await typeAll(page, without('  cpu_relax();\n'));
    await runButton(page).click();
    await word.waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/untraced.png` });
    await stop(page);
    await typeAll(page, without("  tracepoint('work:begin');\n  cpu_relax();\n  tracepoint('work:end');\n"));
    await runButton(page).click();
    await grows(() => colourfulness(page, page.locator('section[aria-label="Timeline"] canvas.rects')), 0.005);
    expect(await word.count()).toBe(0);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/traced.png` });
    await stop(page);
  });

  it('tells threads of one kind apart, however long their name is', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Many' });\n\nthread('one_of_many_that_do_the_same', { instances: 12 }, () => {\n  cpu_relax();\n});\n");
    await runButton(page).click();
    await stopButton(page).waitFor();
    const names = page.locator('section[aria-label="Timeline"] .headers .name');
    await names.filter({ hasText: 'one_of_many_that_do_the_same/11' }).waitFor();
    expect(await names.evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent))).toEqual([]);
    await stop(page);
  });

  it('stays answerable beside a thread that never ends, and stops it', async () => {
    const { page } = lab;
    await typeAll(page, "scenario({ title: 'Spins' });\n\nthread('spinner', { instances: 4 }, () => {\n  while (this_thread() > 0) cpu_relax();\n});\n");
    await runButton(page).click();
    await stopButton(page).waitFor();
    const threads = await pane(page, 'Threads');
    await threads.getByText('running').first().waitFor();
    const session = await stop(page);
    expect(await session.innerText()).toContain('it was stopped');
  });
});
