/** Reading or writing a large file: one at a time, told to the window, ended at its word. */
import type { RecordingProgress } from '../../../shared/ipc/recordings.ts';
import { LabError } from '../../../shared/ipc/reply.ts';

export interface JobControl {
  signal: AbortSignal;
  /** 0 to 1; null: not known. */
  onProgress(share: number | null): void;
}

/** Progress is told so often, ms, and only of what takes longer. */
const EACH_MS = 100;

export class FileJob {
  #running: AbortController | null = null;
  /** The window knows of the one under way: that it goes on, or that it keeps another one from beginning. */
  #isTold = false;

  constructor(private readonly tell: (progress: RecordingProgress) => void) {}

  /** Throws `LabError` while one is under way: for before a person is asked where the next is to go. */
  requireFree(): void {
    if (!this.#running) return;
    this.#isTold = true;
    throw new LabError('busy', 'Another recording is being read or written. Wait for it, or cancel it.');
  }

  /** Null when the person ended it. Throws what `work` does, and `LabError` while another one is under way. */
  async run<T>(what: string, work: (control: JobControl) => Promise<T>): Promise<T | null> {
    this.requireFree();
    const controller = (this.#running = new AbortController());
    let told = performance.now();
    this.#isTold = false;
    try {
      return await work({
        signal: controller.signal,
        onProgress: (share) => {
          if (performance.now() - told < EACH_MS) return;
          told = performance.now();
          this.#isTold = true;
          this.tell({ what, share: share === null ? null : Math.min(Math.max(share, 0), 1) });
        },
      });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      this.#running = null;
      if (this.#isTold) this.tell(null);
    }
  }

  cancel(): void {
    this.#running?.abort();
  }
}
