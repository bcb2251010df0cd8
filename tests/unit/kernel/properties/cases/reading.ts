/** What a reader sees of a VMA: I2. The writer and the reader take turns, so that just one of them is to blame. */
import { beside, type Case } from './case.ts';

const TURNS = 'let seen: boolean; let done: boolean;';
const reads = (body: string): string => `
  rcu_read_lock();
  const got = vma_read_trylock(vma);
  rcu_read_unlock();
  if (!got) return;
  ${body}
  vma_read_unlock(vma);`;

/** The reader looks, a writer that has marked nothing comes and goes, and the reader looks again. */
const changedBetween = (field: string, value: string): string => beside({
  writer: `wait_until(() => seen); mmap_write_lock(mm); vma.${field} = ${value}; mmap_write_unlock(mm); done = true;`,
  reader: reads(`if (vma.${field} === 7) cpu_relax(); seen = true; wait_until(() => done); if (vma.${field} === 7) cpu_relax();`),
}, TURNS);

const between = (field: string, value: string, ...more: string[]): Case => ({
  violates: 'I2', property: 'I2', what: `${field} changes between two looks at it`, text: changedBetween(field, value),
  parts: [`torn_read: observe_read<vm_area_struct>('${field}', torn_read_on_read)`, `torn_read: observe_write<vm_area_struct>('${field}', torn_read_on_write)`, ...more],
});

/** The reader comes when the field has changed. */
const readAfterwards = (writer: string): string => beside({ writer, reader: `wait_until(() => done); ${reads('if (vma.vm_flags === 7) cpu_relax();')}` }, TURNS);

export const READING: Case[] = [
  between('vm_start', '0x1000'), between('vm_end', '0x3000'), between('vm_flags', 'VM_READ', 'torn_read: ghost_seen[t] !== SEEN_OLD'),
  { violates: 'I2', property: 'I2', what: 'a reader sees what is not released yet', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; done = true; mmap_write_unlock(mm);'), parts: ['torn_read: !changed_by_another(vma)'] },
  { violates: null, property: 'I2', what: 'a reader sees what has been released', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; mmap_write_unlock(mm); done = true;'), parts: ['torn_read: observe_call(mmap_write_unlock, torn_read_commit)'] },
  { violates: null, property: 'I2', what: 'a reader sees what was changed before a downgrade', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; mmap_write_downgrade(mm); done = true; mmap_read_unlock(mm);'), parts: ['torn_read: observe_call(mmap_write_downgrade, torn_read_commit)'] },
];
