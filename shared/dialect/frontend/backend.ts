/** What a backend asks of the front end. */
import type { SourceText } from '../diagnostics.ts';
import type { MemoryModel } from '../memory-model.ts';

export interface Backend {
  /** Sources of its runtime, compiled with the program; names in them begin with `$`. */
  runtime: readonly SourceText[];
  /** What order of memory accesses its programs run with. */
  memory: MemoryModel;
  /** Lay structs out without cache lines: what a state vector wants, where padding would only be more to store. */
  packed: boolean;
  /** Whether it runs observers. For one that does not, they and their variables are checked and then left out. */
  observes: boolean;
  /** Whether it wants to know where each statement begins, those that come to no access among them. */
  marksStatements: boolean;
}
