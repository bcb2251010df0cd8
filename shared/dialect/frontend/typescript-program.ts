/** Runs the TypeScript checker over in-memory sources, keeping parsed files and the last program warm between calls. */
import ts from 'typescript';
import type { SourceText } from '../diagnostics.ts';

/** The dialect's TypeScript: no library but its own, pointers nullable as in C. */
const TYPESCRIPT_OPTIONS: ts.CompilerOptions = {
  noLib: true,
  noEmit: true,
  strict: true,
  strictNullChecks: false,
  noImplicitReturns: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  moduleDetection: ts.ModuleDetectionKind.Legacy,
  noResolve: true,
};

/** A path that TypeScript takes as it is; of others it may make its own: `mine.ts` of `./mine.ts`, `a/b.ts` of `a\b.ts`. */
const PLAIN = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** The file of a path as it was given: `getSourceFile` asks by TypeScript's. */
export function fileAt(program: ts.Program, path: string): ts.SourceFile | undefined {
  return program.getSourceFiles().find(({ fileName }) => fileName === path);
}

export class TypeScriptProgram {
  private readonly parsed = new Map<string, ts.SourceFile>();
  private last: ts.Program | undefined;

  /** Type-checks exactly these files, which share one global scope. */
  check(sources: readonly SourceText[]): ts.Program {
    const files = new Map(sources.map((s) => [s.path, this.parse(s)] as const));
    const named = new Map(sources.map(({ path }, i) => [PLAIN.test(path) ? path : `$/${i}${/(?:\.d)?\.\w+$/.exec(path)?.[0] ?? ''}`, files.get(path)!]));
    const find = (name: string): ts.SourceFile | undefined => named.get(name) ?? files.get(name);
    const host: ts.CompilerHost = {
      getSourceFile: find,
      getDefaultLibFileName: () => 'lib.d.ts',
      writeFile: () => {},
      getCurrentDirectory: () => '',
      getCanonicalFileName: (name) => name,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      fileExists: (name) => find(name) !== undefined,
      readFile: (name) => find(name)?.text,
    };
    this.last = ts.createProgram({ rootNames: [...named.keys()], options: TYPESCRIPT_OPTIONS, host, oldProgram: this.last });
    // It has given them the names that it found them by.
    for (const [path, file] of files) file.fileName = path;
    return this.last;
  }

  private parse(source: SourceText): ts.SourceFile {
    const known = this.parsed.get(source.path);
    if (known && known.text === source.text) return known;
    // Comments say nothing to a compiler; nodes get their parents from the checker, which comes over all of them anyway.
    const file = ts.createSourceFile(source.path, source.text, { languageVersion: ts.ScriptTarget.ES2022, jsDocParsingMode: ts.JSDocParsingMode.ParseNone });
    // Nor does one that tells TypeScript not to look (`@ts-nocheck`, `@ts-ignore`).
    Object.assign(file, { checkJsDirective: undefined, commentDirectives: undefined });
    this.parsed.set(source.path, file);
    return file;
  }
}
