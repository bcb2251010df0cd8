/** What the pages say that there is, there is: what they link to, files, scripts, commands and flags, numbers of things. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HELP } from '../../electron/cli/help/help.ts';
import { templates } from '../../renderer/documents/templates.ts';
import { columnsOf, homeCases } from '../../shared/catalogue/cells.ts';
import { isMissing } from '../../shared/catalogue/row.ts';
import { plannedCases } from '../../shared/catalogue/plan.ts';
import { ROWS } from '../../shared/catalogue/rows.ts';
import { litmusRows } from '../../shared/litmus/rows.ts';
import { VARIANTS } from '../../shared/variants/variants.ts';

const root = path.join(import.meta.dirname, '../..');
const tree = ['docs', 'electron', 'renderer', 'scripts', 'shared', 'tests', 'tsconfig'];
const isFolder = (name: string): boolean => statSync(path.join(root, name)).isDirectory();
const all = [...readdirSync(root).filter((name) => tree.includes(name) || !isFolder(name)), ...tree.flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`))];
const folders = new Set(all.filter(isFolder));
const files = all.filter((name) => !folders.has(name));
const pages = files.filter((file) => file.endsWith('.md')).map((file) => ({ file, text: read(file) }));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What `pattern` finds and `isThere` denies. */
function missing(text: string, pattern: RegExp, isThere: (match: RegExpMatchArray) => boolean): string[] {
  return [...text.matchAll(pattern)].filter((match) => !isThere(match)).map(([found]) => found);
}

function outsideFences(text: string): string {
  return text.replaceAll(/^ *```[^]*?^ *```$/gm, '');
}

function anchorsOf(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

/** Named by its end, as in `live/abi.ts`, without its ending, as in `tests/unit/catalogue/verdicts`, or by its number, as in `docs/decisions/0007`. */
function isNamed(name: string): boolean {
  const [bare] = name.split(/\/$/);
  return folders.has(bare!) || [...folders].some((folder) => folder.endsWith(`/${bare}`)) || files.some((file) => [file, `/${file}`].some((each) => each === bare || each.endsWith(`/${bare}`) || each.includes(`/${bare}.`) || (/\/\d{4}$/.test(bare!) && each.includes(`/${bare}-`))));
}

describe.each(pages)('$file', ({ file, text }) => {
  it('links to what there is', () => {
    const wrong = missing(text, /\]\(([^)\s#]*)(?:#([^)\s]+))?\)|(?:src|srcset)="([^"]+)"/g, ([, target = '', anchor, picture]) => {
      if (/^https?:/.test(target)) return true;
      const to = picture ?? target;
      const named = to === '' ? file : path.posix.join(path.posix.dirname(file), to).replace(/\/$/, '');
      return (files.includes(named) || folders.has(named)) && (anchor === undefined || anchorsOf(named).includes(anchor));
    });
    expect(wrong).toEqual([]);
  });

  it('names files, scripts, decisions, commands and scenarios that there are', () => {
    // What the build makes, what a person calls theirs, and what stands for any name, is not in the tree.
    const isNoFile = (name: string): boolean => name.startsWith('out/') || /(^|\/)(my|mine|small|NAME|NN|FOLDER)\b/.test(name);
    const spans = [...outsideFences(text).matchAll(/`([^`]+)`/g)].map(([, span]) => span!).join('\n');
    expect([
      ...missing(spans, /(?<![\w./:…-])[\w.-]+(?:\/[\w.-]+)*\.(?:ts|vue|mjs|cjs|md|json)\b/g, ([name]) => isNoFile(name) || isNamed(name)),
      ...missing(spans, /(?<![\w./-])(?:docs|electron|renderer|shared|scripts|tests)(?:\/[\w.-]+)+/g, ([name]) => isNoFile(name) || isNamed(name)),
      ...missing(text, /npm run ([\w-]+)/g, ([, script]) => Object.hasOwn(scripts, script!)),
      ...missing(text, /decisions? (\d{4})/g, ([, number]) => files.some((each) => each.startsWith(`docs/decisions/${number}-`))),
      ...missing(text, /(?:npx |`)faultline ([a-z]+)([^`#\n]*)/g, ([, command, rest]) => Object.hasOwn(HELP, command!) && [...rest!.matchAll(/ (--[a-z-]+)/g)].every(([, flag]) => HELP[command!]!.includes(flag!))),
      ...missing(text, /[Ss]cenarios? (\d\d)\b/g, ([, number]) => files.some((each) => each.startsWith(`shared/scenarios/${number}-`))),
    ]).toEqual([]);
  });

  it('has lines of at most 120 columns, but for tables and pictures', () => {
    expect(outsideFences(text).split('\n').filter((line) => line.length > 120 && !/^\||^!\[|<picture>|srcset/.test(line))).toEqual([]);
  });
});

it('is so of what comments in the sources name by its whole path', () => {
  const sources = files.filter((file) => /\.(ts|vue|mjs|cjs|css|h|c)$/.test(file)).map((file) => ({ file, comments: read(file).match(/^\s*\/?\*.*|\/\/.*/gm)?.join('\n') ?? '' }));
  const named = /(?<![\w./-])(?:docs|electron|renderer|shared|scripts|tests)(?:\/[\w.-]*\w)+/g;
  expect(sources.flatMap(({ file, comments }) => missing(comments, named, ([name]) => /\/NAME\b/.test(name) || isNamed(name)).map((name) => `${file}: ${name}`))).toEqual([]);
});

describe('numbers', () => {
  const status = read('docs/status.md').replaceAll(/\s+/g, ' ');
  const catalogue = read('docs/catalogue.md').replaceAll(/\s+/g, ' ');
  const planned = plannedCases(ROWS, columnsOf(ROWS, VARIANTS.map(({ name }) => name)), true).length;

  it('of explorations are those that the catalogue plans', () => {
    expect(catalogue).toContain(`There are ${planned} explorations`);
    expect(status).toContain(`all ${planned} explorations`);
    // Rounds are looked for without reduction.
    expect(read('docs/exploring.md')).toContain(`each of the ${ROWS.flatMap(homeCases).filter(({ liveness }) => !liveness).length} explorations of the catalogue`);
  });

  it('of litmus tests, variants and templates are what there is', () => {
    expect(status).toContain(`${litmusRows.length} litmus tests`);
    const words = ['six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
    expect(status.toLowerCase()).toContain(`${words[VARIANTS.length - 6]} variants of the protocol`);
    expect(read('docs/editor.md')).toContain(`has ${words[templates.length - 6]} templates`);
  });

  it('of the matrix: a line for each row that has a scenario', () => {
    for (const { id, title, shown } of ROWS) if (!isMissing(shown)) expect(catalogue).toContain(`| ${id} | ${title} |`);
  });
});

describe('the maps', () => {
  it.each([
    ['shared', 'docs/architecture.md', (name: string) => `\`shared/${name}`],
    ['electron/engine', 'docs/architecture.md', (name: string) => `\`${name}/\``],
    ['renderer', 'renderer/README.md', (name: string) => `\`${name}/\``],
  ])('of %s have every folder', (folder, page, written) => {
    const within = [...folders].filter((each) => path.posix.dirname(each) === folder).map((each) => path.posix.basename(each));
    expect(within.filter((name) => !read(page).includes(written(name)))).toEqual([]);
  });
});
