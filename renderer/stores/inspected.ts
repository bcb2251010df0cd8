/** The memory that is looked at: that of a running session as last sampled. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { Memory } from '../../shared/inspect/memory.ts';
import { limits } from '../../shared/ipc/limits.ts';
import { sampledMemory } from '../inspect/sampled.ts';
import { call } from '../ipc/client.ts';
import { useSession } from './session.ts';

export const useInspected = defineStore('inspected', () => {
  const session = useSession();
  /** Whether all of a session's memory is wanted: it takes time to copy. */
  const wanted = ref(false);

  const memory = computed<Memory | null>(() => (session.meta && session.sample ? sampledMemory(session.meta, session.sample) : null));
  /** Where it is from, in words. */
  const source = computed(() => (session.live ? 'sampled while it runs' : 'as the session ended'));
  /** One step earlier; null where there are no steps. */
  const before = computed<Memory | null>(() => null);

  watch([wanted, () => session.id], ([all, id]) => {
    if (id === null) return;
    const structs = all ? (session.meta?.structs ?? []).map(({ name }) => name).slice(0, limits.lookedAt) : [];
    // A session that has just ended is not asked any more.
    call('session.look', { session: id, structs, globals: all }).catch(() => {});
  });

  return { memory, before, source, wanted };
});
