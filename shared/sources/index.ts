/** The sources that ship with the lab, as text: the kernel, the scenarios and the dialect's declarations. */
import type { SourceText } from '../dialect/diagnostics.ts';

const kernel = import.meta.glob<string>('../kernel/**/*.ts', { query: '?raw', import: 'default', eager: true });
const scenarios = import.meta.glob<string>('../scenarios/*.scenario.ts', { query: '?raw', import: 'default', eager: true });
const templates = import.meta.glob<string>('../scenarios/templates/*.scenario.ts', { query: '?raw', import: 'default', eager: true });
const library = import.meta.glob<string>('../dialect/lib.d.ts', { query: '?raw', import: 'default', eager: true });

/** Every kernel file, all variants included: `kernel/rwsem.ts`, `kernel/variants/v1-rwsem.ts`, … */
export const kernelSources: SourceText[] = sources(kernel);
/** The scenarios of the library, in order: `scenarios/01-….scenario.ts`, …; from 11 on, small ones about one mistake each. */
export const scenarioSources: SourceText[] = sources(scenarios);
/** What new scenarios may start from: `scenarios/rcu.scenario.ts`, … */
export const templateSources: SourceText[] = sources(templates).map(({ path, text }) => ({ path: path.replace('templates/', ''), text }));
/** What a person sees first: locks refused, a downgrade, waiting, RCU, all at once. */
export const defaultScenario: SourceText = scenarioSources.find(({ path }) => path.includes('/03-'))!;
/** The text of `lib.d.ts`. */
export const dialectLib: string = Object.values(library)[0] ?? '';

function sources(modules: Record<string, string>): SourceText[] {
  return Object.entries(modules)
    .map(([path, text]) => ({ path: path.replace(/^\.\.\//, ''), text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
