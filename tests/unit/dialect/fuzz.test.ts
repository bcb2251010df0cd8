import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompiler, emitLive } from '../../../shared/dialect/compile.ts';
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import { dialectLib, scenarioSources } from '../../../shared/sources/index.ts';
import { kernelOf, shippedKernel } from '../../../shared/variants/kernel.ts';

const TOKENS = [
  'scenario', 'thread', 'setup', 'always', 'override', 'kthread', 'function', 'interface', 'let', 'const', 'if', 'else', 'for', 'while', 'do', 'switch', 'case',
  'default', 'return', 'break', 'continue', 'f', 'g', 'x', 'y', 'S', 'int', 'uint', 'void', 'boolean', 'Embedded', 'ArrayOf', 'atomic_t', 'NULL', 'true', '0', '1',
  '-1', '4294967295', '1.5', '\'t\'', '`a${', '`', '"', '(', ')', '{', '}', '[', ']', '<', '>', '=>', '===', '=', '+', '*', '/', '&&', '||', '!', '?', ':', ';', ',', '.',
  '?.', '...', 'alloc', 'free', 'local', 'cast', 'READ_ONCE', 'cmpxchg', 'wait_until', 'atomic', 'pick', 'config', 'typeof', 'import', 'export', 'class', 'async', 'await',
  'yield', 'new', 'this', 'delete', '//', '/*', '*/', '$load', '__proto__', 'constructor', '\n', '\u0000', '\ud800', 'é', '#!', '@', '\\', 'enum', 'namespace', 'declare', 'type', 'as', 'in', 'of',
];
const compiler = createCompiler(dialectLib);

/** A check answers with diagnostics inside the files, or with a program that makes valid WebAssembly; it never fails. */
function accepts(scenario: SourceText, kernel: readonly SourceText[], protocol?: string): void {
  const { diagnostics, program } = compiler.check({ scenario, kernel: { protocols: shippedKernel.protocols, files: () => kernel }, ...(protocol !== undefined && { protocol }) });
  const lengths = new Map([...kernel, scenario].map((s) => [s.path, s.text.length]));
  expect(diagnostics.filter((d) => d.code === 'internal' || /compile$/.test(d.message))).toEqual([]);
  expect(program === null).toBe(diagnostics.length > 0);
  for (const d of diagnostics) {
    const length = lengths.get(d.file) ?? Infinity;
    expect(d.start >= 0 && d.start <= d.end && d.end <= length, JSON.stringify(d)).toBe(true);
    expect(d.line >= 1 && d.column >= 1 && d.endLine >= d.line).toBe(true);
  }
  if (program) for (const checks of ['full', 'quarantine'] as const) expect(WebAssembly.validate(emitLive(program, { mode: 'trace', checks }).wasm)).toBe(true);
}

/** Pieces of a source that mean something alone: names, numbers, operators, strings, spaces. */
function pieces(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*|\d+|'[^']*'|\s+|[^\w\s]/g) ?? [];
}

interface Change {
  kind: 'delete' | 'double' | 'swap' | 'replace';
  at: number;
  with: number;
}
const changes = fc.array(fc.record({ kind: fc.constantFrom('delete' as const, 'double' as const, 'swap' as const, 'replace' as const), at: fc.nat(), with: fc.nat() }), { minLength: 1, maxLength: 6 });

