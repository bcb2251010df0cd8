/** What a scenario is tried as: a shipped one that shows a mistake has it mended first, as it is to tell mistakes of the kernel. */
import { mendedBy } from '../../shared/catalogue/mended.ts';
import type { MutationJob } from '../../shared/mutate/job.ts';
import { switchText } from '../../shared/report/switch-text.ts';
import { sourcePath, type LabDocument } from '../documents/document.ts';

export interface Tryable {
  documentId: string;
  /** As it is called where mutants are listed: `03-munmap`. */
  called: string;
  job: Omit<MutationJob, 'limitMs'>;
  /** How it differs from the scenario as written, in words; empty: not at all. */
  mended: string;
}

/** `protocol`: that the person chose; null: none. `config`: the switches that the person has set. */
export function tryable(document: LabDocument, { protocol, liveness }: { protocol: string | null; liveness: boolean }, config: MutationJob['config']): Tryable {
  const called = document.name.replace(/(\.scenario)?\.ts$/, '');
  const mended = document.kind === 'shipped' && document.text === document.saved ? mendedBy(called) : {};
  const chosen = protocol ?? mended.protocol;
  const switches = Object.entries(mended.config ?? {}).map(([name, value]) => switchText(name, value));
  return {
    documentId: document.id,
    called,
    job: { scenario: { path: sourcePath(document), text: document.text }, config: { ...mended.config, ...config }, liveness, ...(chosen !== undefined && { protocol: chosen }) },
    mended: [...(protocol === null && mended.protocol !== undefined ? [mended.protocol] : []), ...switches].join(', '),
  };
}
