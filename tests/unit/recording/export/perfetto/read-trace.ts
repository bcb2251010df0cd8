/** Reads a trace as Perfetto does, and more strictly: a field that its schema does not have, or has with another type, is an error. */
import protobuf from 'protobufjs';
import { traceType } from './schema.ts';

export interface TraceEvent {
  type: string;
  track: string;
  time: number;
  name: string | undefined;
  category: string | undefined;
  arguments: Record<string, string | number>;
  flows: number[];
  ends: number[];
  place: string | undefined;
  value: number | undefined;
}

export interface Trace {
  /** By their path of names: `process/thread/track`. */
  tracks: string[];
  units: Record<string, string>;
  events: TraceEvent[];
}

interface Annotation { name_iid: number; int_value?: number; string_value?: string }
interface Packet {
  timestamp?: number;
  trusted_packet_sequence_id: number;
  sequence_flags: number;
  interned_data?: Record<string, { iid: number; name?: string; file_name?: string; function_name?: string; line_number?: number }[]>;
  track_descriptor?: { uuid: number; parent_uuid?: number; name?: string; process?: { pid: number; process_name: string }; thread?: { tid: number; thread_name: string }; counter?: { unit: string } };
  track_event?: Record<string, unknown> & { debug_annotations?: Annotation[]; category_iids?: number[] };
}

export function readTrace(chunks: readonly Uint8Array[]): Trace {
  const bytes = Buffer.concat(chunks);
  checkFields(traceType, protobuf.Reader.create(bytes), bytes.length);
  const { packet } = traceType.toObject(traceType.decode(bytes), { longs: Number, enums: String }) as { packet: Packet[] };
  return new TraceReader().read(packet);
}

class TraceReader {
  private readonly trace: Trace = { tracks: [], units: {}, events: [] };
  private readonly paths = new Map<number, string>();
  private readonly interned = new Map<string, string>();

  read(packets: readonly Packet[]): Trace {
    packets.forEach((packet, index) => {
      // Interned names hold from the first packet on.
      if (packet.trusted_packet_sequence_id !== 1 || packet.sequence_flags !== (index === 0 ? 3 : 2)) throw new Error(`packet ${index} is of no sequence`);
      this.intern(packet);
      if (packet.track_descriptor) this.track(packet.track_descriptor);
      if (packet.track_event) this.event(packet.timestamp!, packet.track_event);
    });
    return this.trace;
  }

  private intern({ interned_data = {} }: Packet): void {
    for (const [field, entries] of Object.entries(interned_data)) {
      for (const { iid, name, file_name, function_name, line_number } of entries) {
        const key = `${field} ${iid}`;
        if (iid < 1 || this.interned.has(key)) throw new Error(`${key} is interned twice`);
        this.interned.set(key, name ?? `${function_name} (${file_name}:${line_number})`);
      }
    }
  }

  private text(field: string, iid: unknown): string | undefined {
    if (iid === undefined) return undefined;
    const text = this.interned.get(`${field} ${iid as number}`);
    if (text === undefined) throw new Error(`${field} has no ${iid as number}`);
    return text;
  }

  private track({ uuid, parent_uuid, name, process, thread, counter }: NonNullable<Packet['track_descriptor']>): void {
    if (uuid < 1 || this.paths.has(uuid)) throw new Error(`there are two tracks ${uuid}`);
    const parent = parent_uuid === undefined ? '' : this.paths.get(parent_uuid);
    if (parent === undefined) throw new Error(`track ${uuid} is below none`);
    const own = process?.process_name ?? thread?.thread_name ?? name ?? '';
    const path = parent === '' ? own : `${parent}/${own}`;
    this.paths.set(uuid, path);
    this.trace.tracks.push(path);
    if (counter) this.trace.units[path] = counter.unit;
  }

  private event(time: number, event: NonNullable<Packet['track_event']>): void {
    const track = this.paths.get(event['track_uuid'] as number);
    if (track === undefined) throw new Error('an event is on no track');
    this.trace.events.push({
      type: event['type'] as string, track, time,
      name: this.text('event_names', event['name_iid']),
      category: this.text('event_categories', event.category_iids?.[0]),
      arguments: Object.fromEntries((event.debug_annotations ?? []).map((a) => [this.text('debug_annotation_names', a.name_iid)!, a.int_value ?? a.string_value!])),
      flows: (event['flow_ids'] as number[] | undefined) ?? [],
      ends: (event['terminating_flow_ids'] as number[] | undefined) ?? [],
      place: this.text('source_locations', event['source_location_iid']),
      value: (event['counter_value'] ?? event['double_counter_value']) as number | undefined,
    });
  }
}

/** Slices of each track, as text; throws when begins and ends do not nest, or time goes back on a track. */
export function slicesOf({ events }: Trace): string[] {
  const open = new Map<string, { name: string; time: number }[]>();
  const last = new Map<string, number>();
  const slices: string[] = [];
  for (const { type, track, time, name } of events) {
    if (time < (last.get(track) ?? 0)) throw new Error(`time goes back on ${track}`);
    last.set(track, time);
    const stack = open.get(track) ?? [];
    open.set(track, stack);
    if (type === 'TYPE_SLICE_BEGIN') stack.push({ name: name!, time });
    if (type !== 'TYPE_SLICE_END') continue;
    const slice = stack.pop();
    if (!slice) throw new Error(`a slice ends on ${track} that has not begun`);
    slices.push(`${track}: ${'  '.repeat(stack.length)}${slice.name} ${slice.time}–${time}`);
  }
  return slices;
}

function checkFields(type: protobuf.Type, reader: protobuf.Reader, end: number): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = type.fieldsById[tag >>> 3];
    if (!field) throw new Error(`${type.name} has no field ${tag >>> 3}`);
    const message = field.resolve().resolvedType instanceof protobuf.Type ? field.resolvedType as protobuf.Type : null;
    const wanted = message ? 2 : protobuf.types.basic[field.type as 'string'] ?? 0;
    if ((tag & 7) !== wanted) throw new Error(`${type.name}.${field.name} is encoded as ${tag & 7}, not ${wanted}`);
    if (message) {
      const length = reader.uint32();
      checkFields(message, reader, reader.pos + length);
    } else reader.skipType(tag & 7);
  }
  if (reader.pos !== end) throw new Error(`${type.name} ends within a field`);
}
