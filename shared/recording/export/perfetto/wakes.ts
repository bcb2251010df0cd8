/** Who woke whom, from a session's trace: a wake-up names the task, and the end of that task's wait is its effect. */
import { readEvents } from '../../../trace/read-events.ts';
import { WakeUps } from '../../../trace/wake-ups.ts';
import type { SessionSubject } from '../subjects.ts';

/** Kept of each is its flow: which wake-up of the whole trace it is, in the order of the file, from 1. */
export async function wakeFlows(session: SessionSubject): Promise<WakeUps> {
  const wakeUps = new WakeUps();
  const wake = session.meta.session.events.indexOf('wake');
  if (wake < 0) return wakeUps;
  let count = 0;
  for await (const chunk of session.events()) {
    readEvents(chunk, (time, event, _thread, task) => {
      if (event === wake) wakeUps.add(task, time, ++count);
    });
  }
  return wakeUps;
}
