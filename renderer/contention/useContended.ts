/** The locks that were waited for: of the slices that are kept, looked at anew now and then; of a recording all, bit by bit while it is seen. */
import { computed, ref, watch } from 'vue';
import type { WholeContention } from '../../shared/recording/whole.ts';
import { useGoneThrough } from '../recordings/useGoneThrough.ts';
import { useRecorded } from '../stores/recorded.ts';
import { useSession } from '../stores/session.ts';
import { useTimeline } from '../stores/timeline.ts';
import { contention } from '../timeline/model/waits.ts';

const LOOK_MS = 1000;
/** Listed. */
const MOST = 100;
const nothing: WholeContention = { share: 0, locks: [], more: 0, forgotten: { count: 0, total: 0 } };

export function useContended(shown: () => boolean) {
  const session = useSession();
  const timeline = useTimeline();
  const recorded = useRecorded();
  const looked = ref(0);
  const { told, going, goOn, stop, soon } = useGoneThrough<WholeContention>(() => {
    const { whole } = recorded;
    const { range } = timeline;
    return whole && (() => whole.contention(range));
  });

  watch([shown, () => session.live], ([visible, live], _old, onCleanup) => {
    looked.value++;
    if (!visible || !live) return;
    const each = setInterval(() => looked.value++, LOOK_MS);
    onCleanup(() => clearInterval(each));
  }, { immediate: true });

  const kept = computed((): WholeContention => {
    void looked.value;
    const { model, range } = timeline;
    const locks = model && shown() ? contention(model, range?.start ?? 0, range?.end ?? Infinity) : [];
    return { ...nothing, share: 1, locks: locks.slice(0, MOST), more: Math.max(0, locks.length - MOST) };
  });

  watch([() => recorded.whole, () => timeline.range], () => (told.value = null));
  watch([() => recorded.whole, () => timeline.range, shown], ([whole, , visible]) => {
    stop();
    if (whole && visible && told.value?.share !== 1) soon();
  }, { immediate: true });

  return { contended: computed(() => (recorded.whole ? (told.value ?? nothing) : kept.value)), going, goOn, stop };
}
