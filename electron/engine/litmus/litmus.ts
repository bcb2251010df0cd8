/** Runs litmus tests: whether an exploration with a memory model comes to a row's outcome. */
import type { MemoryModel } from '../../../shared/dialect/memory-model.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { litmusText, rowOf } from '../../../shared/litmus/text.ts';
import type { LitmusRow } from '../../../shared/litmus/rows.ts';
import type { Program } from '../../../shared/dialect/ir.ts';
import { checkForSearch } from '../explore/program.ts';
import { search } from '../explore/search.ts';

const OBJECTS = 2;
const MOST_STATES = 400_000;
const LIMIT_MS = 120_000;

export interface LitmusResult {
  /** Null: the search did not come to an end; `reason` says why. */
  allowed: boolean | null;
  reason: string | null;
  states: number;
}

export interface LitmusOptions {
  reduction?: 'none' | 'full';
  signal?: AbortSignal;
}

/** Rows compiled as one program: a compilation costs more than a row, and a program has room for so many threads. */
const ROWS_AT_ONCE = 15;

/** The litmus tests with one memory model. */
export class Litmus {
  private readonly groups: { rows: LitmusRow[]; program: Program | null }[] = [];

  constructor(
    readonly rows: readonly LitmusRow[],
    readonly memory: MemoryModel,
  ) {
    for (const rcu of [false, true]) {
      const own = rows.filter((r) => (r.rcu === true) === rcu);
      for (let from = 0; from < own.length; from += ROWS_AT_ONCE) this.groups.push({ rows: own.slice(from, from + ROWS_AT_ONCE), program: null });
    }
  }

  async run(row: LitmusRow, { reduction = 'full', signal = new AbortController().signal }: LitmusOptions = {}): Promise<LitmusResult> {
    const image = emitStep(rowOf(this.program(row), row), { objects: OBJECTS, states: MOST_STATES, workers: 1, properties: [] });
    const { outcome, reason, sometimes: [exists], states } = await search(image, { objects: OBJECTS, limitMs: LIMIT_MS, reduction, signal, onProgress: () => {} });
    const seen = exists?.seen === true;
    return { allowed: seen || outcome === 'verified' ? seen : null, reason: outcome === 'verified' ? null : (reason ?? outcome), states };
  }

  private program(row: LitmusRow): Program {
    const group = this.groups.find((g) => g.rows.includes(row))!;
    group.program ??= compile(litmusText(group.rows), this.memory);
    return group.program;
  }
}

function compile(text: string, memory: MemoryModel): Program {
  const { program, diagnostics: [first] } = checkForSearch({ scenario: { path: 'litmus.scenario.ts', text }, memory });
  if (!program) throw new Error(`the litmus tests are no program: line ${first?.line}: ${first?.message}`);
  return program;
}
