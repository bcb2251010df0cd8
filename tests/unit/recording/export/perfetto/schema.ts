/**
 * Names, numbers and types of the fields of Perfetto's trace format, as google/perfetto defines them in protos/perfetto/trace (trace_packet,
 * track_event, track_descriptor, thread_descriptor, process_descriptor, counter_descriptor, debug_annotation, source_location,
 * interned_data), for the messages that the lab writes. What stands in no message here is no field.
 */
import protobuf from 'protobufjs';

/** `name: 'type number'`; `repeated` before it. */
type Fields = Record<string, string>;

const ENUMS = {
  Type: { TYPE_UNSPECIFIED: 0, TYPE_SLICE_BEGIN: 1, TYPE_SLICE_END: 2, TYPE_INSTANT: 3, TYPE_COUNTER: 4 },
  Unit: { UNIT_UNSPECIFIED: 0, UNIT_TIME_NS: 1, UNIT_COUNT: 2, UNIT_SIZE_BYTES: 3 },
};

const MESSAGES: Record<string, Fields> = {
  Trace: { packet: 'repeated TracePacket 1' },
  TracePacket: {
    timestamp: 'uint64 8', trusted_packet_sequence_id: 'uint32 10', track_event: 'TrackEvent 11', interned_data: 'InternedData 12', sequence_flags: 'uint32 13',
    incremental_state_cleared: 'bool 41', previous_packet_dropped: 'uint32 42', timestamp_clock_id: 'uint32 58', track_descriptor: 'TrackDescriptor 60', first_packet_on_sequence: 'bool 87',
  },
  TrackEvent: {
    category_iids: 'repeated uint64 3', debug_annotations: 'repeated DebugAnnotation 4', type: 'Type 9', name_iid: 'uint64 10', track_uuid: 'uint64 11',
    categories: 'repeated string 22', name: 'string 23', counter_value: 'int64 30', source_location: 'SourceLocation 33', source_location_iid: 'uint64 34',
    double_counter_value: 'double 44', flow_ids: 'repeated fixed64 47', terminating_flow_ids: 'repeated fixed64 48',
  },
  TrackDescriptor: {
    uuid: 'uint64 1', name: 'string 2', process: 'ProcessDescriptor 3', thread: 'ThreadDescriptor 4', parent_uuid: 'uint64 5', counter: 'CounterDescriptor 8',
    disallow_merging_with_system_tracks: 'bool 9', static_name: 'string 10',
  },
  ProcessDescriptor: { pid: 'int32 1', cmdline: 'repeated string 2', legacy_sort_index: 'int32 3', process_priority: 'int32 5', process_name: 'string 6', start_timestamp_ns: 'int64 7' },
  ThreadDescriptor: { pid: 'int32 1', tid: 'int32 2', legacy_sort_index: 'int32 3', thread_name: 'string 5', reference_timestamp_us: 'int64 6', reference_thread_time_us: 'int64 7' },
  CounterDescriptor: { categories: 'repeated string 2', unit: 'Unit 3', unit_multiplier: 'int64 4', is_incremental: 'bool 5' },
  DebugAnnotation: {
    name_iid: 'uint64 1', bool_value: 'bool 2', uint_value: 'uint64 3', int_value: 'int64 4', double_value: 'double 5', string_value: 'string 6', pointer_value: 'uint64 7',
    legacy_json_value: 'string 9', name: 'string 10',
  },
  InternedData: {
    event_categories: 'repeated EventCategory 1', event_names: 'repeated EventName 2', debug_annotation_names: 'repeated DebugAnnotationName 3', source_locations: 'repeated SourceLocation 4',
  },
  EventCategory: { iid: 'uint64 1', name: 'string 2' },
  EventName: { iid: 'uint64 1', name: 'string 2' },
  DebugAnnotationName: { iid: 'uint64 1', name: 'string 2' },
  SourceLocation: { iid: 'uint64 1', file_name: 'string 2', function_name: 'string 3', line_number: 'uint32 4' },
};

function typesOf(messages: Record<string, Fields>): protobuf.Namespace {
  const proto = Object.entries(messages).map(([name, fields]) =>
    `message ${name} {\n${Object.entries(fields).map(([field, text]) => {
      const [number, type, rule = 'optional'] = text.split(' ').reverse();
      return `  ${rule} ${type} ${field} = ${number};`;
    }).join('\n')}\n}`,
  );
  const enums = Object.entries(ENUMS).map(([name, values]) => `enum ${name} {\n${Object.entries(values).map(([value, number]) => `  ${value} = ${number};`).join('\n')}\n}`);
  return protobuf.parse(`syntax = "proto2";\n${enums.join('\n')}\n${proto.join('\n')}`, { keepCase: true }).root.resolveAll();
}

export const traceType = typesOf(MESSAGES).lookupType('Trace');
