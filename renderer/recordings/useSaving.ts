/** Saves what the window has seen as a recording: the session, a verdict, a schedule that was played. */
import { noNotes } from '../../shared/recording/notes.ts';
import type { CallReply } from '../../shared/ipc/contract.ts';
import { kindOf, sourcePath } from '../documents/document.ts';
import type { Subject } from '../explore/subject.ts';
import { call } from '../ipc/client.ts';
import { useExploration } from '../stores/exploration.ts';
import { useLibrary } from '../stores/library.ts';
import { useNotices } from '../stores/notices.ts';
import { usePlayer } from '../stores/player.ts';
import { useRecorded } from '../stores/recorded.ts';
import { useSession } from '../stores/session.ts';
import { useStepNotes } from '../stores/stepNotes.ts';

export function useSaving() {
  const exploration = useExploration();
  const library = useLibrary();
  const notices = useNotices();
  const player = usePlayer();
  const recorded = useRecorded();
  const session = useSession();
  const stepNotes = useStepNotes();

  /** Answers whether it was saved. */
  function told(saved: CallReply<'recordings.saveSession'>): boolean {
    if (!saved) return false;
    library.rememberRecording({ path: saved.path, name: saved.name });
    notices.info([`Saved ${saved.name}.`, saved.remark].filter(Boolean).join(' '));
    return true;
  }

  async function saveSession(): Promise<void> {
    told(await call('recordings.saveSession', { suggestedName: nameFor(session.meta?.title ?? 'session'), notes: noNotes }));
  }

  async function saveExploration(): Promise<void> {
    const { subject, verdict } = exploration;
    if (!subject || !verdict) return;
    const noted = stepNotes.subject === subject ? stepNotes.notebook.recording() : null;
    if (told(await call('recordings.saveExploration', { ...madeFrom(subject), notes: noted?.notes ?? noNotes, verdict }))) noted?.done();
  }

  async function savePlayed(): Promise<void> {
    if (!player.subject) return;
    const noted = stepNotes.notebook.recording();
    if (told(await call('recordings.savePlayed', { ...madeFrom(player.subject), notes: stepNotes.ofPlayed, player: player.here().player }))) noted.done();
  }

  return {
    saveSession, saveExploration, savePlayed,
    // A recording that is shown is a file already.
    canSaveSession: () => session.meta !== null && recorded.opened === null,
    canSaveExploration: () => exploration.subject !== null && exploration.verdict !== null,
    canSavePlayed: () => player.ready && player.steps.length > 0,
  };
}

function madeFrom({ documentId: id, name, text, recorded, limits: { memory = 'sc' } }: Subject) {
  const path = sourcePath({ id, kind: kindOf(id), name });
  return { suggestedName: nameFor(name), scenario: { path, text }, memory, ...(recorded?.kernel && { kernel: recorded.kernel }) };
}

/** `02-mprotect.scenario.ts` → `02-mprotect`; a title without what file systems do not take. */
function nameFor(name: string): string {
  return name.replace(/(\.scenario)?\.ts$/, '').replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_').trim().slice(0, 100) || 'recording';
}
