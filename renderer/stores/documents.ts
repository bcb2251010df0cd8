/** The documents the window knows, which of them have tabs, and which one is in front. */
import { defineStore } from 'pinia';
import { computed, reactive, ref } from 'vue';
import type { OpenedFile } from '../../shared/ipc/documents.ts';
import type { StartState } from '../../shared/ipc/start-state.ts';
import { isDirty, isScenario, keyOf, kindOf, nextUntitled, sourcePath, suggestedName, type LabDocument } from '../documents/document.ts';
import { textsOnDisk } from '../documents/onDisk.ts';
import { renamedDocuments } from '../documents/renamed.ts';
import { template } from '../documents/template.ts';
import { call } from '../ipc/client.ts';
import { firstShipped, kernelFiles, shipped, useLibrary } from './library.ts';
import { useNotices } from './notices.ts';

export const useDocuments = defineStore('documents', () => {
  const library = useLibrary();
  const notices = useNotices();
  /** Documents with a tab, and closed ones whose text is not saved. */
  const known = reactive(new Map<string, LabDocument>());
  const { onDisk, changedOnDisk, keepMine, loadTheirs, lookAtDisk } = textsOnDisk(known);
  const { names, nameNow, renamed, isName } = renamedDocuments();
  const open = ref<string[]>([]);
  /** New scenarios that were closed as they were made: nothing else has their text. */
  const putAway = new Map<string, LabDocument>();
  /** Whose tabs were closed, the last one at the end. */
  const closed = ref<string[]>([]);
  const activeId = ref<string | null>(null);
  /** The tab that the next document which is only looked at takes over. */
  const previewId = ref<string | null>(null);
  /** The scenario that runs when Run is pressed: the last one that was in front. */
  const scenarioId = ref<string | null>(null);

  const active = computed(() => (activeId.value === null ? null : (known.get(activeId.value) ?? null)));
  const scenario = computed(() => (scenarioId.value === null ? null : (known.get(scenarioId.value) ?? null)));
  const tabs = computed(() => open.value.map((id) => known.get(id)!));
  const dirty = computed(() => [...known.values()].filter(isDirty));

  /** Opens a document by its id, or brings its tab to the front. Answers whether there is such a document. */
  function show(id: string, preview = false): boolean {
    const document = known.get(id) ?? putAway.get(id) ?? provided(id);
    if (!document) return false;
    known.set(id, document);
    isName(id);
    isName(sourcePath(document));
    if (!open.value.includes(id)) addTab(id, preview);
    closed.value = closed.value.filter((other) => other !== id);
    notices.settle(`closed ${id}`);
    activeId.value = id;
    if (isScenario(document)) scenarioId.value = id;
    return true;
  }

  function addTab(id: string, preview: boolean): void {
    const before = preview ? previewId.value : null;
    if (before === null) open.value.push(id);
    else {
      open.value[open.value.indexOf(before)] = id;
      if (!isDirty(known.get(before)!)) known.delete(before);
    }
    if (preview) previewId.value = id;
  }

  /** A tab that was there to be looked at stays. */
  function keep(id: string): void {
    if (previewId.value === id) previewId.value = null;
  }

  /** What the lab itself provides under this id. */
  function provided(id: string): LabDocument | null {
    const source = [...shipped, ...kernelFiles].find((candidate) => candidate.id === id);
    return source ? { id, kind: kindOf(id), name: source.name, saved: source.text, text: source.text } : null;
  }

  /** The scenario with this text: one that is or was open, or ships with the lab unless it was changed here. */
  function withText(text: string): string | undefined {
    const there = [...known.values(), ...putAway.values()].find((document) => isScenario(document) && document.text === text);
    return there?.id ?? shipped.find((scenario) => scenario.text === text && !known.has(scenario.id))?.id;
  }

  function addFile({ path, name, text }: OpenedFile): string {
    const id = `file:${path}`;
    if (known.has(id)) changedOnDisk(path, text);
    else known.set(id, { id, kind: 'file', name, saved: text, text });
    library.remember({ path, name });
    return id;
  }

  /** A new scenario with this text. */
  function create(text = template): void {
    // What was explored as one that has another name by now, or is closed, is about that one.
    const number = nextUntitled([...known.keys(), ...putAway.keys(), ...names.keys()]);
    const id = `untitled:${number}`;
    known.set(id, { id, kind: 'untitled', name: `untitled-${number}`, saved: text, text });
    show(id);
  }

  /** Closes a tab. Text that is not saved stays known as a draft. */
  function close(id: string): void {
    const index = open.value.indexOf(id);
    if (index < 0) return;
    open.value.splice(index, 1);
    closed.value.push(id);
    keep(id);
    const document = known.get(id)!;
    if (isDirty(document)) notices.info(`${document.name} is closed, and its unsaved text kept. Ctrl+Shift+T opens it again.`, undefined, `closed ${id}`);
    else {
      if (document.kind === 'untitled') putAway.set(id, document);
      known.delete(id);
      onDisk.delete(id);
    }
    const neighbour = open.value[Math.min(index, open.value.length - 1)];
    if (scenarioId.value === id) scenarioId.value = open.value.findLast((other) => kindOf(other) !== 'kernel') ?? null;
    if (activeId.value !== id) return;
    activeId.value = null;
    if (neighbour !== undefined) show(neighbour);
  }

  function setText(id: string, text: string): void {
    const document = known.get(id);
    if (document) document.text = text;
  }

  /** Answers what has the text now; null when the person changed their mind. */
  async function save(document: LabDocument): Promise<LabDocument | null> {
    if (document.kind !== 'file') return saveAs(document);
    const theirs = (): boolean => typeof onDisk.get(document.id) === 'string';
    if (!theirs()) await lookAtDisk(document);
    if (theirs()) throw new Error(`${document.name} was not saved: it has changed on disk, too. Choose above the editor which text to keep.`);
    const { text } = document;
    await call('files.save', { path: keyOf(document.id), text });
    document.saved = text;
    onDisk.delete(document.id);
    notices.settle(`closed ${document.id}`);
    return document;
  }

  /** As `save` answers. */
  async function saveAs(document: LabDocument): Promise<LabDocument | null> {
    const { text } = document;
    const file = await call('files.saveAs', { suggestedName: suggestedName(document), text });
    if (!file) return null;
    // What was typed while it was written goes along.
    const { text: typed } = document;
    const id = addFile(file);
    const saved = known.get(id)!;
    Object.assign(saved, { text: typed, saved: text });
    onDisk.delete(id);
    if (id !== document.id) {
      // Its text now lives under the new name, and the old name has its old text again.
      document.text = document.saved;
      const index = open.value.indexOf(document.id);
      open.value = open.value.filter((other) => other !== document.id && other !== id);
      open.value.splice(Math.max(index, 0), 0, id);
      known.delete(document.id);
      putAway.delete(document.id);
      renamed(document.id, id);
      renamed(sourcePath(document), sourcePath(saved));
    }
    show(id);
    return saved;
  }

  function revert(document: LabDocument): void {
    loadTheirs(document);
    document.text = document.saved;
    if (!open.value.includes(document.id)) known.delete(document.id);
  }

  /** Everything as it was left. Answers what could not be brought back. */
  function restore(state: StartState): void {
    library.recent = state.recent;
    library.recordings = state.recentRecordings;
    state.files.forEach(addFile);
    for (const draft of state.drafts) {
      const { id, text } = draft;
      const kind = kindOf(id);
      const base = known.get(id) ?? provided(id);
      // What ships goes back to what ships now.
      const saved = (kind === 'shipped' ? base?.saved : undefined) ?? draft.saved ?? base?.saved ?? (kind === 'untitled' ? template : '');
      known.set(id, { id, kind, name: base?.name ?? draft.name, saved, text });
      if (kind === 'file') changedOnDisk(keyOf(id), base?.saved ?? null);
    }
    for (const id of [...state.workspace.open, ...state.show]) show(id);
    const first = state.show.at(-1) ?? state.workspace.active;
    if (!(first !== null && show(first)) && open.value.length === 0) show(firstShipped);
  }

  return { known, open, closed, activeId, active, previewId, scenario, tabs, dirty, show, keep, withText, addFile, create, close, onDisk, changedOnDisk, keepMine, loadTheirs, setText, save, saveAs, revert, restore, nameNow };
});
