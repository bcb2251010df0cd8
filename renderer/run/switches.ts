/** The switches that a program declares by `config(...)`: whose they are, and what the comment above each says. Plain texts. */
import type { ConfigValues } from '../../shared/ipc/documents.ts';

export interface Switch {
  name: string;
  value: boolean | number;
  /** All that the comment says, in a line; empty: there is none. */
  meaning: string;
}

/** `values`: as the program has them; `kernel`: the texts of its kernel. */
export function switchesOf(values: Readonly<ConfigValues>, scenario: string, kernel: readonly string[]): { own: Switch[]; kernel: Switch[] } {
  const here = declaredIn(scenario);
  const there = new Map(kernel.flatMap((text) => [...declaredIn(text)]));
  const all = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => ({ name, value, meaning: here.get(name) ?? there.get(name) ?? '' }));
  return { own: all.filter(({ name }) => here.has(name)), kernel: all.filter(({ name }) => !here.has(name)) };
}

const declaration = /^const \w+ = config\('(\w+)'/gm;

/** By name, the comment right above each. */
export function declaredIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(declaration)].map(({ 1: name, index }) => [name!, commentBefore(text, index)]));
}

/** Characters of the longest comment that is told. */
const LONGEST = 2000;

/** What the documentation comment says that ends on the line above; empty: there is none. */
function commentBefore(text: string, index: number): string {
  const above = text.slice(Math.max(0, index - LONGEST), index);
  const comment = above.slice(above.lastIndexOf('/**'));
  const end = comment.indexOf('*/');
  if (!comment.startsWith('/**') || end < 0 || !/^[ \t]*\r?\n$/.test(comment.slice(end + 2))) return '';
  return comment.slice(3, end).replaceAll(/\n\s*\*/g, ' ').replaceAll(/\s+/g, ' ').trim();
}

/** The first sentence of what it means. */
export function firstSentence(meaning: string): string {
  return /^.*?[^.]\.(?=\s|$)/.exec(meaning)?.[0] ?? meaning;
}
