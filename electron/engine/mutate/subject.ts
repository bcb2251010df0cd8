/** A scenario that mutants are tried in: verified as it is, so that what is violated then is the mutant's doing. */
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import { describeScenario } from '../../../shared/dialect/compile.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { linesOf, type Line } from '../../../shared/dialect/step/lines.ts';
import { withoutFlags } from '../../../shared/explore/reason.ts';
import { NEEDS_WEAK_MEMORY, type Fate } from '../../../shared/mutate/mutant.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { roomOf } from '../explore/asked.ts';
import { chosenProperties, explore } from '../explore/explore.ts';
import { checkForSearch, type SearchInput } from '../explore/program.ts';
import { search } from '../explore/search.ts';
import { mutated, type MadeMutant } from '../../../shared/mutate/mutated.ts';

export interface TrialLimits {
  /** Of each exploration, ms. */
  limitMs: number;
  signal: AbortSignal;
  /** Whether schedules that go round for ever are looked for, too. */
  liveness?: boolean;
}

const STATES = 4_000_000;
const OBJECTS = 8;

/** The scenario is not verified as it is, and so says nothing about mutants: why. */
export class NotVerified extends Error {}

/** It has errors, so that there is nothing to explore. */
export class NotCompiled extends NotVerified {
  constructor(readonly diagnostics: Diagnostic[]) {
    super(errorText(diagnostics[0]!));
  }
}

function errorText({ file, line, message }: Diagnostic): string {
  return `${file}:${line}: ${message}`;
}

/** There are no lines to leave out. */
export class NoKernel extends Error {}

export class MutationSubject {
  private constructor(
    private readonly input: SearchInput,
    /** The variant that it is tried with. */
    readonly protocol: string,
    /** `FILE:LINE` to which a thread comes; what only setting up and cleaning up come to does not count. */
    private readonly reached: ReadonlySet<string>,
    private readonly limits: TrialLimits,
  ) {}

  /** Explores the scenario as it is. Throws `NotVerified` (`NotCompiled`), `NoKernel`. */
  static async open(input: SearchInput, limits: TrialLimits): Promise<MutationSubject> {
    if ((input.protocol ?? describeScenario(input.scenario).protocol) === 'none') throw new NoKernel('it is a program without the kernel (protocol none), so there are no lines of the protocol to leave out');
    const { checked, verdict } = await explore(input, { maxStates: STATES, objects: OBJECTS, lines: true, onProgress: () => {}, ...limits });
    if (!verdict) throw new NotCompiled(checked.diagnostics);
    if (verdict.outcome !== 'verified') throw new NotVerified(verdict.violation?.message ?? withoutFlags(verdict.reason ?? verdict.outcome));
    const unreached = new Set(verdict.unreached!.map(keyOf));
    const reached = new Set(linesOf(checked.program!).map(keyOf).filter((line) => !unreached.has(line)));
    return new MutationSubject(input, checked.scenario.protocol, reached, limits);
  }

  async try(made: MadeMutant): Promise<Fate> {
    const { mutant } = made;
    if (!this.reached.has(keyOf(mutant))) return { is: 'unreached' };
    if (NEEDS_WEAK_MEMORY.includes(mutant.kind) && (this.input.memory ?? 'sc') === 'sc') return { is: 'weak memory' };
    const kernel = kernelOf(this.protocol).map((source) => (source.path === mutant.file ? mutated(source, made) : source));
    const { program } = checkForSearch({ ...this.input, protocol: this.protocol, kernel });
    if (!program) return { is: 'refused' };
    const image = emitStep(program, { properties: chosenProperties(program, undefined), ...roomOf({ maxStates: STATES, objects: OBJECTS, symmetry: 'none', ...this.limits }) });
    // Which violation it is matters, not how short the way there may be.
    const { outcome, found, reason } = await search(image, { objects: OBJECTS, shorten: false, onProgress: () => {}, ...this.limits });
    if (found) return { is: 'killed', by: found.property ?? found.kind };
    return outcome === 'verified' ? { is: 'survived' } : { is: 'open', reason: withoutFlags(reason ?? outcome) };
  }
}

function keyOf({ file, line }: Line): string {
  return `${file}:${line}`;
}
