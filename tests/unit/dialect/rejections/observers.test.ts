import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

const THREAD = `thread('t', () => { f(1, NULL); });`;

describe('errors: properties and observers', () => {
  it('properties that are not declared right', () => {
    expect(complaints(`interface s { x: int; big: ArrayOf<int, 4>; }
function f(a: int, p: s): int { tracepoint('here', a, p); return a; }
const NAME = 3;
property('I1', 'title', 'Sentence.');
property('I1', 'again', 'Sentence.');
property('I 2', 'title', 'Sentence.');
property('I3', '', 'Sentence.');
lifetime<s>('I9');
lifetime<int>('I1');
lifetime<s>('I1');
lifetime<s>('I1');
deadlock('nope');
observe('here', () => { check('I7', true); });
starvation('I9', f);
starvation('I1', 3);
starvation('I1', f);
starvation('I1', f);
${THREAD}`)).toEqual([
      "5:10 duplicate «'I1'» the property I1 is declared already",
      "6:10 property «'I 2'» a property's name is a letter, then letters, digits, _ or -: I1",
      "7:1 property «property('I3', '', 'Sentence.')» a property has a name, a short title and one sentence, all written out: property('I1', 'exclusion', '…')",
      "8:13 property «'I9'» there is no property I9; there are I1",
      "9:1 property «lifetime<int>('I1')» name the struct: lifetime<some_struct>('I4')",
      "11:1 property «lifetime<s>('I1')» using a freed s violates I1 already",
      "12:10 property «'nope'» there is no property nope; there are I1",
      "13:31 property «'I7'» there is no property I7; there are I1",
      "14:12 property «'I9'» there is no property I9; there are I1",
      "15:18 property «3» name the function that a thread would never return from: starvation('I1', some_function)",
      "17:18 property «f» never returning from f violates I1 already",
    ]);
  });

  it('observers of what there is not', () => {
    expect(complaints(`interface s { x: int; big: ArrayOf<int, 4>; n: Embedded<atomic_t>; }
interface other { x: int; }
function f(a: int, p: s): int { tracepoint('here', a, p); return a; }
observe('her', () => {});
observe('here', (a: int, p: s, more: int) => {});
observe_call(f, (a: int, p: other) => {});
observe_return(f, (result: int, a: int, p: s) => {});
observe_return(f, (result, a, p, more) => {});
observe_return(f, (result: boolean) => {});
observe_call(3, () => {});
observe_call(f, (): int => 3);
observe_call(f, 3);
observe('here', (a) => {});
observe_read<s>('big', () => {});
observe_write<s>('n', (p: s, value: int) => {});
observe_write<int>('x', () => {});
${THREAD}
function inside(): void { observe('here', () => {}); }`)).toEqual([
      "4:9 observer «'her'» no tracepoint of the program is called 'her'",
      "5:17 observer «(a: int, p: s, more: int) => {}» here has no more than 2 parameters to tell, but this function takes 3",
      '6:26 observer «p: other» what comes here is s, not other',
      '8:19 observer «(result, a, p, more) => {}» f has no more than 3 parameters to tell, but this function takes 4',
      '9:20 observer «result: boolean» what comes here is int, not boolean',
      '10:14 observer «3» the first argument is the function to observe, by its name',
      '11:17 observer «(): int => 3» an observer returns nothing: it says check(name, condition)',
      '12:17 observer «3» a function is needed here: (…) => { … }',
      '13:18 signature «a» say the type of the parameter `a`',
      "14:17 observer «'big'» big is ArrayOf<int, 4>: only a word is read or written at once",
      "16:1 observer «observe_write<int>('x', () => {})» name the struct: observe_write<some_struct>('field', …)",
      "18:27 scenario «observe('here', () => {})» `observe` stands at the top level of a scenario",
    ]);
  });

  it('observers of functions and structs that are misspelt', () => {
    expect(complaints(`interface some { x: int; }
function enter(): void { }
observe_call(enterr, () => {});
observe_return(zzzzzzzz, () => {});
observe_write<som>('x', () => {});
lifetime<som>('I1');
property('I1', 'one', 'One.');
thread('t', () => { enter(); });`)).toEqual([
      '3:14 observer «enterr» there is no function `enterr` to observe in this program; did you mean enter?',
      '4:16 observer «zzzzzzzz» there is no function `zzzzzzzz` to observe in this program',
      "5:15 TS2552 «som» Cannot find name 'som'. Did you mean 'some'?",
      "6:10 TS2552 «som» Cannot find name 'som'. Did you mean 'some'?",
    ]);
  });

  it('no observer that leaves the types of a call or a field to what it is of', () => {
    expect(complaints(`interface s { x: int; next: s; }
let seen: s; let sum: int; let went: boolean;
property('P', 'title', 'Sentence.');
function f(p: s, n: int): boolean { p.next = NULL; p.x = n; return n > p.x; }
function g(p: s): void { p.x = 1; }
observe_call(f, (p, n) => { seen = p.next; sum = n; });
observe_return(f, (result, p) => { went = result && p.x === 1; });
observe_return(g, (p) => { check('P', p.x === 1, p); });
observe_write<s>('next', (p, value) => { check('P', value === NULL || value.x === p.x); });
observe_read<s>('x', (p, value) => { check('P', value > 0 || p === NULL); });
thread('t', () => { const own = local<s>(); f(own, 1); g(own); });`)).toEqual([]);
  });

  it('an override that leaves out what a property knows it by', () => {
    const installs = (more: string): string => `override(do_anonymous_page, (vma, table, pte, address, flags) => { ${more} return 0; });\nthread('t', () => {});`;
    expect(complaints(installs(''), { kernel: true })).toEqual([
      "1:10 override «do_anonymous_page» do_anonymous_page makes the tracepoint 'pte.install', by which a property knows of it: make it in what takes its place, too",
    ]);
    expect(complaints(installs("tracepoint('pte.install', address, pte.page);"), { kernel: true })).toEqual([]);
  });

  it('observers that do more than observe', () => {
    expect(complaints(`interface s { x: int; n: Embedded<atomic_t>; }
property('P', 'title', 'Sentence.');
let shared: int; let ghost: int; let ghosts: ArrayOf<Embedded<s>, 2>; let p: s;
function f(a: int, p: s): int { shared = a; if (ghost2 === 1) return 0; tracepoint('here', a, p); return a; }
let ghost2: int;
function deep(): void { wait_until(() => shared === 0); }
function through(q: s): void { q.x = 1; }
observe('here', () => { ghost = 1; ghosts[0].x++; check('P', ghost === shared); });
observe('here', () => { shared = 1; });
observe('here', () => { ghost2 = 1; });
observe('here', () => { p.x = 1; });
observe('here', () => { through(ghosts[1]); });
observe('here', () => { deep(); });
observe('here', () => { futex_wait(shared, 1); });
observe('here', () => { const q = alloc<s>(); free(q); });
observe('here', () => { atomic_inc(ghosts[0].n); });
observe('here', () => { const q = local<s>(); check('P', q.x === pick(2)); });
observe_call(f, () => { tracepoint('here'); });
${THREAD}
thread('u', () => { check('P', true); bound(true, 'room'); });`)).toEqual([
      "9:25 observer «shared = 1» an observer only reads, and writes only top-level variables of its own; this writes shared, which is not an observer's alone: f uses it",
      "10:25 observer «ghost2 = 1» an observer only reads, and writes only top-level variables of its own; this writes ghost2, which is not an observer's alone: f uses it",
      '11:25 observer «p.x = 1» an observer only reads, and writes only top-level variables of its own; this writes s.x',
      '12:17 observer «() => { through(ghosts[1]); }» an observer only reads, and writes only top-level variables of its own; through writes s.x',
      '13:17 observer «() => { deep(); }» an observer only reads, and writes only top-level variables of its own; deep waits',
      '14:25 observer «futex_wait(shared, 1)» an observer only reads, and writes only top-level variables of its own',
      '15:35 observer «alloc<s>()» an observer only reads, and writes only top-level variables of its own',
      '15:47 observer «free(q)» an observer only reads, and writes only top-level variables of its own',
      '16:25 observer «atomic_inc(ghosts[0].n)» an observer only reads, and writes only top-level variables of its own',
      "17:17 observer «() => { const q = local<s>(); check('P', q.x === pick(2)); }» an observer only reads, and writes only top-level variables of its own",
      '17:66 observer «pick(2)» an observer only reads, and writes only top-level variables of its own',
      "18:25 observer «tracepoint('here')» an observer only reads, and writes only top-level variables of its own",
      "20:21 observer «check('P', true)» `check` stands in an observer; elsewhere say assert(condition, 'message')",
      "20:39 observer «bound(true, 'room')» `bound` stands in an observer",
    ]);
  });
});
