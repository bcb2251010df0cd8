/**
 * What the first start of a build leaves for all later ones: Chromium's compiled scripts, and the compiler's word on the scenario that is open
 * then. New profiles begin with it, so that tests start the lab as people mostly do, in a third of the time.
 */
import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';

const KEPT = ['Code Cache', 'check.json'];
/** Those who run the tests have a folder of temporary files of their own: what is there is of this build. */
const first = path.join(tmpdir(), 'first-profile');

/** `start`: of the lab, with the profile of this name. */
export async function beginAfterFirstStart(profile: string, start: (profile: string) => Promise<{ page: Page; close(): Promise<void> }>): Promise<void> {
  if ((await readdir(profile).catch(() => [])).length > 0) return;
  if (!existsSync(first)) {
    const lab = await start(first);
    await lab.page.locator('footer[aria-busy="false"]').waitFor();
    await vi.waitUntil(() => existsSync(path.join(first, 'check.json')), { timeout: 30_000 });
    await lab.close();
  }
  for (const kept of KEPT) await cp(path.join(first, kept), path.join(profile, kept), { recursive: true });
}
