/** Which of the protocol's properties explorations check: all, but those that the person switched off. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useProblems } from './problems.ts';

export const useProperties = defineStore('properties', () => {
  const problems = useProblems();
  /** By name, whatever scenario they were switched off in: the protocol's properties are the same in all. */
  const off = ref<string[]>([]);

  const all = computed(() => problems.program?.properties ?? []);
  /** The names of those to check. null: all that there are. */
  const chosen = computed(() => (off.value.length === 0 ? null : all.value.map(({ name }) => name).filter((name) => !off.value.includes(name))));

  function set(name: string, on: boolean): void {
    off.value = on ? off.value.filter((other) => other !== name) : [...off.value, name];
  }

  return { all, off, chosen, set };
});
