/** A region as rows to show: a row for each word, and one above those of each embedded struct and array. */
import { elementStride, type FieldType } from '../dialect/layout.ts';
import { typeSize, typeText } from '../dialect/field-path.ts';
import { bitsOf, meaningOf } from './meaning.ts';
import type { Memory, Region } from './memory.ts';

export interface FieldRow {
  /** From the region's name on: `vm_lock.count`, `[3].next`; distinct. */
  path: string;
  /** The last part of it. */
  label: string;
  depth: number;
  type: string;
  /** Of its first byte. */
  address: number;
  /** Null of what has rows of its own below. */
  value: number | null;
  text: string;
  meaning: string | null;
  /** What it was one step before, if that is something else. */
  was: string | null;
  /** Whether it, or something below it, has changed since. */
  changed: boolean;
  /** Says nothing by itself: 0, or a link of a list. What is below it is neither of more interest. */
  quiet: boolean;
}

/** `before`: the memory one step earlier; without it nothing has changed. */
export function rowsOf(memory: Memory, region: Region, before: Memory | null): FieldRow[] {
  return new Rows(memory, before).of(region);
}

/** Rows without those below which nothing has changed, or without the quiet ones that have not. */
export function shownRows(rows: readonly FieldRow[], { changed, quiet }: { changed: boolean; quiet: boolean }): FieldRow[] {
  return rows.filter((row) => (!changed || row.changed) && (quiet || !row.quiet || row.changed));
}

class Rows {
  private readonly rows: FieldRow[] = [];

  constructor(
    private readonly memory: Memory,
    private readonly before: Memory | null,
  ) {}

  of({ type, address }: Region): FieldRow[] {
    if (type.kind === 'embedded') this.struct(type.struct, address, '', 0);
    else if (type.kind === 'array') this.array(type, address, '', 0);
    else this.word(null, { label: 'value', path: 'value', depth: 0 }, type, address, address);
    return this.rows;
  }

  private struct(struct: string, base: number, prefix: string, depth: number): void {
    for (const { name, offset, type } of this.memory.structs.get(struct)?.fields ?? []) {
      this.part(`${struct}.${name}`, { label: name, path: prefix + name, depth }, type, base + offset, base);
    }
  }

  private array(type: FieldType & { kind: 'array' }, base: number, prefix: string, depth: number): void {
    const stride = elementStride(type.element, typeSize(this.memory.structs, type.element));
    const threads = this.memory.at(base)?.name === 'init_tasks' ? this.memory.program.threads : [];
    for (let i = 0; i < type.length; i++) {
      const thread = threads[i];
      this.part(null, { label: thread ? `[${i}] ${thread.name}` : `[${i}]`, path: `${prefix}[${i}]`, depth }, type.element, base + i * stride, base);
    }
  }

  private part(field: string | null, at: Placed, type: FieldType, address: number, base: number): void {
    if (type.kind === 'embedded') {
      const only = this.memory.structs.get(type.struct)?.fields ?? [];
      // An atomic_t or a spinlock_t is its one word.
      const [first] = only;
      if (only.length === 1 && first && isWord(first.type)) this.word(field, at, first.type, address, base, `${type.struct}.${first.name}`);
      else this.group(field, at, type, address, base, () => this.struct(type.struct, address, `${at.path}.`, at.depth + 1));
    } else if (type.kind === 'array') this.group(field, at, type, address, base, () => this.array(type, address, at.path, at.depth + 1));
    else this.word(field, at, type, address, base);
  }

  private group(field: string | null, at: Placed, type: FieldType, address: number, base: number, fill: () => void): void {
    const row: FieldRow = {
      ...at, type: typeText(type), address, value: null, text: '', was: null, changed: false, quiet: false,
      meaning: this.meaning(this.memory, field, address, base),
    };
    this.rows.push(row);
    const first = this.rows.length;
    fill();
    const below = this.rows.slice(first);
    row.changed = below.some(({ changed }) => changed);
    // A list says who is in it; without that its head is as quiet as its links.
    row.quiet = below.every(({ quiet }) => quiet) && (row.meaning === null || below.every(({ value }) => value === null || value === 0));
  }

  private word(field: string | null, at: Placed, type: FieldType, address: number, base: number, inner: string | null = null): void {
    const { memory, before } = this;
    const value = memory.word(address);
    const old = before?.at(address) ? before.word(address) : value;
    const text = (of: Memory, word: number): string => bitsOf(field, word) ?? of.text(type, word);
    this.rows.push({
      ...at, type: typeText(type), address, value, quiet: value === 0 || (type.kind === 'pointer' && type.struct === 'list_head'),
      text: text(memory, value),
      meaning: this.meaning(memory, field, address, base) ?? this.meaning(memory, inner, address, address),
      changed: old !== value,
      was: before && old !== value ? text(before, old) : null,
    });
  }

  private meaning(memory: Memory, field: string | null, address: number, base: number): string | null {
    if (field === null) return null;
    const dot = field.indexOf('.');
    return meaningOf(memory, field.slice(0, dot), field.slice(dot + 1), memory.word(address), base);
  }
}

type Placed = Pick<FieldRow, 'label' | 'path' | 'depth'>;

function isWord(type: FieldType): boolean {
  return type.kind !== 'embedded' && type.kind !== 'array';
}
