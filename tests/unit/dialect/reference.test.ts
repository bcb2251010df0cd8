import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionText } from './ir-text.ts';
import { dialectLib } from '../../../shared/sources/index.ts';
import { complaints } from './complaints.ts';
import { compileSnippet } from './run-live.ts';

const page = readFileSync(new URL('../../../docs/dialect.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```ts( kernel)?\n(.*?)^```$/gms)].map(([, kernel, text]) => ({ kernel: kernel !== undefined, text: text!, title: text!.split('\n')[0]! }));

describe('docs/dialect.md', () => {
  it.each(blocks)('has an example that compiles: $title', ({ text, kernel }) => {
    const whole = text.includes('\nthread(') ? text : `${text}\nthread('nothing', () => {});`;
    expect(complaints(whole, { kernel })).toEqual([]);
  });

  it('lays out its example as it says', () => {
    const source = blocks.find((b) => b.text.includes('interface cache'))!.text;
    const { structs } = compileSnippet(source);
    const said = [...source.matchAll(/^ +(\w+): .*\/\/ offset +(\d+), lines? (\d+)/gm)].map(([, name, offset, line]) => [name, Number(offset), Number(line)]);
    expect(structs.get('cache')!.fields.map((f) => [f.name, f.offset, Math.floor(f.offset / 64)])).toEqual(said);
  });

  it('shows the IR of spin_lock as it is', () => {
    const program = compileSnippet('', { kernel: true, heapKb: 1024 });
    expect(page).toContain(functionText(program.functions.get('spin_lock')!, program));
  });

  it('mentions everything that the library declares, families of atomics by one of them', () => {
    const declared = [...dialectLib.matchAll(/^declare function (\w+)/gm)].map(([, name]) => name!);
    const missing = declared.filter((name) => !name.startsWith('atomic_') && !page.includes(name.replace(/_(acquire|release|relaxed)$/, '')));
    expect(missing).toEqual([]);
  });
});
