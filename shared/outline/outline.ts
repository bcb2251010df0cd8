/** What stands at the top level of a source, read off its text without compiling it: broken ones have lenses, too. */
import { closing, maskText } from './mask.ts';

const calls = ['scenario', 'setup', 'teardown', 'thread', 'kthread', 'always', 'sometimes', 'override'] as const;
export type PartKind = (typeof calls)[number] | 'function';

export interface Part {
  kind: PartKind;
  /** Of a thread or a condition what it is called, of an override or a function the function's name; else empty. */
  name: string;
  /** Offsets: from its first character to behind its last, a semicolon included. */
  start: number;
  end: number;
  /** Of the name in an override or a function: where it begins; else `start`. */
  nameAt: number;
  /** Lines count from 1. */
  line: number;
  lastLine: number;
  /** The first and the last line of its body that have code; null without any. */
  body: { first: number; last: number } | null;
}

/** Alone before it on its line; what is inside another part is passed over. */
const heads = new RegExp(`^[ \\t]*(?:(${calls.join('|')})\\s*\\(|function\\s+(\\w+)\\s*\\()`, 'gm');

export function outline(text: string): Part[] {
  const masked = maskText(text);
  const lineAt = lineFinder(text);
  const found: Part[] = [];
  for (const head of masked.matchAll(heads)) {
    const start = head.index + head[0].search(/\S/);
    if (start < (found.at(-1)?.end ?? 0)) continue;
    const open = head.index + head[0].length - 1;
    const close = closing(masked, open);
    if (close < 0) continue;
    const kind = (head[1] ?? 'function') as PartKind;
    const braces = kind === 'function' ? functionBody(masked, close) : callBody(masked, open, close);
    if (kind === 'function' && !braces) continue;
    const last = kind === 'function' ? braces!.close : close;
    const end = masked[last + 1] === ';' ? last + 2 : last + 1;
    found.push({
      kind, start, end, line: lineAt(start), lastLine: lineAt(last),
      ...nameOf(kind, text, open, head[2]),
      body: braces && bodyLines(masked, braces, lineAt),
    });
  }
  return found;
}

/** Lines with a `pick(` in these bodies: where a search tries every value. */
export function choiceLines(text: string, parts: readonly Part[]): number[] {
  const masked = maskText(text).split('\n');
  return masked.flatMap((code, index) => {
    const line = index + 1;
    const inside = parts.some(({ body }) => body && line >= body.first && line <= body.last);
    return inside && /\bpick\s*\(/.test(code) ? [line] : [];
  });
}

function nameOf(kind: PartKind, text: string, open: number, fn: string | undefined): { name: string; nameAt: number } {
  const after = text.slice(open + 1, open + 400);
  if (fn !== undefined) return { name: fn, nameAt: open - fn.length };
  if (kind === 'override') {
    const [space, name] = /^(\s*)(\w+)/.exec(after)?.slice(1) ?? [];
    return { name: name ?? '', nameAt: open + 1 + (space?.length ?? 0) };
  }
  const [, single, double] = /^\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/.exec(after) ?? [];
  return { name: (single ?? double ?? '').replaceAll(/\\(.)/g, '$1'), nameAt: open + 1 };
}

interface Braces {
  open: number;
  close: number;
}

/** `(…): type {`. */
function functionBody(masked: string, close: number): Braces | null {
  const open = masked.indexOf('{', close);
  if (open < 0 || masked.slice(close + 1, open).includes(';')) return null;
  const end = closing(masked, open);
  return end < 0 ? null : { open, close: end };
}

/** Behind the last `=>` that is no deeper than the arguments: a body in braces, or an expression. */
function callBody(masked: string, open: number, close: number): Braces | null {
  const arrow = /^[^{}]*?(?:\{[^{}]*\}[^{}]*?)?=>\s*/.exec(masked.slice(open + 1, close));
  if (!arrow) return null;
  const at = open + 1 + arrow[0].length;
  if (masked[at] !== '{') return { open: at - 1, close };
  const end = closing(masked, at);
  return end < 0 ? null : { open: at, close: end };
}

function bodyLines(masked: string, { open, close }: Braces, lineAt: (offset: number) => number): Part['body'] {
  const inside = masked.slice(open + 1, close);
  const first = inside.search(/\S/);
  if (first < 0) return null;
  return { first: lineAt(open + 1 + first), last: lineAt(open + inside.trimEnd().length) };
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
