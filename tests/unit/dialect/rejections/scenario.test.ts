import { describe, expect, it } from 'vitest';
import { createCompiler, emitLive } from '../../../../shared/dialect/compile.ts';
import { dialectLib } from '../../../../shared/sources/index.ts';
import { shippedKernel } from '../../../../shared/variants/kernel.ts';
import { complaints } from '../complaints.ts';
import { compileSnippet } from '../run-live.ts';

describe('errors: scenario declarations', () => {
  it('a protocol that is not there', () => {
    expect(complaints(`scenario({ title: 'x', protocol: 'nope' });
thread('t', () => {});`, { kernel: true })).toEqual([
      `1:34 unknown-protocol «'nope'» there is no protocol nope; there are ${shippedKernel.protocols.join(', ')}, none; did you mean none?`,
    ]);
  });

  it('two threads of one name', () => {
    expect(complaints(`thread('a', () => {});
thread('b', () => {});
thread('a', { instances: 2 }, () => {});
kthread('b', () => {});`)).toEqual([
      "3:8 duplicate «'a'» there is a thread of this name already (scenarios/snippet.scenario.ts:1): give this one another; several that do the same are one with `instances`",
      "4:9 duplicate «'b'» there is a thread of this name already (scenarios/snippet.scenario.ts:2): give this one another; several that do the same are one with `instances`",
    ]);
  });

  it('switches that are not there', () => {
    expect(complaints(`scenario({ title: 'x', config: { NOPE: 3, ALSO: true, PER_VMA_LOCK: 'x' } });
thread('t', () => {});`, { kernel: true }).map((c) => c.replace(/ has [^;]*/, ' has …'))).toEqual([
      '1:34 unknown-switch «NOPE: 3» there is no switch NOPE; the program has …',
      '1:43 unknown-switch «ALSO: true» there is no switch ALSO; the program has …',
      "1:55 scenario «PER_VMA_LOCK: 'x'» a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }",
    ]);
  });

  it('says what was probably meant', () => {
    expect(complaints(`scenario({ title: 'x', config: { PER_VMA_LOK: false } });\nthread('t', () => {});`, { kernel: true })).toEqual([
      expect.stringMatching(/^1:34 unknown-switch «PER_VMA_LOK: false» there is no switch PER_VMA_LOK; the program has .*; did you mean PER_VMA_LOCK\?$/),
    ]);
    expect(complaints(`scenario({ title: 'x', protocol: 'v1-rwsm' });`, { kernel: true })).toEqual([
      expect.stringMatching(/^1:34 unknown-protocol «'v1-rwsm'» there is no protocol v1-rwsm; there are .*, none; did you mean v1-rwsem\?$/),
    ]);
  });

  it('bodies with parameters', () => {
    expect(complaints(`function body(n: int): void {}
thread('a', (n: int) => {});
thread('b', { instances: 2 }, body);
always('c', (n: int) => n === 0);`)).toEqual([
      '2:13 scenario «(n: int) => {}» `thread` takes a function without parameters: this_instance() tells in it which of the instances it is',
      '3:31 scenario «body» `thread` takes a function without parameters: this_instance() tells in it which of the instances it is',
      '4:13 scenario «(n: int) => n === 0» `always` takes a function without parameters',
    ]);
  });

  it('an option beside another that is wrong, too', () => {
    expect(complaints(`scenario({ title: 'x', protocl: 'none', config: { NOPE: 3 } });\nthread('t', () => {});`, { kernel: true }).map((c) => c.replace(/ has [^;]*/, ' has …'))).toEqual([
      "1:24 TS2561 «protocl» Object literal may only specify known properties, but 'protocl' does not exist in type 'ScenarioOptions'. Did you mean to write 'protocol'?",
      '1:51 unknown-switch «NOPE: 3» there is no switch NOPE; the program has …',
    ]);
  });

  it('switches that are named as what every object of the host has', () => {
    for (const name of ['constructor', '__proto__']) {
      const [complaint] = complaints("scenario({ title: 'x' }); thread('t', () => {});", { kernel: true, config: { [name]: 1 } });
      expect(complaint).toContain(`unknown-switch`);
    }
  });

  it('switches that are given a value of another kind', () => {
    expect(complaints(`scenario({ title: 'x', config: { PER_VMA_LOCK: 7, NR_TASKS: true } });
thread('t', () => {});`, { kernel: true })).toEqual([
      '1:34 scenario «PER_VMA_LOCK: 7» the switch PER_VMA_LOCK is on or off: true or false here, y or n on the command line, not 7',
      '1:51 scenario «NR_TASKS: true» the switch NR_TASKS is a number, not on or off (true or false here, y or n on the command line)',
    ]);
  });

  it('switches that are out of range', () => {
    expect(complaints(`scenario({ title: 'x', config: { SEQ_BITS: 33, RCU_BATCH: 0, FAIL_ALLOCATIONS: -1, SIZE: -1 } });
const SIZE = config('SIZE', 4, 0);
thread('t', () => {});`, { kernel: true })).toEqual([
      '1:34 scenario «SEQ_BITS: 33» the switch SEQ_BITS is from 2 to 32, not 33',
      '1:48 scenario «RCU_BATCH: 0» the switch RCU_BATCH is at least 1, not 0',
      '1:84 scenario «SIZE: -1» the switch SIZE is at least 0, not -1',
    ]);
  });

  it('switches that start out of their range', () => {
    expect(complaints(`const A = config('A', 9, 1, 5); const B = config('B', 3, 5, 1); const C = config('C', -1, 0); const D = config('D', 1, 1, 1);
thread('t', () => {});`)).toEqual([
      '1:23 constant «9» the switch A is from 1 to 5, not 9',
      '1:55 constant «3» the switch B is from 5 to 1, not 3',
      '1:87 constant «-1» the switch C is at least 0, not -1',
    ]);
  });

  it.each([
    ["'A', 'x'", "1:27 constant «'x'» a switch starts with a number, true or false that is a constant: config('BATCH', 32)"],
    ["'A', x", "1:27 constant «x» a switch starts with a number, true or false that is a constant: config('BATCH', 32)"],
    ["'A', NULL", "1:27 constant «NULL» a switch starts with a number, true or false that is a constant: config('BATCH', 32)"],
    ["'A'", "1:15 constant «config('A')» a switch starts with a number, true or false that is a constant: config('BATCH', 32)"],
    ["'A', 1.5", '1:27 float «1.5» there are no fractions in the dialect: numbers are 32-bit integers'],
    ["'a', 1", "1:22 constant «'a'» the name of a switch is written out, in capitals: config('BATCH', 32)"],
    ["'A', 1, x", '1:30 constant «x» a bound of a switch is a constant'],
    ["'A', 1, 0, x", '1:33 constant «x» a bound of a switch is a constant'],
  ])('a switch that is declared as config(%s)', (args, complaint) => {
    const text = `const SWITCH =config(${args}); let x: int = 0; thread('t', () => { x = 1; });`;
    expect(complaints(text)).toEqual([complaint]);
    // Where it is asked for in a function, the same.
    const inside = complaints(`let x: int = 0; thread('t', () => { x = config(${args}); });`);
    expect(inside.map((c) => c.replace(/^\S+ /, ''))).toEqual([complaint.replace(/^\S+ /, '')]);
  });

  it('switches whose numbers are too large for an int', () => {
    const text = `scenario({ title: 'x', protocol: 'none', config: { MASK: 4294967294, OTHER: 3 } });
const MASK = config('MASK', 4294967295, 2147483648, 4294967295); const LEFT = config('LEFT', 3000000000, 5); const BOTH = config('BOTH', -1, -2, 4294967295);
thread('t', () => {`;
    expect(compileSnippet(`${text.replace(', OTHER: 3', '')} assert(MASK > LEFT); assert(BOTH < 0); });`).config).toEqual({ MASK: 4294967294, LEFT: 3000000000, BOTH: -1 });
    expect(complaints(`${text.replace('4294967294, OTHER', '5, LEFT').replace('3000000000', '4294967295')} });\nconst AGAIN = config('LEFT', 4294967294, 5);`)).toEqual([
      '1:52 scenario «MASK: 5» the switch MASK is from 2147483648 to 4294967295, not 5',
      '1:61 scenario «LEFT: 3» the switch LEFT is at least 5, not 3',
      '4:30 duplicate «4294967294» the switch LEFT starts as 4294967295 already (scenarios/snippet.scenario.ts:2): it has one initial value',
    ]);
  });

  it('switches of which two places say something else', () => {
    expect(complaints(`const A = config('A', 4); const B = config('A', 8);
const C = config('C', true); const D = config('C', 1);
const E = config('E', 4, 1, 8); const F = config('E', 4); const G = config('E', 2 + 2, 1, 8);
function f(): int { return config('A', 9) + config('A', 4); }
const H = config('H', x); const I = config('H', 3);
let x: int = 0;
thread('t', () => { x = A + f(); });`)).toEqual([
      "1:49 duplicate «8» the switch A starts as 4 already (scenarios/snippet.scenario.ts:1): it has one initial value",
      "2:52 duplicate «1» the switch C starts as true already (scenarios/snippet.scenario.ts:2): it has one initial value",
      "3:43 duplicate «config('E', 4)» the switch E has another range already (scenarios/snippet.scenario.ts:3): it has one",
      "4:40 duplicate «9» the switch A starts as 4 already (scenarios/snippet.scenario.ts:1): it has one initial value",
      "5:23 constant «x» a switch starts with a number, true or false that is a constant: config('BATCH', 32)",
    ]);
  });

  it("a switch of the kernel's that starts otherwise", () => {
    expect(complaints(`const CORES = config('RCU_BATCH', 8); const LOCK = config('PER_VMA_LOCK', true);
thread('t', () => {});`, { kernel: true })).toEqual([
      expect.stringMatching(/^1:35 duplicate «8» the switch RCU_BATCH starts as 32 already \(kernel\/\S+:\d+\): it has one initial value$/),
    ]);
  });

  it('conditions of one name', () => {
    expect(complaints(`let x: int = 0;
always('same', () => x >= 0); always('same', () => x < 5);
sometimes('s', () => x === 1); sometimes('s', () => x === 2);
sometimes('same', () => x === 2);
thread('t', () => { x = 1; });`)).toEqual([
      "2:38 duplicate «'same'» there is an `always` of this name already (scenarios/snippet.scenario.ts:2)",
      "3:42 duplicate «'s'» there is a `sometimes` of this name already (scenarios/snippet.scenario.ts:3)",
    ]);
  });

  it("FOREVER anywhere but as a thread's repeat", () => {
    const why = "«FOREVER» FOREVER is no number: it is for a thread's `repeat` alone";
    expect(complaints(`const F = FOREVER; let g: int = FOREVER;
let x: int = 0;
setup(() => { x = FOREVER; for (let i = 0; i < FOREVER; i++) x++; });
thread('t', { instances: FOREVER, repeat: FOREVER }, () => { x = 1; });`)).toEqual([
      `1:11 constant ${why}`, `1:33 constant ${why}`, `3:19 expression ${why}`, `3:48 expression ${why}`,
      '4:15 thread «instances: FOREVER» instances is a constant from 1 to 63',
    ]);
  });

  it('no thread', () => {
    expect(complaints(`setup(() => {});`)).toEqual([
      "1:1 thread «» the scenario has no thread: add thread('name', () => { … })",
    ]);
  });

  it('too many threads', () => {
    expect(complaints(`thread('t', { instances: 63 }, () => {});
thread('u', { instances: 5 }, () => {});`)).toEqual([
      "2:1 limit «thread('u', { instances: 5 }, () => {})» the program has 69 threads, the boot thread and the kernel's included; 64 is the most",
    ]);
  });

  it('numbers out of range', () => {
    expect(complaints(`scenario({ title: 'x', heap_kb: 5, cores: 1000 });
thread('t', { instances: 0 }, () => {});
thread('u', { instances: 2.5, repeat: -1, foo: 3 }, () => {});`)).toEqual([
      '1:33 limit «5» heap_kb is a number from 64 to 1048576',
      '1:43 limit «1000» cores is a number from 1 to 64',
      '2:15 thread «instances: 0» instances is a constant from 1 to 63',
      '3:15 thread «instances: 2.5» instances is a constant from 1 to 63',
      '3:31 thread «repeat: -1» repeat is a constant from 1 to 1000000, or FOREVER',
      '3:43 thread «foo: 3» the options of a thread are `instances` and `repeat`',
    ]);
  });

  it('what scenario, thread and setup take', () => {
    expect(complaints(`scenario({ title: 3, bogus: 1 });
scenario({ title: 'b' });
scenario('x');
thread('', () => {});
thread(3, () => {});
thread('ok', 3);
thread('ok2', () => 3);
thread('ok3', (n: int) => {});
setup(() => {}); setup(() => {});
i = 3;
if (true) {}`)).toEqual([
      '1:19 scenario «3» title is a written-out string',
      "2:1 scenario «scenario({ title: 'b' })» `scenario` is said once",
      "3:1 scenario «scenario('x')» `scenario` is said once",
      "4:8 scenario «''» a name is a written-out string of 1 to 120 characters",
      '5:8 scenario «3» a name is a written-out string of 1 to 120 characters',
      '6:14 scenario «3» a function is needed here: () => { … }',
      '8:15 scenario «(n: int) => {}» `thread` takes a function without parameters: this_instance() tells in it which of the instances it is',
      '9:18 scenario «setup(() => {})» `setup` is said once',
      '10:1 top-level «i = 3;» only declarations stand at the top level; put code into setup, thread or a function',
      '11:1 top-level «if (true) {}» only declarations stand at the top level; put code into setup, thread or a function',
    ]);
  });

  it('bodies and options', () => {
    expect(complaints(`const body = () => {};
thread('a', body);
thread('b', { instances: body }, () => {});
thread('c', 3, () => {});
teardown(() => {}); teardown(() => {});
always('x', 'y');
always(body, () => true);
thread('d');
override(body);`)).toEqual([
      '1:14 closure «() => {}» a function is declared at the top level by its name: `function body(…): … { … }`',
      '2:13 scenario «body» a function is needed here: () => { … }',
      '3:15 thread «instances: body» instances is a constant from 1 to 63',
      '4:13 thread «3» options are an object written in place: { instances: 2 }',
      '5:21 scenario «teardown(() => {})» `teardown` is said once',
      "6:13 scenario «'y'» a function is needed here: () => { … }",
      '7:8 scenario «body» a name is a written-out string of 1 to 120 characters',
      '8:1 TS2554 «thread» Expected 2-3 arguments, but got 1.',
      '9:1 TS2554 «override» Expected 2 arguments, but got 1.',
    ]);
  });

  it('of names that are refused, not that they are the same', () => {
    const long = (letter: string): string => letter.repeat(121);
    expect(complaints(`scenario({ title: 'x' }); thread('${long('a')}', () => {}); thread('${long('b')}', () => {}); always('${long('a')}', () => true); always('', () => true);`).map((message) => message.split(' ')[1])).toEqual(Array<string>(4).fill('scenario'));
  });

  it('a function that is overridden twice', () => {
    expect(complaints(`scenario({ title: 'x' });
override(vma_read_trylock, (vma) => false);
override(vma_read_trylock, (vma) => true);
thread('t', () => {});`, { kernel: true })).toEqual([
      '3:10 duplicate «vma_read_trylock» `vma_read_trylock` is overridden already (scenarios/snippet.scenario.ts:2)',
    ]);
  });

  it('switches whose values are no 32-bit numbers', () => {
    expect(complaints(`scenario({ title: 'x', config: { A: 4294967296, B: 1.5, c: 3, ['D']: 1, E: -2147483648, F: 4294967295 } });
const E = config('E', 0); const F = config('F', 0);
thread('t', () => {});`)).toEqual([
      "1:34 scenario «A: 4294967296» a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }",
      "1:49 scenario «B: 1.5» a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }",
      "1:57 scenario «c: 3» a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }",
      "1:63 scenario «['D']: 1» a switch is a name in capitals with a number, true or false: { RCU_BATCH: 8 }",
    ]);
  });

  it('too many structs, and a function that is too long', () => {
    const structs = Array.from({ length: 63 }, (_, i) => `interface s${i} { a: int; }`).join('\n');
    expect(complaints(`thread('t', () => {});\n${structs}`)).toEqual(['1:1 limit «» a program has at most 63 structs; this one has 64']);
    const adds = 'a = a + b + 1; '.repeat(4500);
    expect(complaints(`function f(a: int, b: int): int { ${adds}return a; }\nthread('t', () => { f(1, 2); });`).map((c) => c.replace(/«.*»/s, '…'))).toEqual(['1:1 limit … f is too long to compile: split it']);
  });

  it.each([
    ['many cases', (n: number) => `switch (x) { ${Array.from({ length: n }, (_, i) => `case ${i}: x = ${i * 3}; break;`).join('\n')} }`],
    ['many statements in a row', (n: number) => Array.from({ length: n }, (_, i) => `wait_until(() => x === ${i});`).join('\n')],
  ])('functions that the backends could not descend into: %s', (_, body) => {
    const inThread = (n: number): string => `let x: int; thread('t', () => { ${body(n)} });`;
    const tooLong = '1:25 limit thread t is too long to compile: split it';
    expect(complaints(inThread(1200)).map((c) => c.replace(/ «.*»/s, ''))).toEqual([tooLong]);
    for (const mode of ['trace', 'throughput'] as const) expect(WebAssembly.validate(emitLive(compileSnippet(inThread(400)), { mode, checks: 'full' }).wasm)).toBe(true);
  });

  it('more parameters than engines take', () => {
    const program = (count: number): string => {
      const [params, args] = [Array.from({ length: count }, (_, i) => `a${i}: int`).join(', '), Array.from({ length: count }, (_, i) => i).join(', ')];
      return `let c: (${params}) => void;\nfunction f(${params}): void { ${'a0 = a0 * 3 + a1; '.repeat(100)} }\nthread('t', () => { c = f; c(${args}); f(${args}); f(${args}); });`;
    };
    expect(complaints(program(1001)).map((c) => c.replace(/ «.*»/s, ''))).toEqual(['1:8 limit a callback takes at most 1000 parameters; this one takes 1001', '2:1 limit a function takes at most 1000 parameters; f takes 1001']);
    expect(WebAssembly.validate(emitLive(compileSnippet(program(1000).replace('function f', ' function f')), { mode: 'trace', checks: 'full' }).wasm)).toBe(true);
  });

  it('more memory than there can be', () => {
    expect(complaints(`interface B { a: ArrayOf<int, 1000000>; b: ArrayOf<int, 1000000>; }
let x: ArrayOf<Embedded<B>, 1000>;
thread('t', () => { const l = local<B>(); });`)).toEqual([
      '1:1 limit «» globals take at most 268435456 bytes; these take 8000000000',
      '1:11 limit «B» a struct has at most 1048576 bytes; B has 8000000',
      '3:13 limit «() => { const l = local<B>(); }» local<T>() is for at most 4096 bytes; B has 8000000',
    ]);
  });

  it.each(['scenario', 'notes.txt', 'a.js', 'a.json', 'a.d.ts', '/dev/stdin'])('a file that TypeScript does not read as a program: %s', (path) => {
    expect(compiled(path)).toEqual(['scenario a scenario is TypeScript, in a file whose name ends in .ts, as mine.scenario.ts']);
  });

  it.each(['a.ts', 'a b/ü.ts', 'A.scenario.ts', 'odd.ts.ts', 'd.ts', '/tmp/kernel/fault.ts', './a.ts', './a.mts', 'b/../a.ts', 'b//a.ts', '/./a.ts', 'b\\a.ts', '.ts', './kernel/fault.ts'])('none by the name %s', (path) => {
    expect(compiled(path)).toEqual([]);
  });

  it('anything in a file that TypeScript would call otherwise, by the name that it was given', () => {
    const text = "scenario({ title: 'x' });\nlet n: nothing;\nthread('t', () => { try {} finally {} });";
    const { diagnostics } = createCompiler(dialectLib).check({ scenario: { path: './a.ts', text }, kernel: shippedKernel, soundKernel: true });
    expect(diagnostics.map(({ file, line, source }) => [file, line, source])).toEqual([['./a.ts', 2, 'typescript'], ['./a.ts', 3, 'dialect']]);
  });

  it("the name of a file of the kernel's", () => {
    expect(compiled('kernel/fault.ts')).toEqual(["scenario kernel/fault.ts is a file of the kernel's, too: give the scenario another name, as mine.scenario.ts"]);
  });
});

function compiled(path: string): string[] {
  const scenario = { path, text: "scenario({ title: 'x' });\nthread('t', () => {});" };
  return createCompiler(dialectLib).check({ scenario, kernel: shippedKernel, soundKernel: true }).diagnostics.map(({ code, message }) => `${code} ${message}`);
}
