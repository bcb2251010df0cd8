/** Opens a recorded exploration: its scenario as a document, its verdict where verdicts are, its schedule in the player. */
import type { Verdict, Violation } from '../../shared/explore/verdict.ts';
import { defaultExploreLimits } from '../../shared/ipc/explore-limits.ts';
import type { OpenedRecording } from '../../shared/ipc/recordings.ts';
import { sourcePath } from '../documents/document.ts';
import { call } from '../ipc/client.ts';
import { useOpening } from '../player/useOpening.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useNotices } from '../stores/notices.ts';

export function useRecordings() {
  const documents = useDocuments();
  const exploration = useExploration();
  const layout = useLayout();
  const notices = useNotices();
  const opening = useOpening();

  async function show({ name, meta, sources, verdict }: OpenedRecording): Promise<void> {
    const [scenario, ...kernel] = sources;
    documents.create(scenario!.text);
    const document = documents.active!;
    exploration.present(placed(verdict, scenario!.path, sourcePath(document)), {
      documentId: document.id, name: document.name, text: document.text, config: meta.config, limits: { ...defaultExploreLimits, objects: meta.objects, memory: meta.memory ?? 'sc' },
      goal: null, properties: [], checked: meta.properties,
      recorded: { protocol: meta.protocol, ...(kernel.length > 0 && { kernel }) },
    });
    layout.reveal('explore');
    const by = `recorded by Faultline ${meta.faultline}, ${meta.endedAt.slice(0, 10)}`;
    if (kernel.length > 0) notices.fail(`${name} (${by}) has a kernel of its own. It is played by that one; lines are shown in the one that ships with this Faultline, and may differ.`);
    else notices.info(`${name}, ${by}: its scenario is ${document.name}.`);
    if ((verdict.violation ?? verdict.witness)?.steps.length) await opening.counterexample();
  }

  /** Asks the person which. */
  async function choose(): Promise<void> {
    const chosen = await call('recordings.open');
    if (chosen) await show(chosen);
  }

  return { show, choose };
}

/** The verdict with its places in the recorded scenario moved to the document that now holds its text. */
export function placed(verdict: Verdict, from: string, to: string): Verdict {
  const moved = <T extends { file: string }>(places: T[]): T[] => places.map((place) => (place.file === from ? { ...place, file: to } : place));
  const told = (violation: Violation | null): Violation | null => violation && { ...violation, sites: moved(violation.sites), stack: moved(violation.stack) };
  return { ...verdict, violation: told(verdict.violation), witness: told(verdict.witness), unreached: verdict.unreached && moved(verdict.unreached) };
}
