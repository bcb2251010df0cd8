/** What a writer has to mark before it changes it, and when marks end: I3, I8, L4. */
import { alone, withOther, writing, type Case } from './case.ts';

const MARKS_WITHOUT_ASKING = 'override(vma_write_lock, (vma: vm_area_struct) => { WRITE_ONCE(vma.vm_lock_seq, vma.vm_mm.mm_lock_seq); });';
/** But by thread 0, which sets the stage. */
const NEVER_UNMARKED = 'override(vma_write_unlock_mm, (mm: mm_struct) => { if (this_thread() === 0) WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1); });';
const DOWNGRADES = 'mmap_write_lock(mm); vma_write_lock(vma); mmap_write_downgrade(mm); mmap_read_unlock(mm);';
const READING = (body: string): string => `mmap_read_lock(mm); ${body} mmap_read_unlock(mm);`;

const unmarked = (field: string, value: string): Case => ({
  violates: 'I3', property: 'I3', what: `${field} is changed unmarked`, text: alone(writing(`vma.${field} = ${value};`)), config: { NUMA: true, USERFAULTFD: true },
  parts: [`field_discipline: observe_write<vm_area_struct>('${field}', field_discipline)`],
});

export const MARKS: Case[] = [
  unmarked('vm_start', '0x1000'), unmarked('vm_end', '0x3000'), unmarked('vm_flags', 'VM_READ'), unmarked('vm_policy', 'NULL'), unmarked('vm_userfaultfd_ctx', 'NULL'),
  { violates: 'I3', property: 'I3', what: 'a VMA of the tree is changed by who has marked nothing', text: alone(writing('vma.vm_flags = VM_READ;')), parts: ['field_discipline: ghost_marked_by(t, vma)', 'field_discipline: may_write || !vma_is_attached(vma.vm_mm, vma)'] },
  { violates: 'I3', property: 'I3', what: 'a VMA is changed under mmap_lock for read', text: alone(READING('vma_write_lock(vma); vma.vm_flags = VM_READ;'), MARKS_WITHOUT_ASKING), parts: ['field_discipline: ghost_mmap_write[t]'] },
  { violates: 'I3', property: 'I3', what: 'a VMA is changed under the mmap_lock of another address space', text: alone(withOther('mmap_write_lock(other); vma_write_lock(vma); vma.vm_flags = VM_READ; mmap_write_unlock(other);'), MARKS_WITHOUT_ASKING), parts: ['field_discipline: ghost_mmap[t] === vma.vm_mm'] },
  { violates: 'I3', property: 'I3', what: 'anon_vma is cleared under mmap_lock for read', text: alone(READING('vma.anon_vma = NULL;')), parts: ['field_discipline: anon_vma !== NULL', 'field_discipline: field_discipline(vma)'] },
  { violates: 'I3', property: 'I3', what: 'anon_vma is set without mmap_lock', text: alone('vma.anon_vma = the_anon_vma;'), parts: ['field_discipline: ghost_mmap[this_thread()] === vma.vm_mm'] },
  { violates: 'I3', property: 'I3', what: 'anon_vma is set without page_table_lock', text: alone(READING('vma.anon_vma = anon_vma_alloc();')), config: { ANON_VMA: true }, parts: ['field_discipline: (!CONFIG_ANON_VMA || vma.vm_mm.page_table_lock.locked !== 0)'] },
  { violates: 'I8', property: 'I8', what: 'a helper drops all marks', text: alone(writing('vma_write_lock(vma); vma_write_unlock_mm(mm);')), parts: ['writer_persistence: vma.vm_mm !== mm || vma.vm_lock_seq === mm.mm_lock_seq'] },
  { violates: 'I8', property: 'I8', what: 'a writer takes its mark back', text: alone(writing('vma_write_lock(vma); vma.vm_lock_seq = SEQ_NEVER;')), parts: ['writer_persistence: !ghost_marked_by(t, vma) || vma.vm_lock_seq === vma.vm_mm.mm_lock_seq'] },
  { violates: null, property: 'I8', what: 'who lets go of mmap_lock has marked nothing any more', text: alone(writing('vma_write_lock(vma);')), parts: ['ghost: observe_call(mmap_write_unlock, ghost_unmark_all)'] },
  { violates: null, property: 'I8', what: 'who downgrades mmap_lock has marked nothing any more', text: alone(DOWNGRADES), parts: ['ghost: observe_call(mmap_write_downgrade, ghost_unmark_all)'] },
  { violates: 'L4', property: 'L4', what: 'marks outlive mmap_lock', text: alone(writing('vma_write_lock(vma);'), NEVER_UNMARKED), parts: ['false_locked: observe_call(mmap_write_unlock, false_locked_before)', 'false_locked: observe_return(mmap_write_unlock, false_locked_after)', 'false_locked: mm.mm_lock_seq !== ghost_left_seq[t]'] },
  { violates: 'L4', property: 'L4', what: 'marks outlive a downgrade', text: alone(DOWNGRADES, NEVER_UNMARKED), parts: ['false_locked: observe_call(mmap_write_downgrade, false_locked_before)', 'false_locked: observe_return(mmap_write_downgrade, false_locked_after)'] },
];
