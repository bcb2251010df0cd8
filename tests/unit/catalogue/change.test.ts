import { describe, expect, it } from 'vitest';
import type { Case } from '../../../shared/catalogue/cells.ts';
import { changed, changeIn, contested, effectOf, errorsOf, lineInChange, refusalOf } from '../../../shared/catalogue/change.ts';

const TEXT = `/** What I am about to send. */
scenario({ title: 'mine' });
let mm: mm_struct;
function wait_for(vma: vm_area_struct): void { look_at(vma); }
function unused(): void {}
function look_at(vma: vm_area_struct): void { /* unused() */ }
override(vma_write_lock, (vma) => {
  wait_for(vma); // not unused()
});
thread('t', () => { unused(); });
override(
  vma_read_unlock, (vma) => { up_read(vma.vm_lock); });
`;

describe('a change', () => {
  it('is the overrides of a text, and the functions that they call, each on its line', () => {
    const change = changeIn('mine.ts', TEXT)!;
    expect(change.overrides).toEqual(['vma_write_lock', 'vma_read_unlock']);
    const lines = change.text.split('\n').map((line) => line.trimEnd());
    const kept = TEXT.split('\n').map((line, i) => ([3, 5, 6, 7, 8, 10, 11].includes(i) ? line : ''));
    expect(lines).toEqual([...kept.slice(0, 12), '']);
  });

  it('takes the globals, constants and types along that it needs, but nothing that the scenario has a hand in', () => {
    const text = `interface note { vma: vm_area_struct; }
const MOST = 3;
const PAGES = 4;
let notes: ArrayOf<Embedded<note>, MOST>; // MOST
let seen: int, unused: int;
let mm: mm_struct;
let inside: int, deep: int;
setup(() => { mm = mm_alloc(); });
function faults(): void { inside++; }
override(vma_write_lock, (vma) => {
  notes[0].vma = vma; seen++; if (mm !== NULL) inside = deep;
});
thread('t', () => { faults(); pick(MOST); });
sometimes('seen', () => seen > PAGES);
`;
    const lines = changeIn('mine.ts', text)!.text.split('\n').flatMap((line, i) => (line.trim() ? [i + 1] : []));
    expect(lines).toEqual([1, 2, 4, 5, 10, 11, 12]);
  });

  it('takes along the fields that it adds to the kernel\'s structs', () => {
    const text = 'const CPUS = 2;\ninterface vm_area_struct {\n  readers: ArrayOf<int, typeof CPUS>; spare: int;\n}\ninterface mm_struct {\n  other: int; // readers\n}\noverride(up_read, (sem) => { container_of<vm_area_struct>(sem, \'vm_lock\'); });\noverride(vma_read_unlock, (vma) => { vma.readers[0]--; });\n';
    expect(changeIn('mine.ts', text)!.text.split('\n').flatMap((line, i) => (line.trim() ? [i + 1] : []))).toEqual([1, 2, 3, 4, 8, 9]);
    expect(changeIn('mine.ts', text.replace(/override.up_read.*\n/, ''))!.text.split('\n').flatMap((line, i) => (line.trim() ? [i + 1] : []))).toEqual([1, 2, 3, 4, 8]);
  });

  it('leaves out what the scenario declares, too: that is meant', () => {
    const change = changeIn('mine.ts', 'const BASE = 1;\nlet seen: int;\noverride(up_read, (sem) => { seen = BASE; });\n')!;
    expect(changed('let own: int, seen: int;\n', change).split('\n')).toEqual(['let own: int, seen: int;', 'const BASE = 1;', ' '.repeat(14), 'override(up_read, (sem) => { seen = BASE; });', '']);
    expect(changed("const BASE = 2;\nthread('t', () => {});\n", change).split('\n')).toEqual(["const BASE = 2;", "thread('t', () => {});", ' '.repeat(15), 'let seen: int;', 'override(up_read, (sem) => { seen = BASE; });', '']);
  });

  it('adds the fields to a struct that the scenario does not add, too', () => {
    const change = changeIn('mine.ts', 'interface vm_area_struct { a: int; b: ArrayOf<int, 2>; }\noverride(up_read, (sem) => { vma.a = vma.b[0]; });\n')!;
    const first = (scenario: string): string => changed(scenario, change).split('\n')[1]!.replaceAll(/ +/g, ' ').trim();
    expect(first('interface vm_area_struct { a: int; c: int }')).toBe('interface vm_area_struct { b: ArrayOf<int, 2>; }');
    expect(first('interface vm_area_struct { c: int }')).toBe('interface vm_area_struct { a: int; b: ArrayOf<int, 2>; }');
    expect(first('interface vm_area_struct { b: int; a: int }')).toBe('');
  });

  it('has the errors of its own lines and of the kernel’s, not of what it leaves out', () => {
    const at = (file: string, line: number) => ({ file, line, start: 0, end: 1, column: 1, endLine: line, endColumn: 2, source: 'dialect' as const, code: 'x', message: 'No.' });
    const [header, override, thread, kernel] = [at('scenarios/mine.ts', 2), at('scenarios/mine.ts', 8), at('scenarios/mine.ts', 10), at('kernel/rwsem.ts', 2)];
    expect(errorsOf(changeIn('mine.ts', TEXT)!, [header, override, thread, kernel])).toEqual([override, kernel]);
  });

  it('is none without an override', () => {
    expect(changeIn('mine.ts', TEXT.replaceAll('override(', 'overrides('))).toBeNull();
    expect(changeIn('mine.ts', '// override(f, () => {});')).toBeNull();
  });

  it('stands behind a scenario, and its lines are known again', () => {
    const scenario = "scenario({ title: 'theirs' });\nthread('t', () => {});\n\n";
    const lines = changed(scenario, changeIn('mine.ts', TEXT)!).split('\n');
    expect(lines.slice(0, 2)).toEqual(scenario.split('\n').slice(0, 2));
    const at = lines.findIndex((line) => line.startsWith('override(vma_write_lock')) + 1;
    expect([2, 3, at].map((line) => lineInChange(scenario, line))).toEqual([null, 1, 7]);
  });

  it('takes the place of what a scenario overrides itself, whose lines stay', () => {
    const scenario = 'override(up_read, (sem) => {\n});\noverride(vma_write_lock, (vma) => {\n  up_read(vma.vm_lock);\n});\n';
    const whole = changed(scenario, changeIn('mine.ts', TEXT)!);
    expect(whole.match(/override\(\s*\w+/g)).toEqual(['override(up_read', 'override(vma_write_lock', 'override(\n  vma_read_unlock']);
    expect(lineInChange(scenario, whole.slice(0, whole.indexOf('override(vma_write_lock')).split('\n').length)).toBe(7);
  });

  it('is not tried where a scenario overrides the same', () => {
    const change = changeIn('mine.ts', TEXT)!;
    expect(contested('override(vma_read_unlock, (vma) => {});\n', change)).toEqual(['vma_read_unlock']);
    expect(contested('override(up_read, (sem) => {});\n', change)).toEqual([]);
    expect(contested("thread('vma_write_lock', () => {});\n", change)).toEqual([]);
  });

  it('leaves a scenario’s thread that is called like what it replaces', () => {
    const scenario = "thread('vma_write_lock', () => {});";
    expect(changed(scenario, changeIn('mine.ts', TEXT)!).split('\n')[0]).toBe(scenario);
  });

  it('is told by its own line where it does not compile', () => {
    const error = (line: number) => [{ file: 'scenarios/theirs.ts', line, start: 0, end: 1, column: 1, endLine: line, endColumn: 2, source: 'dialect' as const, code: 'x', message: 'No.' }];
    const scenario = "scenario({ title: 'theirs' });\nthread('t', () => {});\n";
    const change = changeIn('mine.ts', TEXT)!;
    expect(refusalOf(scenario, change, error(9))).toBe('it does not compile: mine.ts:7: No');
    expect(refusalOf(scenario, change, error(2))).toBe('it does not compile: No');
    expect(refusalOf(scenario, null, error(9))).toBe('it does not compile: No');
  });

  it.each([
    ['nothing, as it ends as it did', 'A1', 'A1', true, null],
    ['nothing that is known', 'A1', undefined, false, 'no verdict'],
    ['it ends well', 'A1', null, false, 'mends'],
    ['it ends badly', null, 'A1', false, 'breaks'],
    ['it ends in something else', 'A2', 'A1', false, 'breaks otherwise'],
  ] as const)('does to an exploration: %s', (_, finds, finding, asExpected, effect) => {
    expect(effectOf({ case: { finds } as Case, found: finding === undefined ? null : { finding }, asExpected })).toBe(effect);
  });
});
