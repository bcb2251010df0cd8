/** How the person likes the lab; kept by the main process. */
import { defineStore } from 'pinia';
import { computed, reactive, ref, watch } from 'vue';
import { defaultSettings, LEAST_ZOOM, MOST_ZOOM, type Settings } from '../../shared/ipc/documents.ts';
import { call } from '../ipc/client.ts';
import { useNotices } from './notices.ts';

const ZOOM_STEP = 1.1;

export const useSettings = defineStore('settings', () => {
  const settings = reactive<Settings>(structuredClone(defaultSettings));
  const systemDark = ref(matchMedia('(prefers-color-scheme: dark)').matches);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => (systemDark.value = event.matches));

  /** The theme to draw in, the system's choice resolved. */
  const theme = computed<'light' | 'dark'>(() => {
    if (settings.theme !== 'system') return settings.theme;
    return systemDark.value ? 'dark' : 'light';
  });

  function load(stored: Settings): void {
    Object.assign(settings, stored);
    watch(settings, () => void useNotices().upkeep('settings', () => call('settings.save', { ...settings, explore: { ...settings.explore } })));
  }

  function toggleTheme(): void {
    settings.theme = theme.value === 'dark' ? 'light' : 'dark';
  }

  /** A step larger (1) or smaller (-1). */
  function zoomBy(direction: 1 | -1): void {
    settings.zoom = Math.round(Math.min(Math.max(settings.zoom * ZOOM_STEP ** direction, LEAST_ZOOM), MOST_ZOOM) * 100) / 100;
  }

  return { settings, theme, load, toggleTheme, zoomBy };
});
