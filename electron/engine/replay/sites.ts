/** The places that steps name, each with all calls around it: those that the compiler inlined, and those on the thread's stack. */
import type { Program, Site, SiteId } from '../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Violation } from '../../../shared/explore/verdict.ts';
import type { StepRun } from './step-run.ts';

export class SiteTable {
  readonly sites: Site[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly program: Program) {}

  /** The index of a site that was reached by these calls, innermost first. */
  add(site: SiteId, calls: readonly SiteId[]): SiteId {
    if (site < 0) return -1;
    return [site, ...calls].reduceRight((caller, each) => this.chain(each, caller), -1);
  }

  /** Innermost first. */
  stack(index: SiteId): Violation['stack'] {
    const frames: Violation['stack'] = [];
    for (let at = index; at >= 0; at = this.sites[at]!.caller) {
      const { fn, file, line } = this.sites[at]!;
      frames.push({ fn, file, line });
    }
    return frames;
  }

  private chain(site: SiteId, caller: number): number {
    const original = this.program.sites[site]!;
    const outer = original.caller < 0 ? caller : this.chain(original.caller, caller);
    const key = `${site} ${outer}`;
    const index = this.known.get(key) ?? this.sites.push({ ...original, caller: outer }) - 1;
    this.known.set(key, index);
    return index;
  }
}

/** The calls that a thread is in now, innermost first: by the return places in its frames. `ahead`: those that its next step makes on the way. */
export function callsOf(run: StepRun, thread: number, ahead: readonly SiteId[] = []): SiteId[] {
  const { regions, frames } = run.image;
  const calls = [...ahead];
  for (let pc = run.pc(thread); pc !== 0; ) {
    const frame = frames.get(regions.counters[pc]!.fn)!;
    pc = run.frame(thread, frame.base);
    const call = pc === 0 ? null : callBefore(run.image, pc);
    if (call !== null) calls.push(call);
  }
  return calls;
}

/** Of each image, by the places that calls return to: asked for at every step of a schedule. */
const known = new WeakMap<StepImage, Map<number, SiteId | null>>();

/** The call that returns to this place, if it is one that the program itself makes. */
function callBefore(image: StepImage, pc: number): SiteId | null {
  const calls = known.get(image) ?? new Map<number, SiteId | null>();
  known.set(image, calls);
  let call = calls.get(pc);
  if (call === undefined) {
    const back = image.regions.counters[pc]!;
    call = image.frames.get(back.fn)?.blocks.find((b) => b.call && b.end.op === 'jump' && b.end.target === back.block)?.call?.site ?? null;
    calls.set(pc, call);
  }
  return call;
}
