/** Where setup stands that never ends, and what it waits for: nobody else is there yet. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { inPlaceFrom, withoutWaiting } from '../../../shared/report/place-text.ts';
import { SetupWaits } from '../explore/failure.ts';
import { nextStep } from './evaluation.ts';
import { callsOf, SiteTable } from './sites.ts';
import { StepRun } from './step-run.ts';
import { Telling } from './telling.ts';

const BOOT = 0;

/** `: it waits for mmap_lock for write, held for write (boot itself) in mine (scenarios/a.ts:3)` */
export function whereSetupWaits(image: StepImage): string {
  const run = new StepRun(image);
  try {
    run.boot();
  } catch (error) {
    if (!(error instanceof SetupWaits)) throw error;
  }
  const sites = new SiteTable(image.program);
  const next = nextStep(run, BOOT, 0);
  const stack = sites.stack(sites.add(next.site, callsOf(run, BOOT, next.calls)));
  const { on } = new Telling(run, sites).blocked([]).find(({ thread }) => thread === BOOT)!;
  return `: it ${on}${inPlaceFrom(withoutWaiting(stack))}`;
}
