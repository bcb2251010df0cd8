/** Each mend on what the compiler itself finds: the mistake is found, and found no more. */
import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../../../electron/engine/compile';
import { applyEdits, fixesFor } from '../../../../../renderer/editor/fixes/fixes';
import { namesIn, together } from '../../../../../renderer/editor/fixes/names';
import { dialectLib } from '../../../../../shared/sources/index';
import { kernelOf } from '../../../../../shared/variants/kernel';

const check = (text: string) => checkScenario({ scenario: { path: 'scenarios/x.scenario.ts', text } }).diagnostics;
const kernel = namesIn([dialectLib, ...kernelOf('v1-rwsem-rcu').map(({ text }) => text)]);
const small = "scenario({ title: 'x', protocol: 'none' });\ninterface node { next: node; count: Embedded<atomic_t>; }\ninterface leaf { value: int; }\nlet g: int;\nlet n: node;\nlet m: leaf;\nthread('idle', () => {});\n";
const withKernel = "scenario({ title: 'x' });\nlet v: vm_area_struct;\nlet g: int;\n";
const body = (code: string): string => `${small}thread('t', () => {\n  ${code}\n});\n`;

function mend(text: string): { titles: string[]; mended: string; left: string[] } {
  const [first] = check(text);
  expect(first, 'the mistake is found').toBeDefined();
  const fixes = fixesFor(first!, text, together(kernel, namesIn([text])));
  const mended = fixes[0] ? applyEdits(text, fixes[0].edits) : text;
  return { titles: fixes.map(({ title }) => title), mended, left: check(mended).map(({ message }) => message) };
}

describe('a mend', () => {
  it.each([
    ['==', body('if (g == 1) g = 2;'), 'if (g === 1) g = 2;'],
    ['!=', body('if (g != 1) g = 2;'), 'if (g !== 1) g = 2;'],
    ['a word as a condition', body('if (g) g = 1;'), 'if (g !== 0) g = 1;'],
    ['a pointer as a condition', body('if (n.next) g = 1;'), 'if (n.next !== NULL) g = 1;'],
    ['no word', body('if (!g) g = 1;'), 'if (g === 0) g = 1;'],
    ['no pointer', body('if (! n.next) g = 1;'), 'if (n.next === NULL) g = 1;'],
    ['no bit, of a sum in parentheses', body('if (!(g & 1)) g = 1;'), 'if ((g & 1) === 0) g = 1;'],
    ['a pointer beside &&', body('if (n.next && g === 1) g = 2;'), 'if (n.next !== NULL && g === 1)'],
    ['a fraction', body('g = 1.5;'), 'g = 1;'],
    ['a big integer', body('g = 10n;'), 'g = 10;'],
    ['a number for a boolean', body('const b: boolean = 1; if (b) g = 1;'), 'const b: boolean = true;'],
    ['a boolean for a number', body('g = false;'), 'g = 0;'],
    ['number', `${small}let h: number;\n`, 'let h: int;'],
    ['an embedded word', `${small}let h: Embedded<int>;\n`, 'let h: int;'],
    ['another struct’s pointer', body('m = n;'), 'm = cast<leaf>(n);'],
    ['a global without a type', `${small}let h = true;\n`, 'let h: boolean = true;'],
    ['a parameter without a type', `${small}function f(a): int { return a; }\n`, 'function f(a: int): int'],
    ['a function without a result', `${small}function f(a: int) { return a; }\n`, 'function f(a: int): int {'],
    ['var', body('var a = 1; g = a;'), 'let a = 1;'],
    ['an atomic block without braces', body('atomic(() => g = 1);'), 'atomic(() => { g = 1; });'],
    ['new', body('n = new node();'), 'n = alloc<node>();'],
    ['READ_ONCE of a local variable', body('let l = g; l = l + 1; g = READ_ONCE(l);'), 'g = l;'],
    ['a field with a letter wrong', body('n.nxt = NULL;'), 'n.next = NULL;'],
    ['an option of a thread', `${small}thread('t', { instance: 2 }, () => {});\n`, '{ instances: 2 }'],
    ['no thread', "scenario({ title: 'x', protocol: 'none' });\n", "thread('a', () => {"],
    ['a protocol', "scenario({ title: 'x', protocol: 'non' });\nthread('t', () => {});\n", "protocol: 'none'"],
    ['code at the top level', `${small}g = 1;\n`, 'setup(() => {\n  g = 1;\n});'],
    ['export', `${small}export let h: int;\n`, '\nlet h: int;'],
    ['import', `import x from 'y';\n${small}`, 'scenario('],
    ['a second scenario', `${small}scenario({ title: 'y' });\n`, "thread('idle', () => {});\n"],
    ['a constant that changes', body('const a = g; a = 2; g = a;'), 'let a = g;'],
    ['an option of the scenario', "scenario({ titel: 'x', protocol: 'none' });\nthread('t', () => {});\n", "title: 'x'"],
  ])('of %s', (_what, text, mended) => {
    const result = mend(text);
    expect(result.mended).toContain(mended);
    expect(result.left).toEqual([]);
  });

  it.each([
    ['a kernel function', `${withKernel}thread('t', () => { page_fult(NULL, 0, 0); });\n`, 'page_fault(NULL'],
    ['a field by its last part', `${withKernel}thread('t', () => { g = v.start; });\n`, 'v.vm_start'],
    ['a switch', "scenario({ title: 'x', config: { VMA_FREE_BACH: 0 } });\nthread('t', () => {});\n", 'VMA_FREE_BATCH: 0'],
    ['an overridden function', `${withKernel}override(vma_write_lok, (vma: vm_area_struct): void => {});\nthread('t', () => {});\n`, 'override(vma_write_lock,'],
  ])('of the name of %s', (_what, text, mended) => {
    const result = mend(text);
    expect(result.mended).toContain(mended);
    expect(result.left).toEqual([]);
  });

  it('is not offered where it is for the person to think', () => {
    for (const code of ['g = "a";', 'throw 1;', 'g = n?.count;', 'completely_unknown();']) expect(mend(body(code)).titles).toEqual([]);
  });

  it('is offered in several ways where it may be several', () => {
    expect(mend(body('g = 1.5;')).titles).toEqual(['Write 1', 'Write 2']);
    expect(mend("scenario({ title: 'x', protocol: 'maple' });\nthread('t', () => {});\n").titles).toContain('Change to v1-rwsem');
  });
});
