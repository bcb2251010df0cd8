/** The tree of VMAs, and what a fault finds in it: I5, I9, I10. */
import { alone, withOther, writing, type Case } from './case.ts';

/** A fault gets this VMA, whatever it has asked for. */
const WHATEVER = 'override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => vma);';
const LEAF = 'const leaf = mas_walk(mm.mm_mt, 0);';
const NEXT = 'mmap(mm, 0x4000, 0x1000, VM_READ); const next = vma_lookup(mm, 0x4000);';

export const TREE: Case[] = [
  { violates: 'I5', property: 'I5', what: 'a node is looked at in no RCU section: its end', text: alone('const node = rcu_dereference(mm.mm_mt.ma_root); if (node.end === 7) cpu_relax();'), parts: ["tree_lifetime: observe_read<maple_node>('end', tree_lifetime)", 'tree_lifetime: t === 0 || current().rcu_ctr !== 0 || ghost_mmap[t] !== NULL'] },
  { violates: 'I5', property: 'I5', what: 'a node is looked at in no RCU section: its level', text: alone('const node = rcu_dereference(mm.mm_mt.ma_root); if (node.level === 7) cpu_relax();'), parts: ["tree_lifetime: observe_read<maple_node>('level', tree_lifetime)"] },
  { violates: 'I9', property: 'I9', what: 'a fault gets the VMA of another address space', text: alone(withOther('vma.vm_mm = other; lock_vma_under_rcu(mm, 0x1000); vma.vm_mm = mm;'), WHATEVER), parts: ['right_vma: vma.vm_mm === mm'] },
  { violates: 'I9', property: 'I9', what: 'a fault gets a VMA that begins behind its address', text: alone('lock_vma_under_rcu(mm, 0);', WHATEVER), parts: ['right_vma: vma.vm_start <= address'] },
  { violates: 'I9', property: 'I9', what: 'a fault gets a VMA that ends before its address', text: alone('lock_vma_under_rcu(mm, 0x3000);', WHATEVER), parts: ['right_vma: address < vma.vm_end'] },
  { violates: 'I9', property: 'I9', what: 'a fault gets a VMA that is erased', text: alone('const gone = vm_area_alloc(mm); gone.vm_start = 0x1000; gone.vm_end = 0x2000; vma = gone; lock_vma_under_rcu(mm, 0x1000);', WHATEVER), parts: ['right_vma: vma_is_attached(mm, vma)'] },
  { violates: 'I10', property: 'I10', what: 'a VMA of the tree says another beginning, at an unlock', text: alone(writing('vma.vm_start = 0x2000;')), parts: ['tree_shape: vma.vm_start === leaf.first[i]', 'tree_shape: observe_call(mmap_write_unlock, tree_shape)'] },
  { violates: 'I10', property: 'I10', what: 'a VMA of the tree says another end, at a downgrade', text: alone('mmap_write_lock(mm); vma.vm_end = 0x2000; mmap_write_downgrade(mm); mmap_read_unlock(mm);'), parts: ['tree_shape: vma.vm_end === leaf.pivot[i] + 1', 'tree_shape: observe_call(mmap_write_downgrade, tree_shape)'] },
  { violates: 'I10', property: 'I10', what: 'a VMA of the tree is of another address space', text: alone(withOther(writing('vma.vm_mm = other;') + 'vma.vm_mm = mm;')), parts: ['tree_shape: vma.vm_mm === mm'] },
  { violates: 'I10', property: 'I10', what: 'a VMA of the tree is detached', text: alone(writing('vma.detached = true;')), parts: ['tree_shape: !vma_is_detached(vma)'] },
  { violates: 'I10', property: 'I10', what: 'a range ends before it begins', text: alone(writing(`${LEAF} leaf.first[0] = 0x3000; vma.vm_start = 0x3000;`)), parts: ['tree_shape: leaf.first[i] <= leaf.pivot[i]'] },
  { violates: 'I10', property: 'I10', what: 'a range begins in the one before it', text: alone(NEXT + writing(`${LEAF} leaf.first[1] = 0x2000; next.vm_start = 0x2000;`)), parts: ['tree_shape: leaf.first[i] >= index'] },
];
