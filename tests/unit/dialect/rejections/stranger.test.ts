/** Scenarios that try to reach beyond the dialect: none is a program, and what is one has nothing of its host but the engine's imports. */
import { describe, expect, it } from 'vitest';
import { emitLive } from '../../../../shared/dialect/compile.ts';
import { checkSnippet, compileSnippet } from '../run-live.ts';
import { complaints } from '../complaints.ts';

const inThread = (body: string): string => `thread('t', () => { ${body} });`;

describe('a scenario from a stranger', () => {
  it.each([
    `import fs from 'node:fs'; ${inThread('')}`,
    `import fs = require('fs'); ${inThread('')}`,
    `export * from '/etc/passwd'; ${inThread('')}`,
    `declare global { interface Window { x: int } } ${inThread('')}`,
    inThread('import("node:fs");'),
    inThread('import.meta;'),
    inThread('eval("1");'),
    inThread('\\u0065val("1");'),
    inThread('globalThis["eval"]("1");'),
    inThread('new Function("return process")();'),
    inThread('(() => {}).constructor("return process")();'),
    inThread('[]["constructor"]["constructor"]("return process")();'),
    inThread('"".constructor.constructor("return process")();'),
    inThread('`${process.exit(1)}`;'),
    inThread('String.raw`x`;'),
    inThread('pick`2`;'),
    inThread('pick.constructor("return process")();'),
    inThread('pick.call(NULL, 2); pick["apply"](NULL, [2]);'),
    inThread('arguments.callee.caller;'),
    inThread('this.constructor;'),
    inThread('new.target;'),
    inThread('window.faultline.call("files.save", 1);'),
    inThread('document.cookie; location.href; localStorage.x; postMessage(1); WebAssembly.compile; Atomics.wait; SharedArrayBuffer;'),
    inThread('Object.prototype.polluted = 1;'),
    inThread('({}).__proto__.polluted = 1;'),
    inThread('let __proto__: int = 1; __proto__ = 2;'),
    `interface s { __proto__: int; } ${inThread('')}`,
    `scenario({ title: \`\${process.env.HOME}\` }); ${inThread('')}`,
    `scenario({ title: process.env.HOME }); ${inThread('')}`,
    `scenario({ title: 'x', config: { ['__proto__']: 1 } }); ${inThread('')}`,
    `scenario({ ...globalThis }); ${inThread('')}`,
    `scenario({ get title() { return eval('1'); } }); ${inThread('')}`,
    `@eval class A {} ${inThread('')}`,
    inThread('$load(0); $store(0, 1); $fail(1, 2, 3, 4);'),
  ])('is no program: %s', (text) => {
    const found = complaints(text);
    expect(found.length).toBeGreaterThan(0);
    for (const complaint of found) expect(complaint).toMatch(/^\d+:\d+ /);
  });

  it('is told what is wrong with it at once, however much that is', () => {
    const many = Array.from({ length: 12_000 }, (_, i) => `let x${i}: foo${i};`);
    for (const text of [many.join('\n'), inThread(many.join('\n'))]) {
      const began = performance.now();
      expect(complaints(text)).toHaveLength(100);
      expect(performance.now() - began).toBeLessThan(6000);
    }
  }, 60_000);

  it('has TypeScript compute no types', () => {
    const list = (length: number): string => `[${Array(length).fill('1').join(', ')}]`;
    const fibonacci = 'A extends [any, any, ...infer R] ? F<[1, ...R], [X, 1]> | F<R, [X, 2]> : X';
    const began = performance.now();
    const message = 'types are not computed in the dialect: use int, uint, ulong, boolean, a struct, Embedded<…> or ArrayOf<…>';
    expect(complaints(`type F<A extends any[], X> = ${fibonacci};\nlet z: F<${list(30)}, 0>;\nlet y: F<${list(31)}, 1>;\n${inThread('')}`)).toEqual([`1:30 type «${fibonacci}» ${message}`]);
    expect(complaints(`type K = { [N in 'a']: int };\nlet c: \`a${'$'}{0 | 1}\`;\n${inThread('')}`)).toEqual([`1:10 type «{ [N in 'a']: int }» ${message}`, `2:8 type «\`a${'$'}{0 | 1}\`» ${message}`]);
    expect(performance.now() - began).toBeLessThan(6000);
  }, 60_000);

  it('has no decisions nested so deep that TypeScript would be busy with them for minutes', () => {
    const message = 'there are more than 100 decisions in each other here (if, ?:, && and ||): give parts of it functions of their own';
    const times = (count: number, text: string): string => text.repeat(count);
    const nests: ((depth: number) => string)[] = [
      (depth) => `${times(depth, 'x === 1 ? 2 : ')}0`,
      (depth) => `x === 1${times(depth, ' && x === 1')} ? 1 : 2`,
      (depth) => `${times(depth, '(')}x === 1${times(depth, ' || x === 1)')} ? 1 : 2`,
    ];
    const first = (expression: string): string[] => complaints(`let x: int; ${inThread(`x = ${expression};`)}`).filter((each) => each.includes(message));
    for (const nest of nests) {
      expect(first(nest(99))).toEqual([]);
      expect(first(nest(700))).toHaveLength(1);
    }
    const ifs = (count: number): string[] => complaints(`let x: int; ${inThread(`${times(count, 'if (x === 1) {')}x = 2; ${times(count, '}')}`)}`);
    expect([ifs(100), ifs(101).length]).toEqual([[], 1]);
    // One after the other they may be many.
    expect(complaints(`let x: int; ${inThread(`${times(500, 'if (x === 1) x = 2; else ')} x = 3;`)}`)).toEqual([]);
  });

  it('names no protocol but those there are', () => {
    expect(complaints(`scenario({ title: 'x', protocol: '../../../etc/passwd' }); ${inThread('')}`, { kernel: true })).toEqual([expect.stringContaining('there is no protocol ../../../etc/passwd')]);
  });

  it('reads no file that it refers to: that is a comment', () => {
    expect(complaints(`/// <reference path="/etc/passwd" />\n/// <reference types="node" />\n/// <reference lib="dom" />\n//# sourceMappingURL=file:///etc/passwd\n${inThread('')}`)).toEqual([]);
    expect(complaints(`/// <reference lib="dom" />\n/// <reference types="node" />\n${inThread('process.exit(1); document.title;')}`).length).toBeGreaterThan(0);
  });

  it('has nothing of its host, whatever its names are', () => {
    const program = compileSnippet(`interface s { constructor: int; toString: int; valueOf: int; hasOwnProperty: int; prototype: int; }
      let p: s; let eval_: int;
      function constructor(a: int): int { return a; }
      function hasOwnProperty(a: int): int { return constructor(a) + 1; }
      setup(() => { p = alloc<s>(); p.constructor = 1; });
      thread('__proto__', () => { p.toString = hasOwnProperty(p.constructor); count_event('constructor'); tracepoint('__proto__', 1, 2); });
      thread('constructor', () => { p.valueOf = 1; });
      teardown(() => { free(p); });
      always('toString', () => eval_ === 0);`);
    const { wasm } = emitLive(program, { mode: 'trace', checks: 'full' });
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ module, name }) => `${module}.${name}`);
    expect(imports.sort()).toEqual(['env.block', 'env.fail', 'env.instance', 'env.memory', 'env.now', 'env.stop', 'env.thread']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    ['brackets', inThread(`${'('.repeat(30_000)}1${')'.repeat(30_000)};`)],
    ['blocks', inThread(`${'{'.repeat(30_000)}${'}'.repeat(30_000)}`)],
    ['a sum', inThread(`let x: int = ${'1+'.repeat(30_000)}1;`)],
    ['types', `let x: ${'ArrayOf<'.repeat(10_000)}int${'>'.repeat(10_000)}; ${inThread('')}`],
    ['a title', `scenario({ title: ${'('.repeat(30_000)}'x'${')'.repeat(30_000)} }); ${inThread('')}`],
    ['what is not closed', inThread('{['.repeat(20_000))],
    ['no text at all', '\u0000\ufeff\ud800'.repeat(1000)],
    ['a type that computes', `type Twice<T> = T extends [infer A, ...infer R] ? Twice<[...R, ...R, A]> : never; let x: Twice<[1, 2, 3]>; ${inThread('')}`],
  ])('is refused, however deep or odd: %s', (_what, text) => {
    const { program, diagnostics } = checkSnippet(text);
    expect(program).toBeNull();
    expect(diagnostics.length).toBeGreaterThan(0);
    // The next one is compiled as if nothing had been.
    expect(checkSnippet(inThread('')).diagnostics).toEqual([]);
  });
});
