/** The step backend's runtime, compiled into every explored program. */
import type { Backend } from '../frontend/backend.ts';
import { memoryModels, type MemoryModel } from '../memory-model.ts';

const texts = import.meta.glob<string>('./runtime/*.ts', { query: '?raw', import: 'default', eager: true });

const FILES = ['raw.d.ts', 'control.ts', 'access.ts', 'objects.ts', 'reduction.ts', 'amend.ts', 'run.ts', 'table.ts', 'growth.ts', 'store.ts', 'memo.ts', 'leaves.ts', 'outcomes.ts', 'sleep.ts', 'ahead.ts', 'persistent.ts', 'bounded.ts', 'search.ts', 'depth.ts', 'reach.ts', 'lasso.ts', 'symmetry.ts'];
/** What a memory model needs besides. */
const MORE: Record<MemoryModel, string[]> = { sc: [], tso: ['tso.ts'], 'lkmm-ra': ['sets.ts', 'views.ts', 'viewed.ts', 'barriers.ts'] };

function backendFor(memory: MemoryModel): Backend {
  const runtime = [...FILES, ...MORE[memory]].map((name) => ({ path: `dialect/${name}`, text: texts[`./runtime/${name}`] ?? '' }));
  return { runtime, memory, packed: true, observes: true, marksStatements: true };
}

/** One for each memory model, made once: the compiler knows a backend again. */
export const STEP_BACKENDS = Object.fromEntries(memoryModels.map((memory) => [memory, backendFor(memory)])) as Record<MemoryModel, Backend>;
