/** A case compiled once, with switches in the kernel's properties, and searched with all of them and without one. */
import { search } from '../../../../electron/engine/explore/search.ts';
import { StepRun, vectorOf } from '../../../../electron/engine/replay/step-run.ts';
import { createCompiler } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { STEP_BACKENDS } from '../../../../shared/dialect/step/runtime.ts';
import { dialectLib, kernelSources } from '../../../../shared/sources/index.ts';
import { kernelOf } from '../../../../shared/variants/kernel.ts';
import { partsOf, switchable } from './parts.ts';
import type { Case } from './cases/case.ts';

export const PARTS = kernelSources.filter(({ path }) => path.includes('/properties/')).flatMap(partsOf);

const HOME = 'v1-rwsem-rcu';
/** The number of the part that is left out; 0: none is. */
const LEFT_OUT = { path: 'kernel/properties/left_out.ts', text: 'let left_out: int;\n' };
const OBJECTS = 8;

const compiler = createCompiler(dialectLib);
const kernels = new Map<string, ReturnType<typeof kernelOf>>();

function kernelWithSwitches(protocol: string): ReturnType<typeof kernelOf> {
  const kernel = kernels.get(protocol) ?? [LEFT_OUT, ...kernelOf(protocol).map((source) => switchable(source, PARTS, (part) => `left_out === ${PARTS.indexOf(part) + 1}`))];
  kernels.set(protocol, kernel);
  return kernel;
}

export class Switched {
  private constructor(private readonly image: StepImage) {}

  static of({ text, property, protocol = HOME, config }: Case): Switched {
    const { diagnostics, program } = compiler.check({
      scenario: { path: 'scenarios/test.scenario.ts', text: `scenario({ title: 'test' });\n${text}` }, protocol,
      kernel: { protocols: [protocol], files: kernelWithSwitches }, soundKernel: true,
      config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false, ...config },
      configOf: (threads) => ({ NR_TASKS: 2 + threads.reduce((n, t) => n + t.instances, 0) }), backend: STEP_BACKENDS.sc,
    });
    if (!program) throw new Error(diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    const properties = program.properties.some(({ name, checked }) => name === property && checked) ? [property] : [];
    return new Switched(emitStep(program, { properties, objects: OBJECTS, states: 2_000_000, path: 0, workers: 1, symmetric: false }));
  }

  /** The property that is violated, or what else is; null: nothing. */
  async told(without?: string): Promise<string | null> {
    const { outcome, found, reason } = await search(this.image, {
      objects: OBJECTS, limitMs: 600_000, shorten: false, signal: new AbortController().signal, onProgress: () => {},
      ...(without !== undefined && { from: this.firstStateWithout(without) }),
    });
    if (!found && outcome !== 'verified') throw new Error(reason ?? outcome);
    return found ? (found.property ?? found.kind) : null;
  }

  private firstStateWithout(name: string): Int32Array<ArrayBuffer> {
    const run = new StepRun(this.image);
    run.boot();
    const state = vectorOf(run.save());
    state[this.image.layout.globals['left_out']! / 4] = 1 + PARTS.findIndex((part) => part.name === name);
    return state;
  }
}
