/** Which rules a step has to do with: the properties that it was checked by, and the conditions of which it wrote a word. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Footprint } from '../replay/footprint.ts';
import { readsOf } from '../replay/evaluation.ts';
import type { StepRun } from '../replay/step-run.ts';

/** The program's properties, then what the scenario says is to hold always; by their number. */
export function rulesOf({ program }: StepImage): string[] {
  return [...program.properties.map(({ name, title }) => `${name}, ${title}`), ...always(program).map(({ name }) => name)];
}

function always({ conditions }: StepImage['program']): StepImage['program']['conditions'] {
  return conditions.filter(({ kind }) => kind === 'always');
}

export class Rules {
  private readonly conditions: { rule: number; fn: string; reads: ReadonlySet<number> }[];

  /** `run`: in the state before the first step that is asked about. */
  constructor(private readonly run: StepRun) {
    const { program } = run.image;
    this.conditions = always(program).map(({ fn }, i) => ({ rule: program.properties.length + i, fn, reads: this.wordsOf(fn) }));
  }

  /** Those of the step that was taken last. */
  ofLast({ writes }: Footprint): number[] {
    const rules: number[] = [];
    for (let i = 0; i < this.run.image.program.properties.length; i++) if (this.run.checkedBy(i)) rules.push(i);
    for (const condition of this.conditions) {
      // What it reads is the same until one of these words is written.
      if (![...writes].some((word) => condition.reads.has(word))) continue;
      condition.reads = this.wordsOf(condition.fn);
      rules.push(condition.rule);
    }
    return rules;
  }

  private wordsOf(fn: string): ReadonlySet<number> {
    return new Set(readsOf(this.run, fn).map(({ address }) => address));
  }
}
