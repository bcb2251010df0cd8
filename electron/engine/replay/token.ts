/**
 * A schedule as a short text to copy: `fl1:`, where memory is not sequentially consistent the name of its model and `:`, and base64url of
 *
 * ```
 *   0       4         8
 *   ├ CRC ──┼ sources ┼ objects, switches: count, a byte each, runs …        numbers from here on as LEB128
 * ```
 * A run is `thread << 1` and how often it goes on after its first step, or `thread << 1 | 1` and the choice of its one step; or
 * `REPEATS`, from where on the schedule goes round for ever.
 * The first bytes of the sources' hash and one byte for each switch say whether a token fits a program, and if not, why.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Program } from '../../../shared/dialect/ir.ts';
import type { MemoryModel } from '../../../shared/dialect/memory-model.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import { switchText } from '../../../shared/report/switch-text.ts';
import { ScheduleError } from './schedule-error.ts';

export interface Token {
  memory: MemoryModel;
  objects: number;
  schedule: Action[];
  /** The index of the step from which on it goes round for ever, or null. */
  cycle: number | null;
  /** What it was made from, for `fits`. */
  sources: string;
  switches: number[];
}

const PREFIX = 'fl1:';
const MODELS: Record<MemoryModel, string> = { sc: '', tso: 'tso:', 'lkmm-ra': 'lkmm-ra:' };
/** Beyond these a text is no token. */
const MOST_CHARS = 1 << 20;
const MOST_STEPS = 100_000;
const MOST_OBJECTS = 1000;
const MOST_THREADS = 256;
const HEAD = 8;
const REPEATS = 2 * MOST_THREADS;

export function encodeToken(program: Program, objects: number, schedule: readonly Action[], cycle: number | null = null): string {
  const switches = switchBytes(program);
  const rest = [...Buffer.from(program.sourceHash, 'hex').subarray(0, 4), ...leb(objects), ...leb(switches.length), ...switches, ...(cycle === null ? runs(schedule) : [...runs(schedule.slice(0, cycle)), ...leb(REPEATS), ...runs(schedule.slice(cycle))])];
  const bytes = Buffer.from([0, 0, 0, 0, ...rest]);
  bytes.writeUInt32LE(checkOf(program.memory, bytes));
  return PREFIX + MODELS[program.memory] + bytes.toString('base64url');
}

/** Throws `ScheduleError` when the text is no token, or has been damaged. */
export function decodeToken(text: string): Token {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX)) throw wrong(/^fl\d+:/.test(trimmed) ? 'it was made by another version of Faultline' : `it does not begin with ${PREFIX}`);
  const memory = trimmed.startsWith(`${PREFIX}tso:`) ? 'tso' : trimmed.startsWith(`${PREFIX}lkmm-ra:`) ? 'lkmm-ra' : 'sc';
  const body = trimmed.slice(PREFIX.length + MODELS[memory].length);
  if (body.length > MOST_CHARS) throw wrong(`it is longer than ${MOST_CHARS} characters`);
  if (!/^[\w-]*$/.test(body)) throw wrong('it has characters that no token has');
  const bytes = Buffer.from(body, 'base64url');
  // Node's decoder is lenient: there is one text for each schedule.
  if (bytes.length < HEAD || bytes.toString('base64url') !== body || bytes.readUInt32LE() !== checkOf(memory, bytes)) throw wrong('it is not complete, or was changed on its way');
  const reader = new Reader(bytes, HEAD);
  const objects = reader.number(MOST_OBJECTS);
  const switches = Array.from({ length: reader.number(1000) }, () => reader.byte());
  const schedule: Action[] = [];
  let cycle: number | null = null;
  while (!reader.done) {
    const head = reader.number(REPEATS);
    const thread = head >> 1;
    if (head === REPEATS) {
      if (cycle !== null || reader.done) throw wrong('it goes round where nothing can');
      cycle = schedule.length;
    } else if (head & 1) schedule.push({ thread, choice: reader.number(2 ** 31 - 1) });
    else for (let more = reader.number(MOST_STEPS - 1); more >= 0 && schedule.length <= MOST_STEPS; more--) schedule.push({ thread, choice: 0 });
    if (schedule.length > MOST_STEPS) throw wrong(`it has more than ${MOST_STEPS} steps`);
  }
  if (objects === 0 || schedule.length === 0) throw wrong('it holds no schedule');
  return { memory, objects, schedule, cycle, sources: bytes.subarray(4, HEAD).toString('hex'), switches };
}

/** Why a token is not one of this program, or null. */
export function misfit({ memory, sources, switches }: Token, program: Program): string | null {
  if (memory !== program.memory) return `it was made with the memory model ${memory}, not with ${program.memory}`;
  if (!program.sourceHash.startsWith(sources)) return 'it was made from other sources: the scenario, its protocol or the kernel has changed since';
  const here = switchBytes(program);
  const names = Object.keys(program.config).sort();
  const other = names.filter((_, i) => here[i] !== switches[i]);
  if (other.length === 0 && here.length === switches.length) return null;
  const values = other.map((name) => switchText(name, program.config[name]!));
  return `it was made with other switches: not with ${values.join(', ')}. Give the --config that it was made with`;
}

/** Of all that follows it, and of the model's name. */
function checkOf(memory: MemoryModel, bytes: Buffer): number {
  return crc32(bytes.subarray(4), crc32(MODELS[memory]));
}

/** A byte of the hash of each switch, by name. */
function switchBytes({ config }: Program): number[] {
  return Object.keys(config).sort().map((name) => createHash('sha256').update(switchText(name, config[name]!)).digest()[0]!);
}

function runs(schedule: readonly Action[]): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < schedule.length; ) {
    const { thread, choice } = schedule[i]!;
    if (choice !== 0) {
      bytes.push(...leb((thread << 1) | 1), ...leb(choice));
      i++;
      continue;
    }
    let length = 1;
    while (schedule[i + length]?.thread === thread && schedule[i + length]!.choice === 0) length++;
    bytes.push(...leb(thread << 1), ...leb(length - 1));
    i += length;
  }
  return bytes;
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 128);
  }
}

class Reader {
  constructor(
    private readonly bytes: Buffer,
    private at: number,
  ) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    if (this.done) throw wrong('it ends too early');
    return this.bytes[this.at++]!;
  }

  number(most: number): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (value > most || scale > 2 ** 35) throw wrong('it holds numbers that make no sense');
      if (byte < 128) return value;
    }
  }
}

function wrong(why: string): ScheduleError {
  return new ScheduleError(-1, `this is no schedule that can be replayed: ${why}`);
}
