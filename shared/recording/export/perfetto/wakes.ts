/** Who woke whom, from a session's trace: a wake-up names the task, and the end of that task's wait is its effect. */
import { readEvents } from '../../../trace/read-events.ts';
import type { SessionSubject } from '../subjects.ts';

/** The wake-ups of one task. */
interface Wakes {
  times: number[];
  /** Which wake-up of the whole trace, in the order of the file, from 1. */
  flows: number[];
}

export class WakeUps {
  private readonly byTask = new Map<number, Wakes>();

  static async of(session: SessionSubject): Promise<WakeUps> {
    const wakeUps = new WakeUps();
    const wake = session.meta.session.events.indexOf('wake');
    if (wake < 0) return wakeUps;
    let count = 0;
    for await (const chunk of session.events()) {
      readEvents(chunk, (time, event, _thread, task) => {
        if (event === wake) wakeUps.add(task, time, ++count);
      });
    }
    for (const wakes of wakeUps.byTask.values()) sortByTime(wakes);
    return wakeUps;
  }

  /** The wake-up that ended a wait of a task, as the number of its flow; 0 when none is known. */
  flowTo(task: number, from: number, to: number): number {
    const wakes = this.byTask.get(task);
    if (!wakes) return 0;
    let low = 0;
    let high = wakes.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (wakes.times[middle]! <= to) low = middle + 1;
      else high = middle;
    }
    return low > 0 && wakes.times[low - 1]! >= from ? wakes.flows[low - 1]! : 0;
  }

  private add(task: number, time: number, flow: number): void {
    let wakes = this.byTask.get(task);
    if (!wakes) this.byTask.set(task, (wakes = { times: [], flows: [] }));
    wakes.times.push(time);
    wakes.flows.push(flow);
  }
}

/** Several threads wake a task, and their events come one thread after the other. */
function sortByTime(wakes: Wakes): void {
  const order = wakes.times.map((_, i) => i).sort((x, y) => wakes.times[x]! - wakes.times[y]!);
  wakes.times = order.map((i) => wakes.times[i]!);
  wakes.flows = order.map((i) => wakes.flows[i]!);
}
