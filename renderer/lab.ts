/** The lab, drawn as it was left. */
import 'dockview-vue/dist/styles/dockview.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { answered } from './ipc/client.ts';
import { useNotices } from './stores/notices.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/editor.css';
import './theme/tables.css';
import './theme/dockview.css';
import './charts/chart.css';

/** `reply`: to `app.start`. */
export function draw(reply: unknown): void {
  // Most of the program's weight: it is read while the rest is drawn.
  void import('./editor/EditorPane.vue');
  const app = createApp(App, { start: answered('app.start', reply) });
  app.use(createPinia());
  app.config.errorHandler = (error) => {
    console.error(error);
    useNotices().fail(error);
  };
  app.mount('#app');
}
