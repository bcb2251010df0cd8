/** A kernel function as an override of the scenario's own, and what the kernel's would be in its place. */
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import { outline } from '../../../shared/outline/outline.ts';

/** `override(f, (…): type => { … });` with the body that the function has. Null where no source declares it. */
export function overrideOf(fn: string, kernel: readonly SourceText[]): string | null {
  for (const { text } of kernel) {
    const part = outline(text).find(({ kind, name }) => kind === 'function' && name === fn);
    if (!part) continue;
    const declared = text.slice(part.nameAt + fn.length, part.end);
    const [, signature, body] = splitBody(declared);
    return `override(${fn}, ${signature!.trim()} => ${body!.trim()});\n`;
  }
  return null;
}

/** `(vma: vm_area_struct): void` and `{ … }`. */
function splitBody(declared: string): [string, string, string] {
  const brace = declared.indexOf('{');
  return [declared, declared.slice(0, brace), declared.slice(brace)];
}

export interface Insertion {
  /** Where it goes, and what. */
  offset: number;
  text: string;
  /** The offset, once it is in, at which a person would begin to change it: the body's first character of code. */
  cursor: number;
}

/** At the end of the scenario. Null where it has an override of the function already, or nobody declares it. */
export function insertOverride(scenario: string, fn: string, kernel: readonly SourceText[]): Insertion | null {
  if (findOverride(scenario, fn)) return null;
  const override = overrideOf(fn, kernel);
  if (override === null) return null;
  const gap = scenario === '' || scenario.endsWith('\n\n') ? '' : scenario.endsWith('\n') ? '\n' : '\n\n';
  const text = gap + override;
  const body = text.indexOf('=> {') + '=> {'.length;
  const code = text.slice(body).search(/\S/);
  return { offset: scenario.length, text, cursor: scenario.length + body + Math.max(code, 0) };
}

/** Where the scenario's override of a function stands; its last one, which is the one that counts. */
export function findOverride(scenario: string, fn: string): { start: number; end: number; line: number } | null {
  return outline(scenario).findLast(({ kind, name }) => kind === 'override' && name === fn) ?? null;
}

/** The scenario with the kernel's own body in place of its override's: what the override is a change of. */
export function withoutChange(scenario: string, fn: string, kernel: readonly SourceText[]): string | null {
  const own = findOverride(scenario, fn);
  const original = own && overrideOf(fn, kernel);
  return original ? scenario.slice(0, own.start) + original.trimEnd() + scenario.slice(own.end) : null;
}
