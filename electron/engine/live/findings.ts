/** What goes wrong in a session, as it comes in: failures of threads, suspicions of the watchdog. The first one ends it. */
import { FAIL, shadowSite, shadowThread } from '../../../shared/dialect/live/abi.ts';
import { hex } from '../../../shared/dialect/value-text.ts';
import type { Diagnosis, SessionSample, StackFrame, ThreadInfo } from '../../../shared/trace/session.ts';
import { inPlaceFrom } from '../../../shared/report/place-text.ts';
import { blockade, type Blockade } from './blocked.ts';
import { diagnosis, explainDamage, explainFailure, type Scene } from './explain.ts';
import { Latch } from './latch.ts';
import type { Failure } from './protocol.ts';
import { stackOf } from './stack.ts';
import { explainSuspicion, type Stuck } from './suspicion.ts';

export class Findings {
  /** Something was found that leaves nothing to wait for. */
  readonly broken = new Latch<'diagnosis'>();
  readonly diagnoses: Diagnosis[] = [];
  /** Where threads stood when they were cut off. */
  readonly cutStacks = new Map<number, StackFrame[]>();
  private suspicion: { what: Stuck; sample: SessionSample; blocked: Blockade } | null = null;
  private closed = false;

  constructor(private readonly scene: Scene) {}

  /** A thread's call failed. Being cut off is no finding: it was asked for. */
  failed(thread: ThreadInfo, failure: Failure): void {
    if (this.closed) return;
    if (failure.type === 'fail' && failure.kind === FAIL.stopped) {
      this.cutStacks.set(thread.index, stackOf(this.scene.image, failure.site, failure.trace));
      return;
    }
    this.diagnoses.push(explainFailure(this.scene, thread, failure));
    this.broken.set('diagnosis');
  }

  /** Who is in whose way is looked at now, before anybody is cut off; it is told by `close()`, when it is known where the threads stood. */
  suspected(what: Stuck, sample: SessionSample): void {
    if (this.closed || this.broken.isSet) return;
    this.suspicion = { what, sample, blocked: blockade(this.scene, sample) };
    this.broken.set('diagnosis');
  }

  conditionFailed(name: string, when: string): void {
    this.diagnoses.push(diagnosis('condition', this.scene.threads[0]!, [], `condition: "${name}" does not hold ${when}`));
  }

  /** Objects that are left when all threads have ended and the kernel has freed what it knows of. */
  leaked(leaks: readonly { struct: string; count: number }[]): void {
    if (leaks.length === 0) return;
    const what = leaks.map(({ struct, count }) => `${count} ${struct}`).join(', ');
    const found = diagnosis('leak', this.scene.threads[0]!, [], `leak: ${what} ${leaks.length === 1 && leaks[0]!.count === 1 ? 'is' : 'are'} still allocated at the end`);
    this.diagnoses.push({ ...found, details: this.allocations() });
  }

  /** Writes to objects that were free, and that nobody has used again, so that nobody came by the damage. */
  damaged(objects: readonly { address: number; shadow: number }[], limit = 8): void {
    if (objects.length === 0) return;
    const [first, ...others] = objects.slice(0, limit).map(({ address, shadow }) => explainDamage(this.scene, address, shadow));
    const found = diagnosis('write-after-free', this.scene.threads[0]!, [], `write-after-free: ${first}`);
    this.diagnoses.push({ ...found, details: others.map((text) => `Also, ${text}.`) });
  }

  /** Without full checks nobody looks at the pointer itself. */
  writtenThroughNull(address: number): void {
    if (address < 0) return;
    const found = diagnosis('null-pointer', this.scene.threads[0]!, [], `null-pointer: somebody wrote to ${hex(address)} through a NULL pointer`);
    this.diagnoses.push({ ...found, details: ['In trace mode every access is checked: then it is known who wrote, and where.'] });
  }

  /** Where the threads stood that were cut off: a sentence for the note. */
  cutOffs(): string {
    const places = this.scene.threads
      .filter(({ index, kind }) => kind !== 'kthread' && this.cutStacks.has(index))
      .map(({ name, index }) => `\`${name}\`${inPlaceFrom(this.cutStacks.get(index)!)}`);
    return places.length > 0 ? `: ${places.slice(0, 4).join('; ')}${places.length > 4 ? '; …' : ''}` : '';
  }

  /** Nothing that comes later counts: the threads are being ended. */
  close(): void {
    if (this.suspicion && this.diagnoses.length === 0) {
      const { what, ...seen } = this.suspicion;
      this.diagnoses.push(explainSuspicion(this.scene, what, { ...seen, stacks: this.cutStacks }));
    }
    this.closed = true;
  }

  /** Who allocated what is still there, the most frequent places first. */
  private allocations(limit = 8): string[] {
    const { heap, threads, image } = this.scene;
    const counts = new Map<string, number>();
    heap.forEach((struct, _address, shadow) => {
      const site = image.program.sites[shadowSite(shadow)];
      const place = site ? ` in ${site.fn} (${site.file}:${site.line})` : '';
      const text = `${image.layout.structNames[struct]} allocated by \`${threads[shadowThread(shadow)]?.name ?? '?'}\`${place}`;
      counts.set(text, (counts.get(text) ?? 0) + 1);
    });
    const sorted = [...counts].sort(([, a], [, b]) => b - a);
    return sorted.slice(0, limit).map(([text, count]) => `${count} × ${text}.`);
  }
}
