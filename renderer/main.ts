/** The window's entry: asks how things were left, then draws them. */
import 'dockview-vue/dist/styles/dockview.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { call } from './ipc/client.ts';
import { useNotices } from './stores/notices.ts';
import './theme/tokens.css';
import './theme/base.css';
import './theme/tables.css';
import './theme/dockview.css';
import './charts/chart.css';

// Most of the program's weight: it is read and compiled while the main process answers.
void import('./editor/EditorPane.vue');
const start = await call('app.start');
const app = createApp(App, { start });
app.use(createPinia());
app.config.errorHandler = (error) => {
  console.error(error);
  useNotices().fail(error);
};
app.mount('#app');
