/** An event that happens once: set by whoever comes first, awaited by any number. */
export class Latch<T> {
  readonly reached: Promise<T>;
  private resolve!: (value: T) => void;
  isSet = false;

  constructor() {
    this.reached = new Promise((resolve) => (this.resolve = resolve));
  }

  set(value: T): void {
    this.isSet = true;
    this.resolve(value);
  }
}

/** What `work` resolves to, or `late` when that takes longer than `ms`. Leaves no timer behind. */
export async function orAfter<T, U>(work: Promise<T>, ms: number, late: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<U>((resolve) => (timer = setTimeout(resolve, ms, late)));
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
  }
}
