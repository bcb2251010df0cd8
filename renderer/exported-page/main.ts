/** The page that `faultline export --format html` writes: plays one counterexample, which it carries as JSON. Built into one script and one style. */
import { createApp } from 'vue';
import { DATA_ELEMENT, type PageData } from '../../shared/recording/export/html/page-data.ts';
import ExportedPage from './ExportedPage.vue';
import '../theme/tokens.css';
import './page.css';

const dark = matchMedia('(prefers-color-scheme: dark)');
const followTheme = (): void => void (document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light');
followTheme();
dark.addEventListener('change', followTheme);

const data = JSON.parse(document.getElementById(DATA_ELEMENT)!.textContent!) as PageData;
createApp(ExportedPage, { data }).mount('#page');
