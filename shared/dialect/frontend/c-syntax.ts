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

/** What C writes within a statement, by the code before and behind where the parser stumbles; `c` begins what is C. */
const PHRASES: { before: RegExp; behind: RegExp; message: string }[] = [
  { before: /(?<c>-)$/d, behind: /^>/, message: 'a field is reached by `.`, also through a pointer' },
  { before: /\bfor\s*\(\s*(?<c>(?:unsigned|int|long|ulong|uint|size_t)\s+)+$/d, behind: /^\w/, message: 'a loop is written `for (let i = 0; i < n; i++)`' },
  {
    before: /(?<c>\()\s*(?:void|int|long|unsigned|ulong|uint|bool|(?:struct\s+)?\w+\s*\*+)\s*\)?\s*$/d, behind: /^[\w)]/,
    message: 'a pointer is cast by `cast<foo>(p)`; numbers need no cast, and a result may be left unused',
  },
  { before: /(?<c>:)\s*\w+\s*$/d, behind: /^\*/, message: 'the name of a struct is the type of a pointer to it, without `*`' },
  { before: /[^\s{};]\s*(?<c>\bstruct)\s+$/d, behind: /^\w/, message: 'a struct is named without the word `struct`' },
  { before: /[(=,]\s*(?<c>)$/d, behind: /^&\w/, message: 'a struct is passed by its address already, without `&`' },
];

/** `struct foo *p =`, `foo *p =`, `foo p;` */
const DECLARATION = /^(?:const\s+)?(?:struct\s+)?(\w+)\s*(?:\*+\s*|\s)(\w+)(?=\s*[=;])/;
const NO_TYPES = new Set(['let', 'const', 'var', 'return', 'case', 'new', 'delete', 'typeof', 'throw', 'else', 'function', 'interface', 'type', 'await', 'yield', 'import', 'export']);
/** What the parser says behind a bracket that it took for another. */
const CONSEQUENCE = 1128;

/** Syntax errors: what is C in the dialect's words, and nothing more of its line. */
export function reportSyntax(found: readonly ts.DiagnosticWithLocation[], reporter: Reporter): void {
  const told = new Set<string>();
  for (const d of found) {
    if (told.size > 0 && d.code === CONSEQUENCE) continue;
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
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const first = line + /^\s*/.exec(text.slice(line))![0].length;
  const statement = first + text.slice(first, start).search(/[^{};]*$/);
  const begins = statement + /^\s*/.exec(text.slice(statement))![0].length;
  const beginsStatement = /[{};]\s*$/.test(text.slice(line, start));
  return phraseAt(text, line, start)
    ?? directiveAt(text, line)
    // The parser may go on into the next line before it stumbles.
    ?? (line > 0 ? directiveAt(text, text.lastIndexOf('\n', line - 2) + 1) : undefined)
    ?? declarationAt(text, begins)
    ?? wordAt(text, first)
    ?? (beginsStatement ? wordAt(text, start) : undefined);
}

function phraseAt(text: string, line: number, start: number): Found | undefined {
  for (const { before, behind, message } of PHRASES) {
    const at = before.exec(text.slice(line, start))?.indices!.groups!['c']![0];
    if (at !== undefined && behind.test(text.slice(start, start + 2))) return { start: line + at, end: start + 1, message };
  }
  return undefined;
}

function declarationAt(text: string, start: number): Found | undefined {
  const [all, type, name] = DECLARATION.exec(text.slice(start, start + 200)) ?? [];
  if (all === undefined || NO_TYPES.has(type!) || Object.hasOwn(WORDS, type!)) return undefined;
  return { start, end: start + all.length, message: `a pointer to a struct is declared by \`let ${name}: ${type}\`, or \`const ${name} = …\`` };
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
