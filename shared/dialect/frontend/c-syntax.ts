/** C that TypeScript's parser stumbles over, and how it is written here. */
import type ts from 'typescript';
import type { Reporter } from './errors.ts';

const VARIABLE = 'a variable is declared by `let x: int = 3;` or `const x = 3;`, a field by `x: int;`';
const FUNCTION = 'a function is written `function f(a: int): int { … }`, and one without a result `: void`';

/** By the word that a line or a statement begins with. */
const WORDS: Record<string, string> = {
  struct: 'a struct is declared by `interface foo { a: int; }`; its name is the type of a pointer to it',
  union: 'there are no unions: give each its own field',
  goto: 'there is no goto: use break and continue, with a label if need be, and return',
  static: FUNCTION, inline: FUNCTION, void: FUNCTION,
  int: VARIABLE, unsigned: VARIABLE, long: VARIABLE, bool: VARIABLE, char: VARIABLE, ulong: VARIABLE, uint: VARIABLE,
};

/** Syntax errors: what is C in the dialect's words, and nothing more of its line. */
export function reportSyntax(found: readonly ts.DiagnosticWithLocation[], reporter: Reporter): void {
  const told = new Set<string>();
  for (const d of found) {
    const c = cAt(d);
    const line = `${d.file.fileName}:${d.file.getLineAndCharacterOfPosition(c?.start ?? d.start).line}`;
    if (told.has(line)) continue;
    if (!c) {
      reporter.typescript([d]);
      continue;
    }
    told.add(line);
    reporter.at(d.file, c.start, c.end, 'dialect', 'syntax', c.message);
  }
}

interface Found {
  start: number;
  end: number;
  message: string;
}

function cAt({ file: { text }, start }: ts.DiagnosticWithLocation): Found | undefined {
  if (text.slice(start - 1, start + 1) === '->') return { start: start - 1, end: start + 1, message: 'a field is reached by `.`, also through a pointer' };
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const beginsStatement = /[{};]\s*$/.test(text.slice(line, start));
  return directiveAt(text, line)
    // The parser may go on into the next line before it stumbles.
    ?? (line > 0 ? directiveAt(text, text.lastIndexOf('\n', line - 2) + 1) : undefined)
    ?? wordAt(text, line + /^\s*/.exec(text.slice(line))![0].length)
    ?? (beginsStatement ? wordAt(text, start) : undefined);
}

function directiveAt(text: string, line: number): Found | undefined {
  const [, space = '', directive] = /^(\s*)(#\w+)/.exec(text.slice(line)) ?? [];
  if (directive === undefined) return undefined;
  const start = line + space.length;
  return { start, end: start + directive.length, message: 'there is no preprocessor: a constant is `const NAME = 1;`, and nothing is included' };
}

function wordAt(text: string, start: number): Found | undefined {
  const word = /^\w+/.exec(text.slice(start))?.[0] ?? '';
  return Object.hasOwn(WORDS, word) ? { start, end: start + word.length, message: WORDS[word]! } : undefined;
}
