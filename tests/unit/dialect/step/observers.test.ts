import { describe, expect, it } from 'vitest';
import { explore } from '../../../../electron/engine/explore/explore.ts';
import { createCompiler, type Backend, type Program } from '../../../../shared/dialect/compile.ts';
import { functionText } from '../ir-text.ts';
import { withObservers } from '../../../../shared/dialect/step/observers.ts';
import type { Verdict } from '../../../../shared/explore/verdict.ts';
import { dialectLib } from '../../../../shared/sources/index.ts';
import { shippedKernel } from '../../../../shared/variants/kernel.ts';
import { complaints } from '../complaints.ts';

const compiler = createCompiler(dialectLib);
const STEP: Backend = { runtime: [], memory: 'sc', packed: true, observes: true, marksStatements: false };

function compiled(text: string, backend?: Backend, protocol = 'none'): Program {
  const { program, diagnostics } = compiler.check({ scenario: { path: 'scenarios/x.scenario.ts', text }, kernel: shippedKernel, protocol, ...(backend && { backend }) });
  expect(diagnostics).toEqual([]);
  return program!;
}

const SOURCE = `
property('P', 'one', 'One.');
property('Q', 'two', 'Two.');
interface s { x: int; n: Embedded<atomic_t>; }
let it: Embedded<s>; let calls: int; let seen: int; let turn: int;
function f(p: s, by: int): int { by = by + 1; tracepoint('here', p, by); p.x = by; return p.x; }
function zero(p: s): boolean { return p.x === 0; }
observe_call(f, (p: s, by: int) => { calls++; check('P', calls < 3, by); });
observe_return(f, (result: int, p: s, by: int) => { check('Q', result > by, result); });
observe('here', (p: s, by: int) => { check('P', by > 0, p); });
observe_write<s>('x', (p: s, value: int) => { seen = value; });
observe_read<s>('x', (p: s, value: int) => { check('Q', value === seen); });
thread('t', () => { f(it, 1); wait_until(() => zero(it)); atomic_inc(it.n); });
always('zero', () => zero(it) || it.x < 10);
`;

describe('observers', () => {
  it('of exit_to_user_mode are called where bodies of threads end, other than those of the kernel\'s own', () => {
    const text = "function exit_to_user_mode(): void {} let x: int; observe_call(exit_to_user_mode, () => { assert(x === 0); }); thread('t', () => { if (x === 0) return; x = 1; }); kthread('k', () => { x = 2; }); setup(() => { x = 0; });";
    const program = withObservers(compiled(text, STEP), new Set());
    const calls = (fn: string): number => functionText(program.functions.get(fn)!, program).split('call ghost observe_call exit_to_user_mode').length - 1;
    const returns = program.functions.get('thread t')!.blocks.filter((b) => b.end.op === 'return').length;
    expect(calls('thread t')).toBe(returns);
    expect(returns).toBeGreaterThan(0);
    expect([calls('kthread k'), calls('setup')]).toEqual([0, 0]);
  });

  it('are calls beside what they watch, after it and with what there was', () => {
    const program = withObservers(compiled(SOURCE, STEP), new Set(['P', 'Q']));
    expect(functionText(program.functions.get('f')!, program)).toBe(`function f(r0, r1): word
0:  r11 = r0
    r12 = r1
    call ghost observe_call f(r11, r12)
    goto 1
1:  r2 = r1
    r3 = const 1
    r4 = add r2, r3
    r1 = r4
    r5 = r0
    r6 = r1
    tracepoint 'here' r5, r6
    r13 = const 0
    call ghost observe here(r5, r6)
    r7 = r0
    r8 = r1
    store plain s.x [r7] r8
    r14 = r8
    call ghost observe_write s.x(r7, r14)
    r9 = r0
    r10 = load once s.x [r9]
    call ghost observe_read s.x(r9, r10)
    call ghost observe_return f(r10, r11, r12)
    return r10`);
  });

  it('are not run in conditions, while waiting, or by one another', () => {
    const program = withObservers(compiled(SOURCE, STEP), new Set(['P', 'Q']));
    expect(program.conditions.map((c) => c.fn)).toEqual(['ghost always: zero']);
    expect(functionText(program.functions.get('ghost zero')!, program)).not.toContain('call');
    expect(functionText(program.functions.get('zero')!, program)).toContain('call ghost observe_read');
    expect(functionText(program.functions.get('thread t')!, program)).toContain('call ghost zero');
  });

  it('go with the properties that they check, and their variables with them', () => {
    const of = (...on: string[]) => {
      const { observers, globals } = withObservers(compiled(SOURCE, STEP), new Set(on));
      return [observers.map((o) => o.fn.replace('observe_', '')), globals.map((g) => g.name)];
    };
    expect(of('P')).toEqual([['call f', 'observe here'], ['it', 'calls', 'turn']]);
    expect(of('Q')).toEqual([['return f', 'write s.x', 'read s.x'], ['it', 'seen', 'turn']]);
    expect(of()).toEqual([[], ['it', 'turn']]);
  });

  it('leave nothing in a live program but their names', () => {
    const live = compiled(SOURCE);
    expect(live.globals.map((g) => g.name)).toEqual(['it', 'turn']);
    expect([...live.functions.keys()].filter((n) => !n.startsWith('$'))).toEqual(['f', 'zero', 'thread t', 'always: zero']);
    expect(live.observers).toEqual([]);
    expect(live.properties.map((p) => p.name)).toEqual(['P', 'Q']);
    const kernel = compiled(`let mm: mm_struct; setup(() => { mm = mm_alloc(); }); thread('t', () => { page_fault(mm, 0x1000, 0); });`, undefined, 'v1-rwsem-rcu');
    expect(kernel.globals.filter((g) => g.name.startsWith('ghost'))).toEqual([]);
    expect([...kernel.functions.values()].flatMap((f) => f.blocks.flatMap((b) => b.instrs.filter((i) => i.op === 'check')))).toEqual([]);
  });
});

