/** What the compiler says of the scenario as it stands in the editor. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Diagnostic } from '../../shared/dialect/diagnostics.ts';
import type { ProgramSummary } from '../../shared/ipc/contract.ts';

export const useProblems = defineStore('problems', () => {
  const diagnostics = shallowRef<readonly Diagnostic[]>([]);
  /** What the program is, of the last text without errors. */
  const program = shallowRef<ProgramSummary | null>(null);
  /** The variant of the protocol that the scenario asks for. */
  const protocol = ref('v1-rwsem-rcu');
  const status = ref<'none' | 'checking' | 'done' | 'failed'>('none');
  /** Why checking failed altogether. */
  const failure = ref('');
  /** Values the person chose for the program's switches. */
  const config = ref<Record<string, boolean | number>>({});

  const count = computed(() => diagnostics.value.length);

  return { diagnostics, program, protocol, status, failure, config, count };
});
