import { beforeAll, describe, expect, it } from 'vitest';
import { checkScenario } from '../../../../electron/engine/compile.ts';
import { decodeAddressSpaces, protection, semaphoreState } from '../../../../renderer/address-space/decode.ts';
import { scenarioSources } from '../../../../shared/sources/index.ts';
import type { StructLayout } from '../../../../shared/dialect/layout.ts';
import type { ObjectSample } from '../../../../shared/trace/session.ts';

// The layouts of the kernel that ships, so that a field renamed there is noticed here.
let structs: StructLayout[];
beforeAll(() => {
  structs = [...checkScenario({ scenario: scenarioSources[0]! }).program!.structs.values()];
});

/** An object with these words set, by the path of the field. */
function object(struct: string, address: number, values: Record<string, number>): ObjectSample {
  const layout = (name: string): StructLayout => structs.find((each) => each.name === name)!;
  const words = new Uint32Array(layout(struct).size / 4);
  for (const [path, value] of Object.entries(values)) {
    let offset = 0;
    let at = struct;
    for (const name of path.split('.')) {
      const field = layout(at).fields.find((each) => each.name === name)!;
      offset += field.offset;
      if (field.type.kind === 'embedded') at = field.type.struct;
    }
    words[offset / 4] = value;
  }
  return { struct, address, words };
}

describe('address spaces from a snapshot', () => {
  it('are decoded by the program’s own layouts', () => {
    const snapshot = [
      object('vm_area_struct', 0x300, { vm_start: 0x8000, vm_end: 0x9000, vm_mm: 0x100, vm_flags: 3, vm_lock_seq: 4, 'vm_lock.count.counter': 0x200 }),
      object('vm_area_struct', 0x200, { vm_start: 0x1000, vm_end: 0x4000, vm_mm: 0x100, vm_flags: 1, vm_lock_seq: 5 }),
      object('vm_area_struct', 0x400, { vm_start: 0x5000, vm_end: 0x6000, vm_mm: 0x100, detached: 1 }),
      object('vm_area_struct', 0x500, { vm_start: 0x5000, vm_end: 0x6000, vm_mm: 0x999 }),
      object('vm_area_struct', 0x600, { vm_start: 0x5000, vm_end: 0, vm_mm: 0x100 }),
      object('mm_struct', 0x100, { mm_lock_seq: 5, 'mmap_lock.count.counter': 3 }),
    ];
    const free = { readers: 0, writer: false, waiters: false, handoff: false };
    expect(decodeAddressSpaces(structs, snapshot)).toEqual([
      {
        address: 0x100,
        lockSeq: 5,
        mmapLock: { readers: 0, writer: true, waiters: true, handoff: false },
        detached: 1,
        vmas: [
          { address: 0x200, start: 0x1000, end: 0x4000, flags: 1, lockSeq: 5, writeLocked: true, lock: free },
          { address: 0x300, start: 0x8000, end: 0x9000, flags: 3, lockSeq: 4, writeLocked: false, lock: { ...free, readers: 2 } },
        ],
      },
    ]);
  });

  it('are none where the program has no such structs', () => {
    expect(decodeAddressSpaces([], [])).toEqual([]);
    expect(decodeAddressSpaces([], [{ struct: 'mm_struct', address: 64, words: new Uint32Array(4) }])).toHaveLength(1);
  });

  it('read the count word as rwsem.ts writes it', () => {
    expect(semaphoreState(0x102)).toEqual({ readers: 1, writer: false, waiters: true, handoff: false });
    expect(semaphoreState(0x80000000 | 0x506 | 0)).toEqual({ readers: 5, writer: false, waiters: true, handoff: true });
    expect([0, 1, 3, 7].map(protection)).toEqual(['---', 'r--', 'rw-', 'rwx']);
  });
});
