/** A struct cut into cache lines, as it is drawn: what begins or goes on in each. Structs within it are taken apart. */
import { CACHE_LINE, type FieldLayout, type StructLayout } from '../../shared/dialect/layout.ts';
import { typeText } from '../../shared/dialect/field-path.ts';

export interface LinePart {
  /** `mmap_lock.wait_lock`. Null: padding. */
  field: string | null;
  type: string;
  /** Bytes from the line's start. */
  from: number;
  bytes: number;
  /** Bytes from the struct's start. */
  offset: number;
  /** It began in a line before. */
  continued: boolean;
}

export interface CacheLine {
  number: number;
  parts: LinePart[];
}

export function cacheLines({ size, fields }: StructLayout, structs: ReadonlyMap<string, StructLayout>): CacheLine[] {
  const leaves = fields.flatMap((field) => takenApart(field, structs));
  const lines: CacheLine[] = [];
  for (let start = 0; start < size; start += CACHE_LINE) {
    const end = Math.min(start + CACHE_LINE, size);
    const parts: LinePart[] = [];
    let at = start;
    const pad = (to: number): void => {
      if (to > at) parts.push({ field: null, type: '', from: at - start, bytes: to - at, offset: at, continued: false });
    };
    for (const { name, offset, size: bytes, type } of leaves) {
      if (offset + bytes <= start || offset >= end) continue;
      const from = Math.max(offset, start);
      const to = Math.min(offset + bytes, end);
      pad(from);
      parts.push({ field: name, type: typeText(type), from: from - start, bytes: to - from, offset: from, continued: offset < start });
      at = to;
    }
    pad(end);
    lines.push({ number: start / CACHE_LINE, parts });
  }
  return lines;
}

/** A struct of one field is that field: of an atomic_t, `counter` says nothing. */
function takenApart(field: FieldLayout, structs: ReadonlyMap<string, StructLayout>): FieldLayout[] {
  const { name, offset, type } = field;
  const within = type.kind === 'embedded' ? structs.get(type.struct)?.fields : undefined;
  if (!within || within.length === 1) return [field];
  return within.flatMap((each) => takenApart({ ...each, name: `${name}.${each.name}`, offset: offset + each.offset }, structs));
}
