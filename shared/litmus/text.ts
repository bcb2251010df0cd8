/** Litmus tests as one program: the names of a row's threads and of its outcome begin with the row's name. */
import type { Program } from '../dialect/ir.ts';
import type { LitmusRow } from './rows.ts';

/** All of one kind: with the kernel's RCU, or without. Each thread ends with a fully ordered step, behind which all that it did has taken effect. */
export function litmusText(rows: readonly LitmusRow[]): string {
  const protocol = rows.some(({ rcu }) => rcu) ? 'v1-rwsem-rcu' : 'none';
  const parts = rows.map(({ name, threads, exists }) => [
    ...threads.map((body, t) => `thread('${name} P${t}', () => { ${body} atomic_inc(ended); });`),
    `sometimes('${name} exists', () => atomic_read(ended) === ${threads.length} && ${exists});`,
  ].join('\n'));
  return `scenario({ title: 'Litmus tests', protocol: '${protocol}' });
interface cell { v: int; }
let a: Embedded<cell>; let p: cell;
let x: int; let y: int; let z: int; let held: int; let n: Embedded<atomic_t>;
let r0: int; let r1: int; let r2: int; let r3: int;
let ended: Embedded<atomic_t>;
${parts.join('\n')}
`;
}

/** One row of the program: what is not the scenario's is part of every row. */
export function rowOf(program: Program, { name }: LitmusRow): Program {
  const own = (given: { name: string }): boolean => given.name.startsWith(`${name} `);
  return { ...program, threads: program.threads.filter((t) => t.kind === 'kthread' || own(t)), conditions: program.conditions.filter(own) };
}
