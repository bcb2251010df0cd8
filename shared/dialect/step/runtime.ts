/** The step backend's runtime, compiled into every explored program. */
import type { Backend } from '../frontend/backend.ts';

const texts = import.meta.glob<string>('./runtime/*.ts', { query: '?raw', import: 'default', eager: true });

export const STEP_BACKEND: Backend = {
  runtime: ['raw.d.ts', 'control.ts', 'access.ts', 'objects.ts', 'reduction.ts', 'run.ts', 'table.ts', 'store.ts', 'bounded.ts', 'search.ts', 'depth.ts', 'reach.ts', 'lasso.ts'].map((name) => ({ path: `dialect/${name}`, text: texts[`./runtime/${name}`] ?? '' })),
  packed: true,
  observes: true,
  marksStatements: true,
};