function change(parts: readonly string[], list: readonly Change[]): string[] {
  const out = [...parts];
  for (const { kind, at, with: other } of list) {
    if (out.length === 0) break;
    const i = at % out.length;
    const j = other % out.length;
    if (kind === 'delete') out.splice(i, 1);
    else if (kind === 'double') out.splice(i, 0, out[i]!);
    else if (kind === 'replace') out[i] = out[j]!;
    else [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** One program with most of the dialect in it, small enough to check often. */
const SAMPLE = `
scenario({ title: 'sample', protocol: 'none', heap_kb: 64 });
const LIMIT = config('LIMIT', 4);
interface node { next: node; value: int; lock: Embedded<atomic_t>; slots: ArrayOf<int, 4>; func: (n: node) => int; }
let head: node; let total: uint = 3; let table: ArrayOf<Embedded<node>, 2>;
function visit(n: node): int { return READ_ONCE(n.value); }
function sum(n: node): int {
  let s: int = 0;
  outer: for (let p = n; p !== NULL; p = p.next) {
    for (let i = 0; i < p.slots.length; i++) {
      if (p.slots[i] < 0) continue outer;
      s += p.slots[i] >> 1;
    }
    switch (s & 3) { case 0: s++; case 1: break; default: s = p.func(p); }
    if (s > LIMIT || p.value === 3 && total > 1) break;
  }
  return s > 0 ? s : -s;
}
setup(() => { head = alloc<node>(); if (head === NULL) return; head.func = visit; table[1].value = 2; });
thread('worker', { instances: 2, repeat: 3 }, () => {
  const n = local<node>();
  n.func = visit;
  cmpxchg(head.next, NULL, n);
  spin_until(() => atomic_read(head.lock) === 0);
  atomic(() => { total += sum(head); });
  smp_store_release(head.value, pick(3));
  tracepoint('op:begin', head, container_of<node>(head.lock, 'lock').value);
  do { futex_wake(head.value, 1); } while (this_thread() > 5);
});
always('counted', () => total >= 0);
override(visit, (n: node): int => n.value * 2);
teardown(() => { free(head); });
`;

describe('whatever a person types', () => {
  it('survives soups of tokens', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }), (tokens) => {
      accepts({ path: 'scenarios/soup.scenario.ts', text: tokens.join(' ') }, [], 'none');
    }), { numRuns: 150 });
  });

  it('survives any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      accepts({ path: 'scenarios/noise.scenario.ts', text }, [], 'none');
    }), { numRuns: 40 });
  });

  it('survives a program with pieces lost, doubled and swapped', () => {
    accepts({ path: 'scenarios/sample.scenario.ts', text: SAMPLE }, []);
    fc.assert(fc.property(changes, (list) => {
      accepts({ path: 'scenarios/sample.scenario.ts', text: change(pieces(SAMPLE), list).join('') }, [], 'none');
    }), { numRuns: 250 });
  });

  it('survives kernel files and scenarios with pieces or lines lost, doubled and swapped', () => {
    const kernel = kernelOf('v1-rwsem-rcu');
    const files = [...kernel, ...scenarioSources];
    fc.assert(fc.property(fc.nat(files.length - 1), fc.boolean(), changes, (which, lines, list) => {
      const { path, text } = files[which]!;
      const changed = lines ? change(text.split('\n'), list).join('\n') : change(pieces(text), list).join('');
      const replaced = (s: SourceText): SourceText => (s.path === path ? { path, text: changed } : s);
      accepts(replaced(scenarioSources[which % scenarioSources.length]!), kernel.map(replaced));
    }), { numRuns: 15 });
  });

  it('says that nesting is too deep instead of running out of stack', () => {
    for (const nested of ['('.repeat(20_000), `x = ${'-'.repeat(5)}${'1+'.repeat(20_000)}1;`, '{'.repeat(20_000)]) {
      const { diagnostics, program } = compiler.check({ scenario: { path: 'scenarios/deep.scenario.ts', text: `let x: int; thread('t', () => { ${nested} });` }, kernel: shippedKernel, protocol: 'none' });
      expect(program).toBeNull();
      expect(diagnostics.map((d) => d.code)).not.toContain('internal');
    }
  });

  it('refuses a scenario that is far too long', () => {
    const { diagnostics } = compiler.check({ scenario: { path: 'scenarios/long.scenario.ts', text: ' '.repeat(2 ** 20 + 1) }, kernel: shippedKernel, protocol: 'none' });
    expect(diagnostics.map((d) => d.message)).toEqual(['a scenario has at most 1048576 characters; this one has 1048577']);
  });
});
