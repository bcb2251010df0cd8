/** The runtime's sources, compiled into every live program. */
import type { SourceText } from '../diagnostics.ts';

const texts = import.meta.glob<string>('./runtime/*.ts', { query: '?raw', import: 'default', eager: true });

export const RUNTIME_FILES: readonly SourceText[] = ['raw.d.ts', 'runtime.ts'].map((name) => ({
  path: `dialect/${name}`,
  text: texts[`./runtime/${name}`] ?? '',
}));
