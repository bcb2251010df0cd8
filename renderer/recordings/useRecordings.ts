/** Opens recordings: of an exploration, its verdict and its schedule; of a session, all that was seen of it. */
import { defaultExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { LabError } from '../../shared/ipc/reply.ts';
import type { OpenedExploration, OpenedRecording, OpenedSession } from '../../shared/ipc/recordings.ts';
import type { RecordedSources } from '../../shared/recording/contents.ts';
import { sourcePath, type LabDocument } from '../documents/document.ts';
import { shippedProperties } from '../explore/shippedProperties.ts';
import type { Subject } from '../explore/subject.ts';
import { call } from '../ipc/client.ts';
import { useOpening } from '../player/useOpening.ts';
import { useDocuments } from '../stores/documents.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLayout } from '../stores/layout.ts';
import { useLibrary, type FileReference } from '../stores/library.ts';
import { useNotices } from '../stores/notices.ts';
import { useRecorded } from '../stores/recorded.ts';
import { useSession } from '../stores/session.ts';
import { useStepNotes } from '../stores/stepNotes.ts';
import { placedSession, placedVerdict } from './placed.ts';

/** Counts what was asked for, and which of it is shown: what is read late is not shown over what was asked for since. */
let asked = 0;
let shown = 0;

export function useRecordings() {
  const documents = useDocuments();
  const exploration = useExploration();
  const layout = useLayout();
  const library = useLibrary();
  const notices = useNotices();
  const opening = useOpening();
  const recorded = useRecorded();
  const session = useSession();
  const stepNotes = useStepNotes();

  /** Shows it once it is read; a document that the person has turned to meanwhile stays in front. */
  async function show(reading: OpenedRecording | Promise<OpenedRecording | null>): Promise<void> {
    const turn = ++asked;
    const from = documents.activeId;
    const opened = await reading;
    if (!opened) return;
    library.rememberRecording({ path: opened.path, name: opened.name });
    if (turn < shown) return close(opened);
    shown = turn;
    const front = documents.activeId === from ? null : documents.activeId;
    if (opened.kind === 'session') showSession(opened, front);
    else await showExploration(opened, front);
  }

  function close({ recording }: OpenedRecording): void {
    void call('recordings.close', { recording }).catch(() => {});
  }

  async function showExploration(opened: OpenedExploration, front: string | null): Promise<void> {
    const { name, meta, sources, verdict } = opened;
    if (exploration.live) throw new LabError('busy', `${name} is not shown while an exploration goes on. Stop the exploration, then open it again.`);
    const [scenario, ...kernel] = sources;
    const document = documentOf(scenario!.text, front);
    const { id } = document;
    const made: Subject = {
      get documentId() { return documents.nameNow(id); }, name: document.name, text: document.text, config: meta.config, limits: { ...defaultExploreLimits, objects: meta.objects, memory: meta.memory ?? 'sc' },
      goal: null, properties: shippedProperties, checked: meta.properties,
      recorded: { protocol: meta.protocol, ...(kernel.length > 0 && { kernel }) },
    };
    exploration.present(placedVerdict(verdict, scenario!.path, sourcePath(document)), made);
    stepNotes.show(opened, made);
    layout.reveal('explore');
    introduce(name, meta.faultline, meta.endedAt, document, kernel);
    if ((verdict.violation ?? verdict.witness)?.steps.length) await opening.counterexample();
  }

  function showSession(opened: OpenedSession, front: string | null): void {
    if (session.live) {
      close(opened);
      throw new LabError('busy', `${opened.name} is not shown while a session runs. Stop the session, then open it again.`);
    }
    const { name, meta, sources: [scenario, ...kernel] } = opened;
    const document = documentOf(scenario!.text, front);
    recorded.show(placedSession(opened, sourcePath(document)));
    session.made = { documentId: document.id, text: document.text };
    layout.reveal(meta.session.mode === 'trace' ? 'timeline' : 'session');
    introduce(name, meta.faultline, meta.session.startedAt, document, kernel);
  }

  /** The document with this text, or a new one; it comes in front unless another is to stay there. */
  function documentOf(text: string, front: string | null): LabDocument {
    const there = documents.withText(text);
    if (there === undefined || !documents.show(there)) documents.create(text);
    const document = documents.active!;
    if (front !== null) documents.show(front);
    return document;
  }

  function introduce(name: string, faultline: string, at: string, document: LabDocument, otherKernel: RecordedSources): void {
    const by = `recorded by Faultline ${faultline}, ${at.slice(0, 10)}`;
    if (otherKernel.length > 0) notices.fail(`${name} (${by}) has a kernel of its own. Lines are shown in the one that ships with this Faultline, and may differ.`, undefined, 'opening');
    else notices.info(`${name}, ${by}: its scenario is ${document.name}.`);
  }

  /** Asks the person which. */
  const choose = (): Promise<void> => show(call('recordings.open'));

  /** One that was opened or saved before. */
  const reopen = ({ path }: FileReference): Promise<void> => show(call('recordings.reopen', { path }));

  return { show, choose, reopen };
}
