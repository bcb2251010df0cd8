/** What is wrong with a source file, and exactly where. */
export interface Diagnostic {
  file: string;
  /** Offsets into the file, from 0; lines and columns count from 1. */
  start: number;
  end: number;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** Who says so: TypeScript's checker or the dialect. */
  source: 'typescript' | 'dialect';
  /** `TS2322` or the dialect's name of the rule, such as `no-recursion`. */
  code: string;
  message: string;
  /** It is about a switch that did not come from the source, and so has no place there. */
  given?: GivenSwitch;
}

/** A switch that came with the source, as from a command line. */
export interface GivenSwitch {
  name: string;
  value: boolean | number;
}

/** A source file of the program. Paths look like `kernel/rwsem.ts`, `kernel/variants/v1-rwsem.ts`, `scenarios/01-x.scenario.ts`. */
export interface SourceText {
  path: string;
  text: string;
}
