/** Checks the scenario whenever it or its switches change, a moment after the last key. */
import { watch } from 'vue';
import { sourcePath } from '../documents/document.ts';
import { call } from '../ipc/client.ts';
import { useDocuments } from '../stores/documents.ts';
import { useNotices } from '../stores/notices.ts';
import { useProblems } from '../stores/problems.ts';

const delayMs = 250;

export function useChecking(): void {
  const documents = useDocuments();
  const notices = useNotices();
  const problems = useProblems();
  let timer = 0;
  let newest = 0;

  watch(
    () => documents.scenario?.id,
    (id, before) => {
      // Saved under another name, it is the same scenario.
      if (before !== undefined && documents.nameNow(before) === id) return;
      problems.program = null;
      problems.config = {};
    },
  );
  watch(
    [() => documents.scenario?.text, () => documents.scenario && sourcePath(documents.scenario), () => problems.config],
    ([text, path], [, pathBefore]) => {
      clearTimeout(timer);
      newest++;
      if (text === undefined || !path) {
        problems.diagnostics = [];
        problems.status = 'none';
        return;
      }
      problems.status = 'checking';
      timer = window.setTimeout(check, path === pathBefore ? delayMs : 0, path, text, newest);
    },
    { immediate: true, deep: true },
  );

  async function check(path: string, text: string, turn: number): Promise<void> {
    try {
      const { diagnostics, protocol, program } = await call('compile.check', { scenario: { path, text }, config: { ...problems.config } });
      if (turn !== newest) return;
      problems.diagnostics = diagnostics;
      problems.protocol = protocol;
      if (program) problems.program = program;
      problems.status = 'done';
      if (diagnostics.length === 0) notices.settle('errors');
    } catch (error) {
      if (turn !== newest) return;
      problems.failure = error instanceof Error ? error.message : String(error);
      problems.status = 'failed';
    }
  }
}
