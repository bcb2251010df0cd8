/** What a reader sees of a VMA: I2. The writer and the reader take turns, so that just one of them is to blame. */
import { beside, withOther, writing, type Case } from './case.ts';

const TURNS = 'let seen: boolean; let done: boolean;';
const reads = (body: string): string => `
  rcu_read_lock();
  const got = vma_read_trylock(vma);
  rcu_read_unlock();
  if (!got) return;
  ${body}
  vma_read_unlock(vma);`;

/** The reader looks, a writer that has marked nothing comes and goes, and the reader looks again. */
const looksTwice = (field: string, meanwhile: string): string => beside({
  writer: `wait_until(() => seen); ${meanwhile} done = true;`,
  reader: reads(`if (vma.${field} === NOTHING) cpu_relax(); seen = true; wait_until(() => done); if (vma.${field} === NOTHING) cpu_relax();`.replaceAll('NOTHING', /^vm_(start|end|flags)$/.test(field) ? '0' : 'NULL')),
}, TURNS);

const read = (field: string): string => `torn_read: observe_read<vm_area_struct>('${field}', torn_read_on_read)`;
const between = (field: string, value: string, ...more: string[]): Case => ({
  violates: 'I2', property: 'I2', what: `${field} changes between two looks at it`, config: { NUMA: true, USERFAULTFD: true }, text: looksTwice(field, writing(`vma.${field} = ${value};`)), parts: [read(field), ...more],
});
const word = (field: string, value: string, ...more: string[]): Case => between(field, value, `torn_read: observe_write<vm_area_struct>('${field}', torn_read_on_write)`, ...more);
const reference = (field: string): Case => between(field, 'NULL', `torn_read: observe_write<vm_area_struct>('${field}', torn_read_on_reference)`);

/** A VMA is freed by a writer that has changed it, and is another address space's before that one has come to an end. */
const RECYCLED = beside({
  writer: writing('vma_write_lock(vma); vma.vm_flags = VM_READ; vma_mark_detached(vma); mtree_store_range(mm.mm_mt, 0x1000, 0x2fff, NULL); unaccount_vma(mm, vma); vm_area_free(vma); seen = true; wait_until(() => done);'),
  other: `wait_until(() => seen); ${withOther('const again = vma_lookup(other, 0x1000); if (vma_start_read(other, again) === 0) { if (again.vm_flags === 0) cpu_relax(); vma_end_read(again); } done = true;')}`,
}, TURNS);

/** The reader comes when the field has changed. */
const readAfterwards = (writer: string): string => beside({ writer, reader: `wait_until(() => done); ${reads('if (vma.vm_flags === 7) cpu_relax();')}` }, TURNS);

export const READING: Case[] = [
  word('vm_start', '0x1000'), word('vm_end', '0x3000'), word('vm_flags', 'VM_READ', 'torn_read: ghost_seen[t][i] !== SEEN_OLD'),
  reference('vm_policy'), reference('vm_userfaultfd_ctx'), between('anon_vma', 'NULL'),
  { violates: null, property: 'I2', what: 'anon_vma is prepared between two looks at it', text: looksTwice('anon_vma', 'mmap_read_lock(mm); __anon_vma_prepare(vma); mmap_read_unlock(mm);'), parts: [] },
  { violates: null, property: 'I2', what: 'a VMA that is erased gives back its anon_vma', text: looksTwice('anon_vma', writing('mtree_store_range(mm.mm_mt, 0x1000, 0x2fff, NULL); vma.anon_vma = NULL;') + writing('mtree_store_range(mm.mm_mt, 0x1000, 0x2fff, vma);')), parts: [] },
  { violates: null, property: 'I2', protocol: '6.15-refcnt', what: 'a VMA that was changed and freed is another one', text: RECYCLED, config: { VMA_CACHE_RETURNS: false }, parts: [] },
  { violates: 'I2', property: 'I2', what: 'a reader sees what is not released yet', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; done = true; mmap_write_unlock(mm);'), parts: ['torn_read: !changed_by_another(vma)'] },
  { violates: null, property: 'I2', what: 'a reader sees what has been released', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; mmap_write_unlock(mm); done = true;'), parts: ['torn_read: observe_call(mmap_write_unlock, torn_read_commit)'] },
  { violates: null, property: 'I2', what: 'a reader sees what was changed before a downgrade', text: readAfterwards('mmap_write_lock(mm); vma.vm_flags = VM_READ; mmap_write_downgrade(mm); done = true; mmap_read_unlock(mm);'), parts: ['torn_read: observe_call(mmap_write_downgrade, torn_read_commit)'] },
];
