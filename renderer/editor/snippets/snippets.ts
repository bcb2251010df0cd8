/** Pieces of a scenario that are typed again and again, with places to fill in: `${1:name}`, as Monaco has them. */

import type { PartKind } from '../../../shared/outline/outline.ts';

export interface Snippet {
  prefix: string;
  /** What it is, in a few words. */
  detail: string;
  /** At the top level of a scenario, or inside a body. */
  where: 'top' | 'body';
  body: string;
  /** What it says that a scenario says once. */
  once?: readonly PartKind[];
  /** It is of the kernel's memory management: not for a scenario without. */
  kernel?: true;
}

export const snippets: readonly Snippet[] = [
  { prefix: 'scenario', detail: 'what the scenario is', where: 'top', body: "scenario({ title: '${1:My scenario}', cores: ${2:2} });\n$0", once: ['scenario'] },
  { prefix: 'scenario-small', detail: 'for exploring: with the switches that save states', where: 'top', body: "scenario({\n  title: '${1:My scenario}',\n  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },\n});\n$0", once: ['scenario'] },
  { prefix: 'setup', detail: 'an address space with one mapping', where: 'top', body: 'let ${1:mm}: mm_struct;\n\nsetup(() => {\n  ${1:mm} = mm_alloc();\n  mmap(${1:mm}, ${2:0x100000}, ${3:PAGE_SIZE}, VM_READ | VM_WRITE);\n});\n\nteardown(() => {\n  mmput(${1:mm});\n});\n$0', once: ['setup', 'teardown'], kernel: true },
  { prefix: 'thread', detail: 'a thread of the scenario', where: 'top', body: "thread('${1:name}', () => {\n  $0\n});\n" },
  { prefix: 'threads', detail: 'several threads with one body', where: 'top', body: "thread('${1:name}', { instances: ${2:2} }, () => {\n  $0\n});\n" },
  { prefix: 'kthread', detail: 'a kernel thread, which runs for as long as others do', where: 'top', body: "kthread('${1:name}', () => {\n  $0\n});\n" },
  { prefix: 'teardown', detail: 'cleaning up, before leaks are looked for', where: 'top', body: 'teardown(() => {\n  $0\n});\n', once: ['teardown'] },
  { prefix: 'always', detail: 'a condition that holds in every state', where: 'top', body: "always('${1:what holds}', () => ${2:true});\n$0" },
  { prefix: 'sometimes', detail: 'a condition that holds in some state', where: 'top', body: "sometimes('${1:what is to be seen}', () => ${2:true});\n$0" },
  { prefix: 'override', detail: 'a kernel function of your own', where: 'top', body: 'override(${1:vma_write_lock}, (${2:vma: vm_area_struct}): ${3:void} => {\n  $0\n});\n', kernel: true },
  { prefix: 'config', detail: 'a switch of the scenario', where: 'top', body: "const ${1:FIXED} = config('${1:FIXED}', ${2:false});\n$0" },
  { prefix: 'pick', detail: 'a choice: every value is explored', where: 'body', body: 'const ${1:choice} = pick(${2:2});\n$0' },
  { prefix: 'atomic', detail: 'one step: nobody sees it half-way', where: 'body', body: 'atomic(() => {\n  $0\n});\n' },
  { prefix: 'wait', detail: 'waits until a condition holds', where: 'body', body: 'wait_until(() => ${1:true});\n$0' },
  { prefix: 'assert', detail: 'what must hold here', where: 'body', body: "assert(${1:true}, '${2:what holds}');\n$0" },
  { prefix: 'rcu', detail: 'an RCU read-side section', where: 'body', body: 'rcu_read_lock();\n$0\nrcu_read_unlock();\n', kernel: true },
];

/** The text of a snippet with its places filled in as they come. */
export function filledIn(body: string): string {
  return body.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll(/\$\d+/g, '');
}
