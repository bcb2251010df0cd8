/** The catalogue's explorations: those that were made, and those that are yet to be. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue';
import { cellOf, columnsOf, type Cell } from '../../shared/catalogue/cells.ts';
import { type Change, contested, refusalOf } from '../../shared/catalogue/change.ts';
import type { Planned } from '../../shared/catalogue/plan.ts';
import { failedResult, resultOf, type Result } from '../../shared/catalogue/result.ts';
import type { Row } from '../../shared/catalogue/row.ts';
import { ROWS } from '../../shared/catalogue/rows.ts';
import type { Verdict } from '../../shared/explore/verdict.ts';
import { VARIANTS } from '../../shared/variants/variants.ts';
import { requestOf, scenarioOf } from '../catalogue/request.ts';
import { useExploration } from './exploration.ts';

/** An exploration that was made, with what may be opened of it. */
export interface Made {
  result: Result;
  /** Null where it came to none. */
  verdict: Verdict | null;
}

export const columns = columnsOf(ROWS, VARIANTS.map(({ name }) => name));

export const useCatalogue = defineStore('catalogue', () => {
  const exploration = useExploration();
  /** By row and variant, the parts of a cell in their order. */
  const made = shallowReactive(new Map<string, Made[]>());
  /** What is explored now. */
  const running = shallowRef<Planned | null>(null);
  const progress = reactive({ done: 0, of: 0 });
  /** Of the protocol, tried on every cell. */
  const change = shallowRef<Change | null>(null);
  const chosen = ref({ row: ROWS[0]!.id, protocol: columns[0]! });
  let stopped = false;

  const live = computed(() => running.value !== null);
  const odd = computed(() => [...made.values()].flat().filter(({ result }) => !result.asExpected).length);
  const count = computed(() => [...made.values()].flat().length);

  const key = ({ row, protocol }: Pick<Cell, 'row' | 'protocol'>): string => `${row} ${protocol}`;
  const of = (cell: Pick<Cell, 'row' | 'protocol'>): Made[] => made.get(key(cell)) ?? [];

  /** Explores cells one after the other; what is there of them is made anew. Resolves when it is through, or stopped; what was explored before is shown again then. */
  async function run(rows: readonly Row[], protocols: readonly string[]): Promise<void> {
    if (live.value) return;
    stopped = false;
    const asBefore = exploration.keep();
    let displaced = false;
    const cases = rows.flatMap((row) => protocols.flatMap((protocol) => cell(row, protocol).cases.map((of): Planned => ({ row, of }))));
    Object.assign(progress, { done: 0, of: cases.length });
    for (const row of rows) for (const protocol of protocols) made.delete(key({ row: row.id, protocol }));
    try {
      for (const planned of cases) {
        running.value = planned;
        const end = await explore(planned);
        displaced = end === null;
        if (!end || stopped) return;
        const cell = { row: planned.row.id, protocol: planned.of.protocol! };
        made.set(key(cell), [...of(cell), end]);
        progress.done++;
      }
    } finally {
      running.value = null;
      if (!displaced) asBefore();
    }
  }

  /** Null where another exploration has taken its place. */
  async function explore({ row, of: wanted }: Planned): Promise<Made | null> {
    const { request, subject } = requestOf(wanted, change.value);
    const end = await exploration.explore(request, subject);
    switch (end?.kind) {
      case undefined: return null;
      case 'verdict': return { result: { ...resultOf(row, wanted, end.verdict), ...(change.value && { known: null }) }, verdict: end.verdict };
      case 'refused': return { result: failedResult(wanted, refusalOf(scenarioOf(wanted.scenario).text, change.value, end.diagnostics)), verdict: null };
      case 'unanswerable': case 'failed': return { result: failedResult(wanted, end.message), verdict: null };
    }
  }

  /** What is under way is given up; what was made stays. */
  async function stop(): Promise<void> {
    stopped = true;
    await exploration.stop();
  }

  /** Where a scenario overrides the same functions as the change, there is nothing to explore. */
  function cell(row: Row, protocol: string): Cell {
    const cell = cellOf(row, protocol);
    const [first] = cell.cases;
    const own = first && change.value ? contested(scenarioOf(first.scenario).text, change.value) : [];
    return own.length === 0 ? cell : { ...cell, notApplicable: `the scenario overrides ${own.join(', ')} itself`, cases: [] };
  }

  /** Tries it from now on; null: the protocol as it is. What was made is about another one. */
  function use(next: Change | null): void {
    if (live.value) return;
    change.value = next;
    made.clear();
  }

  return { change, use, rows: ROWS, columns, running, progress, chosen, live, odd, count, of, cell, run, stop };
});
