/** The memory that is looked at: at the playhead of a schedule that is played, or as last sampled of a session; whichever moved last. */
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { addressSpaces, type AddressSpace } from '../../shared/inspect/address-space.ts';
import { Memory } from '../../shared/inspect/memory.ts';
import { toldOf, type Told } from '../../shared/inspect/told.ts';
import { limits } from '../../shared/ipc/limits.ts';
import { sampledMemory } from '../inspect/sampled.ts';
import { call } from '../ipc/client.ts';
import { formatTime } from '../timeline/view/ticks.ts';
import { usePlayer } from './player.ts';
import { useRecorded } from './recorded.ts';
import { useSession } from './session.ts';

export const useInspected = defineStore('inspected', () => {
  const session = useSession();
  const player = usePlayer();
  const recorded = useRecorded();
  /** Whether all of a session's memory is wanted: it takes time to copy. */
  const wanted = ref(false);
  const playing = ref(false);

  watch(() => player.state, (state) => (playing.value = state !== null), { flush: 'sync' });
  watch(() => session.status, (status) => status === 'running' && (playing.value = false), { flush: 'sync' });

  watch([() => recorded.opened, () => recorded.playhead], () => (playing.value = false), { flush: 'sync' });

  const memory = computed<Memory | null>(() => {
    if (playing.value && player.program && player.state) return new Memory(player.program, player.state);
    return session.meta && session.sample ? sampledMemory(session.meta, session.sample) : null;
  });
  /** One step earlier; null where there are no steps. */
  const before = computed<Memory | null>(() => (playing.value && player.program && player.previous ? new Memory(player.program, player.previous) : null));
  /** What is known of who holds what in it. */
  const told = computed<Told | null>(() => memory.value && toldOf(memory.value, playing.value ? null : session.traced));
  const spaces = computed<readonly AddressSpace[]>(() => (memory.value && told.value ? addressSpaces(memory.value, told.value) : []));
  /** Where it is from, in words. */
  const source = computed(() => {
    if (playing.value && player.state) return player.state.step === 0 ? 'before the first step' : `after step ${player.state.step}`;
    if (recorded.playhead !== null) return `at ${formatTime(recorded.playhead, 1e6)}`;
    return session.live ? 'sampled while it runs' : 'at the end';
  });

  watch([wanted, () => session.id], ([all, id]) => {
    if (id === null) return;
    const structs = all ? (session.meta?.structs ?? []).map(({ name }) => name).slice(0, limits.lookedAt) : [];
    // A session that has just ended is not asked any more.
    call('session.look', { session: id, structs, globals: all }).catch(() => {});
  });

  return { memory, before, told, spaces, source, playing, wanted };
});
