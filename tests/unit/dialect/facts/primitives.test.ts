/** The table against the compiler: what a primitive is said to order is what its instruction asks for. */
import { expect, it } from 'vitest';
import { checkScenario } from '../../../../electron/engine/compile';
import { orderName, primitive } from '../../../../shared/dialect/facts/primitives';
import type { Order } from '../../../../shared/dialect/ir';
import { dialectLib } from '../../../../shared/sources/index';

const names = [...dialectLib.matchAll(/^declare function (\w+)/gm)].map(([, name]) => name!);
const fences = { mb: 'full', rmb: 'loads', wmb: 'stores' };

/** A call of each primitive that touches memory, made from its declared parameters. */
const calls = new Map(
  [...dialectLib.matchAll(/^declare function (\w+)(?:<T>)?\(([^)]*)\): /gm)].flatMap(([, name, parameters]) => {
    if (!/^(READ_ONCE|WRITE_ONCE|smp_\w+|rcu_\w+|cmpxchg\w*|xchg\w*|atomic_(?!when$)\w+)$/.test(name!)) return [];
    const args = parameters!.split(', ').filter(Boolean).map((p) => {
      const [parameter, type] = p.split(': ') as [string, string];
      return type === 'atomic_t' ? 'counter' : parameter === 'place' ? (/^rcu/.test(name!) ? 'pointer' : 'word') : /^rcu/.test(name!) ? 'NULL' : '1';
    });
    return [[name!, `${name}(${args.join(', ')});`] as const];
  }),
);

it('orders what the compiler asks for', () => {
  const functions = [...calls].map(([name, call], i) => `function f${i}(): void { ${call} } // ${name}`);
  const text = `scenario({ title: 'x', protocol: 'none' });\ninterface node { next: node; }\nlet word: int;\nlet pointer: node;\nlet counter: Embedded<atomic_t>;\n${functions.join('\n')}\nthread('t', () => { ${functions.map((_, i) => `f${i}();`).join(' ')} });\n`;
  const { program, diagnostics } = checkScenario({ scenario: { path: 'scenarios/x.scenario.ts', text } });
  expect(diagnostics).toEqual([]);
  const asked = [...calls.keys()].map((name, i) => {
    const orders = program!.functions.get(`f${i}`)!.blocks.flatMap(({ instrs }) => instrs).flatMap((instr): (Order | string)[] => {
      if (instr.op === 'fence') return [fences[instr.kind]];
      return instr.op === 'load' || instr.op === 'store' || instr.op === 'rmw' || instr.op === 'cmpxchg' ? [instr.order] : [];
    });
    const order = orders.find((each) => !['plain', 'once', 'relaxed'].includes(each)) ?? null;
    return [name, order];
  });
  expect([...calls.keys()].map((name) => [name, orderName(name)])).toEqual(asked);
  expect(asked.length).toBeGreaterThan(50);
});

it('knows nothing of names that the dialect does not have', () => {
  expect(primitive('toString')).toBeNull();
  expect(primitive('atomic_add_acquire')).toBeNull();
  const odd = ['READ_ONCE', 'futex_wait', 'atomic_when', 'wait_until', 'spin_until', 'spin_cmpxchg_acquire', 'free'].filter((name) => !names.includes(name));
  expect(odd).toEqual([]);
});
