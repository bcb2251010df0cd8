/** A comparison of variants in a thread of its own: it compiles for each, and then runs them in turn. */
import type { ComparisonJob, ComparisonNote, FirstError } from '../../../shared/compare/job.ts';
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import { runJob } from '../job/job-thread.ts';
import { compareLoads } from './compare.ts';
import { inTurn, loadsOf, type Load } from './load.ts';

function firstError({ message, file, line, column, given }: Diagnostic): FirstError {
  return { message, place: given ? null : { file, line, column } };
}

/** Threads of a load may never pause; the window goes before them. */
const NICE = 10;

await runJob<ComparisonJob, ComparisonNote>(async ({ scenario, config, protocols, threads, rounds, measureMs }, tell, signal) => {
  const byVariant: Load[][] = [];
  for (const protocol of protocols) {
    // Compiling holds up the thread: between two, it hears whether it is to stop.
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    const { loads, diagnostics } = loadsOf({ scenario, protocol, config }, threads);
    if (loads.length > 0) byVariant.push(loads);
    tell(loads.length > 0 ? { kind: 'compiled', protocol } : { kind: 'refused', protocol, error: firstError(diagnostics[0]!) });
  }
  const loads = inTurn(byVariant);
  if (loads.length === 0) return;
  tell({ kind: 'ready', contestants: loads.map(({ contestant }) => contestant) });
  const workerUrl = new URL('./live-worker.js', import.meta.url);
  await compareLoads(loads, {
    workerUrl, measureMs, rounds, signal, nice: NICE,
    onRun: ({ round, load, measure, ended }) => {
      if (!signal.aborted) tell({ kind: 'run', contestant: loads.indexOf(load), round, measure, ended });
    },
  });
});
