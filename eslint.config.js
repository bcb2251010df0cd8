import boundaries from 'eslint-plugin-boundaries';
import vue from 'eslint-plugin-vue';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The house: where each part lives, and which other parts it may import (its own always).
 * More specific folders stand before the folders that contain them: the first pattern that matches a file names its part.
 */
const house = [
  { part: 'dialect', folder: 'shared/dialect', imports: [] },
  { part: 'shared', folder: 'shared', imports: ['dialect'] },
  { part: 'engine', folder: 'electron/engine', imports: ['shared', 'dialect'] },
  { part: 'recordings', folder: 'electron/recordings', imports: ['shared', 'dialect'] },
  { part: 'cli', folder: 'electron/cli', imports: ['engine', 'recordings', 'shared', 'dialect'] },
  { part: 'preload', folder: 'electron/preload', imports: ['shared'] },
  { part: 'main', folder: 'electron/main', imports: ['engine', 'recordings', 'shared', 'dialect'] },
  { part: 'renderer', folder: 'renderer', imports: ['shared', 'dialect'] },
];
const withoutNode = ['dialect', 'shared', 'renderer'];
const withElectron = ['main', 'preload'];

const policies = [
  ...house.map(({ part, imports }) => ({
    from: { element: { type: part } },
    allow: { to: { element: { types: { anyOf: [part, ...imports] } } } },
  })),
  { allow: { to: { module: { origin: ['external', 'core'] } } } },
  ...withoutNode.map((part) => ({
    from: { element: { type: part } },
    disallow: { to: { module: { origin: 'core' } } },
    message: `${part} runs without Node: it imports none of its modules`,
  })),
  ...house
    .filter(({ part }) => !withElectron.includes(part))
    .map(({ part }) => ({
      from: { element: { type: part } },
      disallow: { to: { module: { source: 'electron' } } },
      message: `${part} never touches Electron; only ${withElectron.join(' and ')} do`,
    })),
];

const dialectSources = ['shared/kernel/**/*.ts', 'shared/scenarios/**/*.ts', 'shared/dialect/live/runtime/*.ts', 'shared/dialect/step/runtime/*.ts', 'tests/bench/scenarios/*.ts'];

export default defineConfig(
  { ignores: ['out/', 'node_modules/', 'shared/dialect/lib.d.ts'] },
  {
    files: ['**/*.{ts,vue,js,mjs}'],
    ignores: dialectSources,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // How a template is broken into lines is the author's; what it means is the linter's.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    // The house's arrows.
    files: ['{shared,electron,renderer}/**/*.{ts,vue}'],
    ignores: dialectSources,
    plugins: { boundaries },
    settings: {
      'boundaries/elements': house.map(({ part, folder }) => ({ type: part, pattern: folder })),
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export', 'require'],
      'import/resolver': { node: { extensions: ['.ts', '.vue', '.js', '.d.ts'] } },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', checkAllOrigins: true, policies }],
      'boundaries/no-unknown-dependencies': 'error',
    },
  },
  {
    // Kernel files and scenarios are global scripts of the dialect: its own checker judges them, the house only that they stand alone.
    files: dialectSources,
    languageOptions: { parser: tseslint.parser },
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration, ImportExpression, ExportNamedDeclaration, ExportAllDeclaration, ExportDefaultDeclaration, TSImportEqualsDeclaration',
          message: 'A dialect file is a global script: it imports and exports nothing.',
        },
      ],
    },
  },
);
