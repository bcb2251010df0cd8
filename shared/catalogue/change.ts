/** A change of the protocol that is tried on scenarios of others: overrides of kernel functions, and what of its own they need. */
import type { Diagnostic } from '../dialect/diagnostics.ts';
import { type Declaration, declarations } from '../outline/declarations.ts';
import { maskText } from '../outline/mask.ts';
import { outline, type Part } from '../outline/outline.ts';
import type { Result } from './result.ts';

export interface Change {
  /** The file's. */
  name: string;
  /** The file's text with all else blanked out: its lines are those of the file. */
  text: string;
  /** The kernel functions that it replaces. */
  overrides: string[];
}

/** Null: the text overrides nothing. `text`: a scenario, of which threads, set-up and conditions are left out. */
export function changeIn(name: string, text: string): Change | null {
  const parts = outline(text);
  const overrides = parts.filter(({ kind }) => kind === 'override');
  if (overrides.length === 0) return null;
  return { name, text: only(neededBy(overrides, parts, text), text), overrides: [...new Set(overrides.map((part) => part.name))] };
}

/**
 * The scenario with the change behind it, in place of what the scenario overrides itself: a function is overridden once. What both declare is
 * the scenario's; of a struct to which both add fields, those that it has.
 */
export function changed(scenario: string, { text, overrides }: Change): string {
  const whole = scenario.trimEnd();
  const replaced = outline(whole).filter(({ kind, name }) => kind === 'override' && overrides.includes(name));
  const own = declarations(whole);
  return `${without(replaced, whole)}\n${without(declarations(text).flatMap((declaration) => declaredTwice(declaration, text, own, whole)), text)}`;
}

function declaredTwice(declaration: Declaration, text: string, own: readonly Declaration[], scenario: string): Stretch[] {
  const others = own.filter(({ names }) => names.some((name) => declaration.names.includes(name)));
  if (others.length === 0) return [];
  const known = new Set(others.flatMap((other) => (other.kind === 'interface' ? fieldsIn(other, scenario).map(({ name }) => name) : [])));
  const fields = declaration.kind === 'interface' ? fieldsIn(declaration, text) : [];
  const twice = fields.filter(({ name }) => known.has(name));
  return twice.length === fields.length ? [declaration] : twice;
}

/** The line of the change's own file; null: the line is the scenario's. */
export function lineInChange(scenario: string, line: number): number | null {
  const own = line - ownLines(scenario);
  return own > 0 ? own : null;
}

/** Of the scenario, before those of the change. */
export function ownLines(scenario: string): number {
  return scenario.trimEnd().split('\n').length;
}

/** Why an exploration could not begin. What ships compiles; a change may not, in some variant. `scenario`: without the change. */
export function refusalOf(scenario: string, change: Change | null | undefined, [first]: readonly Diagnostic[]): string {
  const line = first && change ? lineInChange(scenario, first.line) : null;
  return `it does not compile: ${line === null ? '' : `${change!.name}:${line}: `}${first?.message.replace(/\.$/, '')}`;
}

/** Of what is wrong with the change's own file, what would be wrong wherever it is tried: not what is in a part that it leaves out. */
export function errorsOf({ text }: Change, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const lines = text.split('\n');
  return diagnostics.filter(({ file, line }) => !file.startsWith('scenarios/') || lines[line - 1]?.trim());
}

/** The functions that the scenario, too, overrides: what it is about would be gone. */
export function contested(scenario: string, { overrides }: Change): string[] {
  const own = outline(scenario).filter(({ kind }) => kind === 'override').map(({ name }) => name);
  return overrides.filter((name) => own.includes(name));
}

/** What a change does to an exploration that ends otherwise with it, the worst first. */
export const EFFECTS = ['breaks', 'breaks otherwise', 'mends', 'no verdict'] as const;
export type Effect = (typeof EFFECTS)[number];

/** Null: it ends as it does without the change. */
export function effectOf({ case: { finds }, found, asExpected }: Pick<Result, 'case' | 'found' | 'asExpected'>): Effect | null {
  if (asExpected) return null;
  if (found === null) return 'no verdict';
  if (found.finding === null) return 'mends';
  return finds === null ? 'breaks' : 'breaks otherwise';
}

interface Stretch {
  start: number;
  end: number;
}

/**
 * These parts, the functions that they call, and the globals, constants and types that these or those name. A struct is named by its fields,
 * too: what adds one to the kernel's may be mentioned nowhere else.
 */
function neededBy(overrides: readonly Part[], parts: readonly Part[], text: string): Stretch[] {
  const functions = new Map(parts.filter(({ kind }) => kind === 'function').map((part) => [part.name, part]));
  const code = closure(overrides, functions, text);
  // What a thread or the set-up of this scenario has a hand in is the scenario's, not the change's.
  const scenarios = wordsIn(parts.filter((part) => !code.has(part) && !CONDITIONS.has(part.kind)), text);
  const known = new Map<string, Declaration>();
  const declared = declarations(text);
  for (const declaration of declared) {
    if (declaration.kind === 'let' && declaration.names.some((name) => scenarios.has(name))) continue;
    for (const name of declaration.names) known.set(name, declaration);
  }
  const words = new Set(wordsIn([...code], text));
  const structs = declared.filter((d) => d.kind === 'interface' && fieldsIn(d, text).some(({ name }) => words.has(name)));
  return [...closure([...code, ...structs], known, text)].sort((a, b) => a.start - b.start);
}

/** The fields of an interface, each with its semicolon. */
function fieldsIn({ start, end }: Stretch, text: string): (Stretch & { name: string })[] {
  return [...maskText(text.slice(start, end)).matchAll(/(\w+)\s*:[^;}]*;?/g)].map(({ 0: all, 1: name, index }) => ({ name: name!, start: start + index, end: start + index + all.length }));
}

/** They only look. */
const CONDITIONS: ReadonlySet<Part['kind']> = new Set(['always', 'sometimes']);

/** `from`, all of `known` that is named there, and all that is named there in turn. */
function closure<S extends Stretch, K extends Stretch>(from: Iterable<S>, known: ReadonlyMap<string, K>, text: string): Set<S | K> {
  const found = new Set<S | K>(from);
  // It grows while it is gone through.
  for (const stretch of found) {
    for (const word of wordsIn([stretch], text)) {
      const named = known.get(word);
      if (named) found.add(named);
    }
  }
  return found;
}

function wordsIn(stretches: readonly Stretch[], text: string): Set<string> {
  return new Set(stretches.flatMap(({ start, end }) => maskText(text.slice(start, end)).match(/\w+/g) ?? []));
}

/** The text with all but these parts blanked out. */
function only(parts: readonly Stretch[], text: string): string {
  let at = 0;
  const pieces = parts.map(({ start, end }) => {
    const piece = blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
    return piece;
  });
  return `${pieces.join('')}\n`;
}

/** The text with these parts blanked out. */
function without(parts: readonly Stretch[], text: string): string {
  return parts.reduce((left, { start, end }) => left.slice(0, start) + blank(left.slice(start, end)) + left.slice(end), text);
}

/** What follows keeps its lines. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
