/**
 * Writes packets of Perfetto's trace format, which its viewer opens (https://perfetto.dev/docs/reference/synthetic-track-event). A file is
 * one message `Trace`, so packets may be written one after the other. Field numbers are those of protos/perfetto/trace.
 */
import { PbfWriter } from 'pbf';

export const EVENT_TYPE = { begin: 1, end: 2, instant: 3, counter: 4 } as const;
/** What a counter counts (`CounterDescriptor.Unit`). */
export const UNIT = { ns: 1, count: 2, bytes: 3 } as const;

export interface Track {
  /** Not 0. */
  uuid: number;
  parent?: number;
  name?: string;
  process?: { pid: number; name: string };
  thread?: { pid: number; tid: number; name: string };
  unit?: number;
}

export interface TrackEvent {
  type: number;
  track: number;
  /** ns */
  time: number;
  name?: string;
  category?: string;
  arguments?: readonly { name: string; value: string | number }[];
  /** Flows that go on from here, and those that end here. */
  flows?: readonly number[];
  ends?: readonly number[];
  place?: { file: string; fn: string; line: number } | null;
  /** Of a counter. */
  value?: number;
}

const PACKET = { timestamp: 8, sequence: 10, event: 11, interned: 12, flags: 13, track: 60 };
const STATE_CLEARED = 1;
const NEEDS_STATE = 2;
const SEQUENCE = 1;
const INTERNED = { categories: 1, names: 2, argumentNames: 3, places: 4 };
/** Bytes after which a chunk is handed on. */
const CHUNK = 1 << 20;

/** Texts that are written once, and then named by a number. */
class Interned {
  readonly known = new Map<string, number>();
  fresh: [number, string][] = [];

  of(text: string): number {
    let id = this.known.get(text);
    if (id === undefined) {
      this.known.set(text, (id = this.known.size + 1));
      this.fresh.push([id, text]);
    }
    return id;
  }
}

export class PerfettoPackets {
  private pbf = new PbfWriter();
  private begun = false;
  private readonly categories = new Interned();
  private readonly names = new Interned();
  private readonly argumentNames = new Interned();
  private readonly places = new Interned();

  track(track: Track): void {
    this.packet((pbf) => {
      pbf.writeMessage(PACKET.track, writeTrack, track);
    });
  }

  event(event: TrackEvent): void {
    this.packet((pbf) => {
      pbf.writeVarintField(PACKET.timestamp, wholeNs(event.time));
      pbf.writeMessage(PACKET.event, this.writeEvent, event);
      if ([this.categories, this.names, this.argumentNames, this.places].some((each) => each.fresh.length > 0)) pbf.writeMessage(PACKET.interned, this.writeInterned, null);
    });
  }

  /** What was written since the last time, once it is enough to be worth it. */
  get isFull(): boolean {
    return this.pbf.pos >= CHUNK;
  }

  take(): Uint8Array {
    const bytes = this.pbf.finish();
    this.pbf = new PbfWriter();
    return bytes;
  }

  private packet(contents: (pbf: PbfWriter) => void): void {
    this.pbf.writeMessage(1, (_, pbf) => {
      contents(pbf);
      pbf.writeVarintField(PACKET.sequence, SEQUENCE);
      pbf.writeVarintField(PACKET.flags, this.begun ? NEEDS_STATE : STATE_CLEARED | NEEDS_STATE);
    }, null);
    this.begun = true;
  }

  private readonly writeEvent = (event: TrackEvent, pbf: PbfWriter): void => {
    pbf.writeVarintField(9, event.type);
    pbf.writeVarintField(11, event.track);
    if (event.category !== undefined) pbf.writeVarintField(3, this.categories.of(event.category));
    if (event.name !== undefined) pbf.writeVarintField(10, this.names.of(event.name));
    for (const argument of event.arguments ?? []) pbf.writeMessage(4, this.writeArgument, argument);
    for (const flow of event.flows ?? []) pbf.writeFixed64Field(47, flow);
    for (const flow of event.ends ?? []) pbf.writeFixed64Field(48, flow);
    if (event.place) pbf.writeVarintField(34, this.places.of(`${event.place.line}\n${event.place.fn}\n${event.place.file}`));
    if (event.value !== undefined) {
      if (Number.isSafeInteger(event.value)) pbf.writeVarintField(30, event.value);
      else pbf.writeDoubleField(44, event.value);
    }
  };

  private readonly writeArgument = ({ name, value }: { name: string; value: string | number }, pbf: PbfWriter): void => {
    pbf.writeVarintField(1, this.argumentNames.of(name));
    if (typeof value === 'number') pbf.writeVarintField(4, value);
    else pbf.writeStringField(6, value);
  };

  private readonly writeInterned = (_: null, pbf: PbfWriter): void => {
    const texts: [number, Interned][] = [[INTERNED.categories, this.categories], [INTERNED.names, this.names], [INTERNED.argumentNames, this.argumentNames]];
    for (const [field, interned] of texts) for (const entry of interned.fresh.splice(0)) pbf.writeMessage(field, writeText, entry);
    for (const entry of this.places.fresh.splice(0)) pbf.writeMessage(INTERNED.places, writePlace, entry);
  };
}

function writeText([id, text]: [number, string], pbf: PbfWriter): void {
  pbf.writeVarintField(1, id);
  pbf.writeStringField(2, text);
}

function writePlace([id, text]: [number, string], pbf: PbfWriter): void {
  const [line = '', fn = '', ...file] = text.split('\n');
  pbf.writeVarintField(1, id);
  pbf.writeStringField(2, file.join('\n'));
  pbf.writeStringField(3, fn);
  pbf.writeVarintField(4, Number(line));
}

function writeTrack({ uuid, parent, name, process, thread, unit }: Track, pbf: PbfWriter): void {
  pbf.writeVarintField(1, uuid);
  if (parent !== undefined) pbf.writeVarintField(5, parent);
  if (name !== undefined) pbf.writeStringField(2, name);
  if (process) pbf.writeMessage(3, writeProcess, process);
  if (thread) pbf.writeMessage(4, writeThread, thread);
  if (unit !== undefined) pbf.writeMessage(8, writeUnit, unit);
}

function writeProcess({ pid, name }: { pid: number; name: string }, pbf: PbfWriter): void {
  pbf.writeVarintField(1, pid);
  pbf.writeStringField(6, name);
}

function writeThread({ pid, tid, name }: { pid: number; tid: number; name: string }, pbf: PbfWriter): void {
  pbf.writeVarintField(1, pid);
  pbf.writeVarintField(2, tid);
  pbf.writeStringField(5, name);
}

function writeUnit(unit: number, pbf: PbfWriter): void {
  pbf.writeVarintField(3, unit);
}

function wholeNs(time: number): number {
  return Math.min(Math.max(0, Math.round(time)), Number.MAX_SAFE_INTEGER);
}
