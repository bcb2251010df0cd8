/** What axe, the checker of accessibility, has against the window. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** To be called once for a page, before `faults`. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
}

/** Of a window that was looked at in another theme: only contrast can be another. */
export const CONTRAST: readonly string[] = ['color-contrast'];

/** Rule and elements of what is wrong with the window as it is, or with parts of it. `rules`: these alone. */
export async function faults(page: Page, within: readonly string[] = ['html'], rules: readonly string[] | null = null): Promise<string[]> {
  return page.evaluate(async ([include, only]) => {
    interface Axe { run(context: Document, options: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ include: include.map((selector) => [selector]) } as unknown as Document, only ? { runOnly: { type: 'rule', values: only } } : { rules: { 'landmark-one-main': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim() ?? ''}`));
  }, [within, rules] as const);
}
