import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

/** Lints `code` as if it were the file `filePath`; answers the rules that it breaks. */
async function brokenRules(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message));
}

const importing = (source: string): string => `import * as it from '${source}';\nexport const used = it;\n`;

describe('the house', () => {
  it.each([
    ['shared/trace/x.ts', 'node:fs'],
    ['shared/trace/x.ts', 'fs'],
    ['shared/ipc/x.ts', 'electron'],
    ['shared/trace/x.ts', '../../electron/main/index'],
    ['shared/dialect/x.ts', '../trace/events'],
    ['shared/dialect/x.ts', '../sources/index'],
    ['renderer/x.ts', '../electron/main/index'],
    ['renderer/x.ts', 'node:path'],
    ['renderer/x.ts', 'electron'],
    ['electron/engine/live/x.ts', 'electron'],
    ['electron/engine/live/x.ts', '../../main/index'],
    ['electron/engine/live/x.ts', '../../cli/index'],
    ['electron/engine/live/x.ts', '../../../renderer/main'],
    ['electron/cli/x.ts', 'electron'],
    ['electron/preload/x.ts', '../engine/live/worker'],
  ])('%s may not import %s', async (file, source) => {
    expect(await brokenRules(file, importing(source))).toEqual(['boundaries/dependencies']);
  });

  it('sees dynamic imports, re-exports, type imports and Vue files too', async () => {
    expect(await brokenRules('electron/engine/live/x.ts', `export const it = await import('electron');\n`)).toEqual([
      'boundaries/dependencies',
    ]);
    expect(await brokenRules('renderer/x.ts', `export * from 'node:path';\n`)).toEqual(['boundaries/dependencies']);
    expect(await brokenRules('shared/ipc/x.ts', `import type { App } from 'electron';\nexport type A = App;\n`)).toEqual([
      'boundaries/dependencies',
    ]);
    expect(
      await brokenRules('renderer/X.vue', `<script setup lang="ts">\nimport 'node:fs';\n</script>\n\n<template><p /></template>\n`),
    ).toEqual(['boundaries/dependencies']);
  });

  it('lets no import or export into the sources of the dialect', async () => {
    for (const file of ['shared/kernel/x.ts', 'shared/scenarios/x.ts']) {
      expect(await brokenRules(file, importing('./rwsem'))).toEqual(['no-restricted-syntax', 'no-restricted-syntax']);
      expect(await brokenRules(file, 'function down_read(): void {}\n')).toEqual([]);
    }
  });

  it.each([
    ['shared/trace/x.ts', 'zod'],
    ['shared/dialect/x.ts', 'typescript'],
    ['renderer/x.ts', '../shared/trace/events'],
    ['renderer/x.ts', 'monaco-editor/editor/editor.worker?worker'],
    ['electron/engine/live/x.ts', 'node:worker_threads'],
    ['electron/engine/live/x.ts', '../../../shared/trace/events'],
    ['electron/main/x.ts', 'electron'],
    ['electron/main/x.ts', '../engine/live/worker'],
  ])('%s may import %s', async (file, source) => {
    expect(await brokenRules(file, importing(source))).toEqual([]);
  });
});
