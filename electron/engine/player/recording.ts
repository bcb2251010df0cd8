/** A schedule that was played, told like one that a search found. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Goal, Verdict, Violation } from '../../../shared/explore/verdict.ts';
import type { ExplorationMeta } from '../../../shared/recording/exploration.ts';
import { covers } from '../explore/covers.ts';
import { ScheduleError } from '../replay/schedule-error.ts';
import type { SiteTable } from '../replay/sites.ts';
import type { RunOptions } from '../replay/step-run.ts';
import { encodeToken } from '../replay/token.ts';
import type { Line } from './line.ts';

export interface PlayedRecording {
  about: Pick<ExplorationMeta, 'title' | 'protocol' | 'config' | 'objects' | 'properties' | 'sourceHash'>;
  verdict: Verdict;
}

/** Where nothing is wrong at its end, it is a schedule to the line of its last step. Throws `ScheduleError`. */
export function playedRecording(image: StepImage, { objects, properties = [] }: RunOptions, line: Line, sites: SiteTable): PlayedRecording {
  const { program } = image;
  const { steps, end: { fault } } = line;
  const stack = sites.stack(steps.findLast(({ site }) => site >= 0)?.site ?? -1);
  if (!fault && stack.length === 0) throw new ScheduleError(0, 'there is no step yet that could be recorded');
  const [{ file, line: at } = { file: '', line: 0 }] = stack;
  const goal: Goal | null = fault ? null : { kind: 'line', file, line: at };
  const told: Violation = {
    ...(fault ? { kind: fault.kind, property: fault.property, message: fault.message } : { kind: 'line-reached', property: null, message: 'a schedule that was played' }),
    stack: fault?.kind === 'deadlock' ? [] : stack,
    steps, sites: [...sites.sites], threads: image.layout.threads.map(({ name }) => name),
    token: steps.length > 0 ? encodeToken(program, objects, steps, line.cycle) : null,
    shortest: false, cycle: line.cycle, passing: null,
  };
  const covered = covers(image, { objects, reduction: 'none', goal });
  return {
    about: { title: program.scenario.title, protocol: covered.protocol, config: covered.config, objects, properties: [...properties], sourceHash: program.sourceHash },
    verdict: {
      states: steps.length + 1, transitions: steps.length, unexpanded: 0, depth: steps.length, bytes: 0, ms: 0,
      outcome: fault ? 'violated' : 'reached', violation: fault ? told : null, witness: fault ? null : told,
      reason: null, sometimes: [], unreached: null,
      covers: { ...covered, reductions: [], properties: [...properties], assumed: ['one schedule was played, and nothing was searched', ...covered.assumed] },
    },
  };
}
