/** Who was woken when, in whatever order it is told: several threads wake a task, and their events come one thread after the other. */
interface OfTask {
  times: number[];
  values: number[];
  sorted: boolean;
}

/** What is kept of a wake-up is a number: who woke, or which wake-up of the trace it was. */
export class WakeUps {
  private readonly byTask = new Map<number, OfTask>();

  /** `time`: ns. */
  add(task: number, time: number, value: number): void {
    let of = this.byTask.get(task);
    if (!of) this.byTask.set(task, (of = { times: [], values: [], sorted: true }));
    of.times.push(time);
    of.values.push(value);
    of.sorted = false;
  }

  /** The last wake-up of a task between two times (both included), or null. */
  last(task: number, from: number, to: number): number | null {
    const of = this.byTask.get(task);
    if (!of) return null;
    if (!of.sorted) sort(of);
    let low = 0;
    for (let high = of.times.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if (of.times[middle]! <= to) low = middle + 1;
      else high = middle;
    }
    return low > 0 && of.times[low - 1]! >= from ? of.values[low - 1]! : null;
  }

  /** Nobody will ask for times that end before this one: of earlier wake-ups each task keeps the last. */
  forgetBefore(time: number): void {
    for (const of of this.byTask.values()) {
      if (!of.sorted) sort(of);
      let first = 0;
      while (first + 1 < of.times.length && of.times[first + 1]! < time) first++;
      of.times.splice(0, first);
      of.values.splice(0, first);
    }
  }
}

function sort(of: OfTask): void {
  const order = of.times.map((_, i) => i).sort((x, y) => of.times[x]! - of.times[y]!);
  of.times = order.map((i) => of.times[i]!);
  of.values = order.map((i) => of.values[i]!);
  of.sorted = true;
}
