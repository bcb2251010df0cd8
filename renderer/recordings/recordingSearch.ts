/**
 * Looks for words in all of a recording's events, however many: of each block only the number of finds is kept, and the block is looked
 * through again by who comes by it.
 *
 * ```
 *   blocks   [ 3 ][ 0 ][ ? ][ ? ][ 12 ][ ? ]     next(): from where one is on, past the empty ones, until none can have an earlier find
 *                                                count(): the unknown ones, one after the other
 * ```
 */
import type { CallReply, CallRequest } from '../../shared/ipc/contract.ts';
import { limits } from '../../shared/ipc/limits.ts';
import type { BlockTimes } from '../../shared/recording/block-times.ts';
import type { FoundEvent, Moment } from '../../shared/recording/find.ts';

type Reply = CallReply<'recordings.find'>;
/** null: it could not be told, and the person knows. */
export type AskFind = (request: CallRequest<'recordings.find'>) => Promise<Reply | null>;

export class RecordingSearch {
  /** Finds so far, and blocks that were looked through. */
  found = 0;
  looked = 0;
  /** Of each block; -1: not known yet. */
  private readonly counts: Int32Array;
  /** Counts what was begun, so that what was begun before ends. */
  private turns = 0;

  constructor(
    private readonly recording: number,
    readonly words: string,
    private readonly times: BlockTimes,
    private readonly ask: AskFind,
    /** There is more. */
    private readonly changed: () => void,
  ) {
    this.counts = new Int32Array(times.blocks).fill(-1);
  }

  /** How much of the recording was looked through, 0 to 1. */
  get share(): number {
    return this.times.blocks === 0 ? 1 : this.looked / this.times.blocks;
  }

  /** The first find after a moment, or the last one before it; null: there is none; undefined: it was ended. */
  async next(from: Moment, direction: 1 | -1): Promise<FoundEvent | null | undefined> {
    const turn = ++this.turns;
    const { times } = this;
    const around = times.within({ start: from.time, end: from.time });
    let nearest: FoundEvent | null = null;
    // A block at first, which most often is enough; then more at once.
    let most = 1;
    for (let block = direction > 0 ? around.first : around.end - 1; block >= 0 && block < times.blocks; ) {
      if (nearest && (direction > 0 ? times.earliestFrom(block) > nearest.time : times.latestUpTo(block) < nearest.time)) break;
      if (this.counts[block] === 0) {
        block += direction;
        continue;
      }
      const count = this.stretch(block, direction, most, (each) => each !== 0);
      const reply = await this.look(direction > 0 ? block : block - count + 1, count, from, direction);
      if (!reply || turn !== this.turns) return undefined;
      const found = reply.nearest;
      if (found && (!nearest || isBefore(found, nearest) === direction > 0)) nearest = found;
      block += count * direction;
      most = Math.min(most * 2, limits.blocksAtOnce);
    }
    return nearest;
  }

  /** Goes on until everything was looked through, or it is ended. */
  async count(): Promise<void> {
    const turn = ++this.turns;
    for (let block = 0; block < this.times.blocks; ) {
      if (this.counts[block] !== -1) {
        block++;
        continue;
      }
      const count = this.stretch(block, 1, limits.blocksAtOnce, (each) => each === -1);
      const reply = await this.look(block, count, { time: 0, at: 0 }, 1);
      if (!reply || turn !== this.turns) return;
      block += count;
    }
  }

  stop(): void {
    this.turns++;
  }

  /** How many blocks from one on, in this direction, are of a kind. */
  private stretch(block: number, direction: 1 | -1, most: number, fits: (count: number) => boolean): number {
    let length = 1;
    for (let next = block + direction; length < most && next >= 0 && next < this.times.blocks && fits(this.counts[next]!); next += direction) length++;
    return length;
  }

  private async look(first: number, count: number, from: Moment, direction: 1 | -1): Promise<Reply | null> {
    const reply = await this.ask({ recording: this.recording, words: this.words, first, count, from, direction });
    reply?.counts.forEach((found, i) => {
      if (this.counts[first + i] !== -1) return;
      this.counts[first + i] = found;
      this.found += found;
      this.looked++;
    });
    this.changed();
    return reply;
  }
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.time < b.time || (a.time === b.time && a.at < b.at);
}
