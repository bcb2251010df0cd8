import { describe, expect, it } from 'vitest';
import { cacheLines } from '../../../../renderer/inspect/lines.ts';
import { changedRegion, firstRegion, regionGroups } from '../../../../renderer/inspect/regionList.ts';
import { sampledMemory } from '../../../../renderer/inspect/sampled.ts';
import type { FieldLayout, FieldType, StructLayout } from '../../../../shared/dialect/layout.ts';
import { Memory } from '../../../../shared/inspect/memory.ts';
import { meta, sample } from '../../recording/sample.ts';

const INT: FieldType = { kind: 'int' };
const field = (name: string, offset: number, size: number): FieldLayout => ({ name, offset, size, type: INT });
const thing: StructLayout = { name: 'thing', size: 8, align: 4, fields: [field('a', 0, 4), field('b', 4, 4)] };

function memory(words: Record<string, number[]>, count: number, freed: string[] = []): Memory {
  return new Memory(
    { structs: [thing], globals: [{ name: 'count', address: 16, size: 4, type: INT }], threads: [], callbacks: [''] },
    { globals: [Int32Array.of(count)], objects: Object.entries(words).map(([name, w], i) => ({ name, struct: 'thing', address: 100 + i * 12, freed: freed.includes(name), words: Int32Array.from(w) })) },
  );
}

describe('the list of what can be inspected', () => {
  const before = memory({ 'thing #0': [1, 2], 'thing #1': [3, 4] }, 7);

  it('groups objects by their struct, variables last, and marks what a step changed', () => {
    const now = memory({ 'thing #0': [1, 2], 'thing #1': [3, 5] }, 8);
    expect(regionGroups(now, before, '')).toEqual([
      { name: 'thing', items: [{ key: '100 thing #0', name: 'thing #0', group: 'thing', freed: false, changed: false }, { key: '112 thing #1', name: 'thing #1', group: 'thing', freed: false, changed: true }] },
      { name: 'globals', items: [{ key: '16 count', name: 'count', group: 'globals', freed: false, changed: true }] },
    ]);
    expect(changedRegion(now, before)!.name).toBe('thing #1');
  });

  it('has what lies on stacks, a struct of whatever kind, behind all objects', () => {
    const names = ["boot's thing", 'thing #0', "fault's thing"];
    const groups = regionGroups(memory(Object.fromEntries(names.map((name) => [name, [1, 2]])), 7), null, '');
    expect(groups.map(({ name, items }) => [name, items.map((item) => item.name)])).toEqual([['thing', ['thing #0']], ['on stacks', ["boot's thing", "fault's thing"]], ['globals', ['count']]]);
  });

  it('tells variables of one name apart', () => {
    const twice = new Memory({ structs: [], globals: [16, 20].map((address) => ({ name: "fault's list", address, size: 4, type: INT })), threads: [], callbacks: [''] }, { globals: [Int32Array.of(1), Int32Array.of(2)], objects: [] });
    const keys = regionGroups(twice, null, '').flatMap(({ items }) => items.map(({ key }) => key));
    expect(new Set(keys).size).toBe(2);
  });

  it('takes what was freed, or has come, for changed; a variable where no object has', () => {
    expect(changedRegion(memory({ 'thing #0': [1, 2], 'thing #1': [3, 4] }, 7, ['thing #0']), before)!.name).toBe('thing #0');
    expect(changedRegion(memory({ 'thing #0': [1, 2], 'thing #1': [3, 4], 'thing #2': [0, 0] }, 7), before)!.name).toBe('thing #2');
    expect(changedRegion(memory({ 'thing #0': [1, 2], 'thing #1': [3, 4] }, 6), before)!.name).toBe('count');
    expect(changedRegion(before, before)).toBeNull();
  });

  it('begins with an object that says something; where there is none, with such a variable, if there is one', () => {
    expect(firstRegion(before)!.name).toBe('thing #0');
    expect(firstRegion(memory({ 'thing #0': [0, 0], 'thing #1': [0, 4] }, 7))!.name).toBe('thing #1');
    expect(firstRegion(memory({ 'thing #0': [0, 0] }, 7))!.name).toBe('count');
    const link = (name: string, offset: number): FieldLayout => ({ name, offset, size: 4, type: { kind: 'pointer', struct: 'list_head' } });
    const list: StructLayout = { name: 'list_head', size: 8, align: 4, fields: [link('next', 0), link('prev', 4)] };
    const globals = [
      { name: 'idle', address: 16, size: 4, type: INT },
      { name: 'empty_list', address: 20, size: 8, type: { kind: 'embedded', struct: 'list_head', aligned: false } as FieldType },
      { name: 'count', address: 28, size: 4, type: INT },
    ];
    const ended = (count: number): string | undefined =>
      firstRegion(new Memory({ structs: [thing, list], globals, threads: [], callbacks: [''] }, { globals: [[0], [20, 20], [count]].map((words) => Int32Array.from(words)), objects: [] }))?.name;
    expect(ended(7)).toBe('count');
    expect(ended(0)).toBe('idle');
    expect(firstRegion(new Memory({ structs: [], globals: [], threads: [], callbacks: [''] }, { globals: [], objects: [] }))).toBeNull();
  });

  it('filters by all words of the name', () => {
    expect(regionGroups(before, null, '#1 THING').flatMap(({ items }) => items.map(({ name }) => name))).toEqual(['thing #1']);
    expect(regionGroups(before, null, 'nothing')).toEqual([]);
  });
});

describe('a session’s sample as memory', () => {
  it('has the objects that were looked at, and the globals', () => {
    const now = sampledMemory(meta.session, sample(1e9));
    expect(now.regions.map(({ name, address, global }) => ({ name, address, global }))).toEqual([
      { name: 'mm', address: 32768, global: true },
      { name: 'mm 0x10000', address: 65536, global: false },
    ]);
    // The variable points to the object.
    expect(now.text({ kind: 'pointer', struct: 'mm' }, now.word(32768))).toBe('mm 0x10000');
  });
});

describe('cache lines', () => {
  it('hold the fields of structs within a struct, each in its own line', () => {
    const lock: StructLayout = { name: 'lock', size: 8, align: 4, fields: [{ ...field('count', 0, 4), type: { kind: 'embedded', struct: 'atomic_t', aligned: false } }, field('owner', 4, 4)] };
    const atomic: StructLayout = { name: 'atomic_t', size: 4, align: 4, fields: [field('counter', 0, 4)] };
    const object: StructLayout = { name: 'object', size: 72, align: 64, fields: [field('a', 0, 4), { ...field('lock', 60, 8), type: { kind: 'embedded', struct: 'lock', aligned: false } }, field('b', 68, 4)] };
    const structs = new Map([lock, atomic, object].map((each) => [each.name, each]));
    expect(cacheLines(object, structs).map(({ parts }) => parts.map(({ field: name, offset }) => [name, offset]))).toEqual([
      [['a', 0], [null, 4], ['lock.count', 60]],
      [['lock.owner', 64], ['b', 68]],
    ]);
  });

  it('hold what lies in them, padding included', () => {
    const layout: StructLayout = { name: 's', size: 128, align: 64, fields: [field('a', 0, 4), field('long', 60, 8), field('b', 72, 4)] };
    expect(cacheLines(layout, new Map()).map(({ parts }) => parts.map(({ field: name, bytes, continued }) => [name, bytes, continued]))).toEqual([
      [['a', 4, false], [null, 56, false], ['long', 4, false]],
      [['long', 4, true], [null, 4, false], ['b', 4, false], [null, 52, false]],
    ]);
  });
});
