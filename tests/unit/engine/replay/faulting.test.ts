import { expect, it } from 'vitest';
import { checkForSearch } from '../../../../electron/engine/explore/program.ts';
import { faultOf } from '../../../../electron/engine/replay/faulting.ts';
import { StepRun } from '../../../../electron/engine/replay/step-run.ts';
import { replayImage } from './small.ts';

it('a thread faults where page_fault was called for, from its first access until nothing of it needs the address', () => {
  const { program } = checkForSearch({ scenario: { path: 'scenarios/faults.ts', text: `scenario({ title: 'Faults' });
    let mm: mm_struct;
    setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x4000, VM_READ | VM_WRITE); });
    thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); page_fault(mm, 0x3000, 0); });
    thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });` } });
  const image = replayImage(program!, { objects: 4 });
  const run = new StepRun(image);
  run.boot();
  const thread = image.layout.threads.findIndex(({ name }) => name === 'fault');
  const mm = run.word(image.layout.globals['mm']!);
  const seen: (number | null)[] = [];
  const spaces = new Set<number | null>();
  for (let steps = 0; !run.ended(thread) && steps < 2000; steps++) {
    const fault = faultOf(run, thread);
    if (fault?.address !== seen.at(-1)) seen.push(fault?.address ?? null);
    if (fault) spaces.add(fault.mm);
    run.step({ thread, choice: 0 });
    expect(faultOf(run, image.layout.threads.findIndex(({ name }) => name === 'munmap'))).toBeNull();
  }
  expect(seen.filter((address) => address !== null)).toEqual([0x1000, 0x3000]);
  expect(faultOf(run, thread)).toBeNull();
  expect(spaces).toContain(mm);
});
