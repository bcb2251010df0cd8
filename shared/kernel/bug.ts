/* Checks that stop the run. After include/asm-generic/bug.h and include/linux/mmdebug.h. */

function BUG_ON(condition: boolean): void {
  assert(!condition, 'kernel BUG: BUG_ON');
}

/** `mm` is what the report shows the state of. */
function VM_BUG_ON_MM(condition: boolean, mm: mm_struct): void {
  assert(!condition, 'kernel BUG: VM_BUG_ON_MM');
}

/** `vma` is what the report shows the state of. */
function VM_BUG_ON_VMA(condition: boolean, vma: vm_area_struct): void {
  assert(!condition, 'kernel BUG: VM_BUG_ON_VMA');
}
