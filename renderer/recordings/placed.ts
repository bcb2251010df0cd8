/** What was recorded, with its places in the recorded scenario moved to the document that now holds its text. */
import type { Verdict, Violation } from '../../shared/explore/verdict.ts';
import type { OpenedSession } from '../../shared/ipc/recordings.ts';
import type { Diagnosis } from '../../shared/trace/session.ts';

type Move = <T extends { file: string }>(places: T[]) => T[];

function mover(from: string, to: string): Move {
  return (places) => (from === to ? places : places.map((place) => (place.file === from ? { ...place, file: to } : place)));
}

export function placedVerdict(verdict: Verdict, from: string, to: string): Verdict {
  const moved = mover(from, to);
  const told = (violation: Violation | null): Violation | null => violation && { ...violation, sites: moved(violation.sites), stack: moved(violation.stack) };
  const { goal } = verdict.covers;
  const covers = goal?.kind === 'line' ? { ...verdict.covers, goal: moved([goal])[0]! } : verdict.covers;
  return { ...verdict, violation: told(verdict.violation), witness: told(verdict.witness), unreached: verdict.unreached && moved(verdict.unreached), covers };
}

export function placedSession(opened: OpenedSession, to: string): OpenedSession {
  const { meta, result, sources: [scenario, ...kernel] } = opened;
  const moved = mover(scenario!.path, to);
  return {
    ...opened,
    sources: [{ ...scenario!, path: to }, ...kernel],
    meta: { ...meta, session: { ...meta.session, sites: moved(meta.session.sites) } },
    result: { ...result, diagnoses: result.diagnoses.map((diagnosis) => placedDiagnosis(diagnosis, moved)) },
  };
}

function placedDiagnosis(diagnosis: Diagnosis, moved: Move): Diagnosis {
  const waits = diagnosis.waits.map((wait) => ({
    ...wait, stack: moved(wait.stack), holders: wait.holders.map((holder) => ({ ...holder, stack: moved(holder.stack) })),
  }));
  return { ...diagnosis, stack: moved(diagnosis.stack), waits };
}
