/** What a source declares at the top level besides functions, read off its text without compiling it. */
import { closing, deeper, maskText } from './mask.ts';

export interface Declaration {
  /** `let`: shared memory; the others are the same wherever they stand. */
  kind: 'let' | 'const' | 'interface';
  /** Several where one statement declares them. */
  names: string[];
  /** Offsets: from its first character to behind its last, a semicolon included. */
  start: number;
  end: number;
}

const heads = /^[ \t]*(let|const|interface)\s+(?=\w)/gm;

export function declarations(text: string): Declaration[] {
  const masked = maskText(text);
  const found: Declaration[] = [];
  let [at, depth] = [0, 0];
  for (const head of masked.matchAll(heads)) {
    for (; at < head.index; at++) depth += deeper(masked[at]!);
    if (depth !== 0) continue;
    const start = head.index + head[0].search(/\S/);
    const kind = head[1] as Declaration['kind'];
    const from = head.index + head[0].length;
    const end = kind === 'interface' ? closing(masked, masked.indexOf('{', from)) + 1 : statementEnd(masked, from);
    if (end > from) found.push({ kind, names: kind === 'interface' ? [/^\w+/.exec(masked.slice(from))![0]] : declared(masked.slice(from, end)), start, end });
  }
  return found;
}

/** Behind the semicolon, or at the end of a line that has none and leaves no bracket open. */
function statementEnd(masked: string, from: number): number {
  let depth = 0;
  let types = 0;
  for (let at = from; at < masked.length; at++) {
    const c = masked[at]!;
    depth += deeper(c);
    if (/^\w<[^<]/.test(masked.slice(at - 1, at + 2))) types++;
    else if (c === '>' && types > 0) types--;
    if (depth > 0 || types > 0) continue;
    if (c === ';') return at + 1;
    if (c === '\n') return at;
  }
  return masked.length;
}

/** The names in `a: int, b: ArrayOf<int, 2> = …`. A comma within a type is no other declaration: no name and colon follow it. */
function declared(list: string): string[] {
  return [...list.matchAll(/(?:^|,)\s*(\w+)\s*(?=[:=;]|$)/g)].map(([, name]) => name!);
}
