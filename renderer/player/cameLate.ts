/**
 * Where a player stood when it was open at last, the person having turned to another document meanwhile: that one stays in front until a step is
 * taken. Null: nobody had turned away.
 */
import { shallowRef } from 'vue';

export const cameLate = shallowRef<{ version: number; at: number } | null>(null);
