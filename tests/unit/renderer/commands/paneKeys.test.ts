import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Who looks at keys without the commands: along a list or tabs, and in what stands above the window or apart from it. */
const others = [
  'catalogue/CatalogueTable.vue', 'commands/CommandPalette.vue', 'commands/keys.ts', 'dock/useTabKeys.ts', 'documents/TemplatePicker.vue', 'editor/EditorTabs.vue', 'exported-page/ExportedPage.vue',
  'inspect/RegionList.vue', 'mutants/MutantList.vue', 'tabs/TabList.vue', 'timeline/TimelineView.vue', 'tour/TourCard.vue',
];

it('the keys of panes are told as commands, so that the palette has them', () => {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|vue)$/.test(file) && /\bevent\.key\b/.test(readFileSync(`renderer/${file}`, 'utf8')));
  expect(files.sort()).toEqual(others);
});
