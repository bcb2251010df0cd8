/** What the lab remembers from one start to the next, each thing in a file of its own. */
import path from 'node:path';
import { draft, workspace, type Draft, type Workspace } from '../../../shared/ipc/documents.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { keptNotes, type KeptNotes } from '../../../shared/ipc/notes.ts';
import { z } from '../../../shared/ipc/schema.ts';
import { keptVerdict, type KeptVerdict } from '../../../shared/ipc/verdicts.ts';
import { Drafts } from './drafts.ts';
import { JsonFile } from './json-file.ts';
import { keptCheck, type KeptCheck } from './kept-check.ts';
import { SettingsFile } from './settings-file.ts';
import { ToldFile } from './told-file.ts';

/** Schedules and recordings that notes are kept of: those written last, or looked at. Of one that is never opened again they would stay for ever. */
const MOST_NOTES = 200;
/** Scenarios whose last verdict is kept: those explored last. */
const MOST_VERDICTS = 200;

export class LabState {
  readonly drafts: Drafts<Draft>;
  readonly notes: Drafts<KeptNotes>;
  readonly verdicts: Drafts<KeptVerdict>;
  readonly settings: SettingsFile;
  readonly workspace: ToldFile<Workspace>;
  readonly layout: ToldFile<string | null>;
  readonly check: JsonFile<KeptCheck | null>;

  constructor(folder: string) {
    this.drafts = new Drafts(path.join(folder, 'drafts'), draft);
    this.notes = new Drafts(path.join(folder, 'notes'), keptNotes);
    this.verdicts = new Drafts(path.join(folder, 'verdicts'), keptVerdict);
    this.settings = new SettingsFile(path.join(folder, 'settings.json'));
    this.workspace = new ToldFile(path.join(folder, 'workspace.json'), workspace, { open: [], active: null }, 'What was open');
    this.layout = new ToldFile(path.join(folder, 'layout.json'), z.string().max(limits.layoutChars).nullable(), null, 'Where the panes were');
    this.check = new JsonFile(path.join(folder, 'check.json'), keptCheck.nullable(), null);
  }

  /** At the start, when nothing is open: what is shown again writes its notes again, and so comes first. Text that is not saved all stays. */
  async tidy(): Promise<void> {
    await Promise.all([this.notes.tidy(MOST_NOTES), this.verdicts.tidy(MOST_VERDICTS), this.drafts.tidy()]);
  }
}
