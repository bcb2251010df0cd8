import { describe, expect, it } from 'vitest';
import { checkScenario } from '../../../../../electron/engine/compile';
import { findOverride, insertOverride, overrideOf, withoutChange } from '../../../../../renderer/editor/override/override';
import { outline } from '../../../../../shared/outline/outline';
import { kernelOf } from '../../../../../shared/variants/kernel';

const kernel = kernelOf('v1-rwsem-rcu');
const names = kernel.filter(({ path }) => !path.includes('/properties/')).flatMap(({ text }) => outline(text).filter(({ kind }) => kind === 'function').map(({ name }) => name));
const scenario = "scenario({ title: 'x' });\nthread('a', () => { page_fault(NULL, 0, 0); });\n";

describe('an override', () => {
  it('has the body that the kernel’s function has, and the cursor at its first code', () => {
    const { offset, text, cursor } = insertOverride(scenario, 'vma_end', [{ path: 'kernel/x.ts', text: 'function vma_end(v: vma): ulong {\n  // why\n  return v.end;\n}\n' }])!;
    const after = scenario.slice(0, offset) + text + scenario.slice(offset);
    expect(after).toBe(`${scenario}\noverride(vma_end, (v: vma): ulong => {\n  // why\n  return v.end;\n});\n`);
    expect(after.slice(cursor)).toMatch(/^\/\/ why/);
  });

  it('of every function of the kernel compiles, and changes nothing', () => {
    expect(names.length).toBeGreaterThan(200);
    const all = names.reduce((text, fn) => {
      const { offset, text: added } = insertOverride(text, fn, kernel)!;
      return text.slice(0, offset) + added;
    }, scenario);
    const [plain, overridden] = [scenario, all].map((text) => checkScenario({ scenario: { path: 'scenarios/x.scenario.ts', text } }));
    expect(overridden!.diagnostics).toEqual([]);
    const shape = ({ program }: typeof plain & object) => [...program!.functions].filter(([name]) => !name.startsWith('$')).map(([name, { blocks }]) => [name, blocks.map(({ instrs, end }) => [...instrs.map(({ op }) => op), end.op])]);
    expect(new Map(shape(overridden!) as never)).toEqual(new Map(shape(plain!) as never));
  });

  it('is made once, and found again', () => {
    const added = scenario + overrideOf('vma_write_lock', kernel)!;
    expect(insertOverride(added, 'vma_write_lock', kernel)).toBeNull();
    expect(insertOverride(scenario, 'no_such_function', kernel)).toBeNull();
    expect(findOverride(added, 'vma_write_lock')).toMatchObject({ line: 3 });
  });

  it('is compared with the kernel’s in its place', () => {
    const changed = `${scenario}override(vma_write_lock, (vma) => {});\nlet after: int;\n`;
    expect(withoutChange(changed, 'vma_write_lock', kernel)).toBe(`${scenario}${overrideOf('vma_write_lock', kernel)!}let after: int;\n`);
    expect(withoutChange(scenario, 'vma_write_lock', kernel)).toBeNull();
  });
});
