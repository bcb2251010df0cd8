/** Mutants tried in a scenario, in a thread of its own. */
import type { MutationJob, MutationNote } from '../../../shared/mutate/job.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { runJob } from '../job/job-thread.ts';
import { mutantsOf } from './mutants.ts';
import { isProtocol } from './protocol-words.ts';
import { MutationSubject, NotVerified } from './subject.ts';

await runJob<MutationJob, MutationNote>(async ({ limitMs, liveness, ...input }, tell, signal) => {
  let subject: MutationSubject;
  try {
    subject = await MutationSubject.open(input, { limitMs, liveness, signal });
  } catch (error) {
    if (!(error instanceof NotVerified)) throw error;
    if (!signal.aborted) tell({ kind: 'unfit', reason: error.message });
    return;
  }
  const mutants = kernelOf(subject.protocol).filter(({ path }) => isProtocol(path)).flatMap(mutantsOf);
  tell({ kind: 'mutants', protocol: subject.protocol, mutants });
  for (const [mutant, made] of mutants.entries()) {
    // A trial may be over without a pause: between two, the thread hears whether it is to stop.
    await new Promise((resolve) => setImmediate(resolve));
    const started = performance.now();
    const fate = await subject.try(made);
    if (signal.aborted) return;
    tell({ kind: 'fate', mutant, fate, ms: performance.now() - started });
  }
});
