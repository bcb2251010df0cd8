/** The live backend's runtime, in the dialect itself: compiled into every live program. */
import type { SourceText } from '../diagnostics.ts';

const texts = import.meta.glob<string>('./runtime/*.ts', { query: '?raw', import: 'default', eager: true });

export const RUNTIME_FILES: readonly SourceText[] = ['raw.d.ts', 'words.ts', 'sleeping.ts', 'memory.ts', 'tracing.ts', 'latencies.ts', 'picking.ts'].map((name) => ({
  path: `dialect/${name}`,
  text: texts[`./runtime/${name}`] ?? '',
}));