async function verdictOf(text: string, properties?: string[]): Promise<Verdict> {
  const { verdict } = await explore({ scenario: { path: 'scenarios/x.scenario.ts', text: `scenario({ title: 'x', protocol: 'none' });${text}` } }, {
    maxStates: 100_000, objects: 4, limitMs: 60_000, properties, signal: new AbortController().signal, onProgress: () => {},
  });
  return verdict!;
}

describe('explored', () => {
  const door = (lock: boolean) => `
    property('once', 'taken once', 'No two threads are inside at once.');
    property('never', 'unused', 'Nothing.');
    let door: Embedded<atomic_t>; let inside: int; let work: int;
    function enter(): boolean { ${lock ? 'wait_until(() => atomic_read(door) === 0);' : ''} const got = atomic_cmpxchg(door, 0, 1) === 0; return got || ${!lock}; }
    function leave(): void { atomic_set(door, 0); }
    observe_return(enter, (got: boolean) => { if (!got) return; check('once', inside === 0, this_thread()); inside++; });
    observe_call(leave, () => { inside--; check('never', inside >= 0); });
    thread('t', { instances: 2 }, () => { if (!enter()) return; work = 1; leave(); });`;

  it('a property that holds is verified, at no more states than without', async () => {
    const [on, off] = [await verdictOf(door(true)), await verdictOf(door(true), [])];
    expect([on.outcome, off.outcome]).toEqual(['verified', 'verified']);
    expect(on.states).toBe(off.states);
    expect([on.covers.properties, off.covers.properties]).toEqual([['never', 'once'], []]);
  });

  it('one that does not is told by its name, with a value, at the step that did it', async () => {
    const { outcome, violation } = await verdictOf(door(false));
    expect(outcome).toBe('violated');
    expect(violation).toMatchObject({ kind: 'property', property: 'once' });
    expect(violation!.message).toMatch(/^once taken once: No two threads are inside at once\. \([12]\)/);
    expect(violation!.steps.length).toBe(2);
    expect((await verdictOf(door(false), ['never'])).outcome).toBe('verified');
  });

  it('a read is a step where it is watched, also if nobody needs its value', async () => {
    const late = `
      property('early', 'early', 'Nobody reads what was written.');
      interface part { flag: int; } let at: Embedded<part>; let x: int; let written: boolean;
      function get(n: part): int { return n.flag; }
      function set(n: part): void { n.flag = 1; }
      observe_write<part>('flag', () => { written = true; });
      observe_read<part>('flag', () => { check('early', !written, 1); });
      thread('a', () => { x = 1; get(at); });
      thread('b', () => { wait_until(() => x === 1); set(at); });`;
    expect((await verdictOf(late)).violation).toMatchObject({ property: 'early', steps: { length: 4 } });
    expect((await verdictOf(late, [])).outcome).toBe('verified');
  });

  it('a deadlock and a use after free have the names that the program gives them', async () => {
    const stuck = `property('D', 'd', 'D.'); deadlock('D'); let x: int; thread('t', () => { wait_until(() => x === 1); });`;
    expect((await verdictOf(stuck)).violation).toMatchObject({ kind: 'deadlock', property: 'D' });
    expect((await verdictOf(stuck.replace("deadlock('D');", ''))).violation).toMatchObject({ kind: 'deadlock', property: null });
    const freed = `property('F', 'f', 'F.'); lifetime<s>('F'); interface s { x: int; } thread('t', () => { const p = alloc<s>(); free(p); p.x = 1; });`;
    expect((await verdictOf(freed, [])).violation).toMatchObject({ kind: 'use-after-free', property: 'F' });
  });

  it('refuses a property that there is not', async () => {
    await expect(verdictOf(door(true), ['once', 'I99'])).rejects.toThrow('there is no property I99; there are never, once');
  });
});

it('may be named functions, and may be fewer parameters', () => {
  expect(complaints(`property('P', 'p', 'P.'); let x: int; function g(a: int): void { check('P', a === 1); } observe_call(f, g);
function f(a: int): void { x = a; } thread('t', () => { f(1); });`)).toEqual([]);
});
