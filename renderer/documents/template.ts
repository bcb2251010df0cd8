/** What a new scenario starts from: the smallest one that shows something. */
export const template = `/**
 * One sentence that says what this scenario shows.
 */
scenario({ title: 'My scenario', cores: 2 });

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap_region(mm, 0x10000, 0x50000, VM_READ | VM_WRITE);
});

thread('fault', { instances: 2 }, () => {
  page_fault(mm, 0x10000 + pick(64) * 0x1000, FAULT_FLAG_WRITE);
});
`;
