/** What was just removed or reset at one click, and can be had back: by the notice that says so, or by the command. */
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useNotices } from './notices.ts';

const about = 'undo';

export const useUndoing = defineStore('undoing', () => {
  const notices = useNotices();
  const offered = shallowRef<(() => void) | null>(null);

  /** Answers what takes the offer back, once there is nothing left to undo it on. */
  function offer(message: string, undo: () => void): () => void {
    notices.settle(about);
    offered.value = undo;
    notices.info(message, { id: 'view.undo', label: 'Undo' }, about);
    return () => {
      if (offered.value === undo) end();
    };
  }

  function undo(): void {
    const back = offered.value;
    end();
    back?.();
  }

  function end(): void {
    offered.value = null;
    notices.settle(about);
  }

  return { offered, offer, undo };
});
