/** The scenarios and kernel files that ship with the lab, and the files the person opened before. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { RecordingKind } from '../../shared/recording/kind.ts';
import { defaultScenario, dialectLib, kernelSources, scenarioSources } from '../../shared/sources/index.ts';
import { call } from '../ipc/client.ts';
import { scenarioHeader } from '../library/header.ts';

export interface FileReference {
  path: string;
  name: string;
}

export interface ShippedScenario {
  id: string;
  name: string;
  title: string;
  summary: string;
  /** Small, and about one mistake: the numbers from 11 on. */
  forExploring: boolean;
  text: string;
}

export interface KernelFile {
  id: string;
  /** Within the kernel: `variants/v1-rwsem.ts`. */
  name: string;
  text: string;
}

const idOf = (path: string): string => path.replace('scenarios/', 'shipped:');

/** The document that a person who has none open sees. */
export const firstShipped = idOf(defaultScenario.path);

export const shipped: readonly ShippedScenario[] = scenarioSources.map(({ path, text }) => {
  const name = path.replace('scenarios/', '');
  const { title, summary } = scenarioHeader(text);
  return { id: idOf(path), name, title: title ?? name, summary: summary ?? '', forExploring: Number.parseInt(name, 10) > 10, text };
});

/** The dialect's declarations stand among the kernel's files, to be looked up like them. */
export const kernelFiles: readonly KernelFile[] = [
  ...kernelSources.map(({ path, text }) => ({ id: path.replace('kernel/', 'kernel:'), name: path.replace('kernel/', ''), text })),
  { id: 'kernel:lib.d.ts', name: 'lib.d.ts', text: dialectLib },
];

export const useLibrary = defineStore('library', () => {
  const recent = ref<FileReference[]>([]);

  /** Recordings that the person opened or saved before. */
  const recordings = ref<FileReference[]>([]);

  /** What recordings hold, by path, as far as it is known. */
  const kinds = shallowRef<ReadonlyMap<string, RecordingKind>>(new Map());

  async function learnKinds(): Promise<void> {
    kinds.value = new Map((await call('recordings.kinds')).map(({ path, kind }) => [path, kind]));
  }

  function rememberRecording(file: FileReference): void {
    recordings.value = [file, ...recordings.value.filter(({ path }) => path !== file.path)];
  }

  async function forgetRecording(path: string): Promise<void> {
    await call('recordings.forget', { path });
    recordings.value = recordings.value.filter((file) => file.path !== path);
  }

  function remember(file: FileReference): void {
    recent.value = [file, ...recent.value.filter(({ path }) => path !== file.path)];
  }

  async function forget(path: string): Promise<void> {
    await call('files.forget', { path });
    recent.value = recent.value.filter((file) => file.path !== path);
  }

  return { recent, remember, forget, recordings, kinds, learnKinds, rememberRecording, forgetRecording };
});
