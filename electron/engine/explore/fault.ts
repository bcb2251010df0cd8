/** What is wrong with a state that no access failed in. */
import type { Program } from '../../../shared/dialect/ir.ts';
import type { Violation } from '../../../shared/explore/verdict.ts';
import { deadlockProperty } from './failure.ts';

/** A violation apart from how it comes to be. */
export type Fault = Pick<Violation, 'kind' | 'property' | 'message' | 'stack'>;

/** A scenario thread has not ended, and nobody can go on. */
export function deadlock(program: Program): Fault {
  return { kind: 'deadlock', property: deadlockProperty(program), message: 'no thread can go on', stack: [] };
}

/** A `sometimes` holds that was looked for. */
export function holdsSometimes(name: string): Fault {
  return { kind: 'sometimes', property: name, message: `sometimes: ${name}: holds`, stack: [] };
}

/** An `always` is false. */
export function falseCondition(name: string): Fault {
  return { kind: 'condition', property: name, message: `always: ${name}: does not hold`, stack: [] };
}

/** A thread that is to end never does, in a schedule that goes round for ever. Who and why is for the replay to say. */
export function starvation(): Fault {
  return { kind: 'starvation', property: null, message: 'a schedule can go round for ever', stack: [] };
}
