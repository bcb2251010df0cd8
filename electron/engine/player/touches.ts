/** What a step touches, by name: objects and globals, and their parts, such as locks. All of it, however few of them its words name. */
import type { Step } from '../../../shared/explore/verdict.ts';
import type { Footprint } from '../replay/footprint.ts';
import type { Names } from '../replay/names.ts';

export class Touches {
  private readonly known = new Map<number, readonly string[]>();

  constructor(private readonly names: Names) {}

  /** `vm_area_struct #0`, `vm_area_struct #0.vm_lock`, `mmlist_lock`; and what it comes upon a pointer to. */
  of({ reads, writes }: Footprint, { access }: Pick<Step, 'access'>): string[] {
    const found = new Set<string>();
    const add = (name: string): void => void found.add(name);
    // Who allocates or frees an object touches it as a whole.
    const whole = new Set([...writes].map((word) => this.names.objectAt(word)).filter((at) => at?.offset === HEADER).map((at) => `${at!.pool.struct} #${at!.index}`));
    for (const word of new Set([...reads, ...writes])) {
      const [object, part] = this.at(word);
      if (object !== undefined) add(object);
      if (part !== undefined && !whole.has(object!)) add(part);
    }
    const to = access && this.names.pointee(access.address, access.after);
    if (to !== null) this.at(to).slice(0, 1).forEach(add);
    return [...found];
  }

  private at(word: number): readonly string[] {
    let named = this.known.get(word);
    if (!named) this.known.set(word, (named = this.names.parts(word)));
    return named;
  }
}

/** Where an object's header is, from its first byte. */
const HEADER = -4;
