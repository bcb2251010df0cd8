import { describe, expect, it } from 'vitest';
import { declarations } from '../../../shared/outline/declarations.ts';
import { kernelSources, scenarioSources } from '../../../shared/sources/index.ts';

const text = `let a: int;
// let no: int;
const B = config('B', 3), C = (1 + 2) << 3
let pair: ArrayOf<Embedded<two>, 2>, other: int = 4;
interface two { a: int; next: two; }
function f(): void {
  let x = 1;
  const y = x;
}
thread('t', () => {
  let z: int = 0;
});
let last: ArrayOf<int,
  2>;
const D = 1 << 4; const E = 2 >> 1;
const F = 1<<4;
const G = (1 +
  2) * 3
interface broken {
`;

describe('declarations', () => {
  it('are found with all their names, and nothing that is inside a body', () => {
    expect(declarations(text).map(({ kind, names, start, end }) => [kind, names, text.slice(start, end)])).toEqual([
      ['let', ['a'], 'let a: int;'],
      ['const', ['B', 'C'], "const B = config('B', 3), C = (1 + 2) << 3"],
      ['let', ['pair', 'other'], 'let pair: ArrayOf<Embedded<two>, 2>, other: int = 4;'],
      ['interface', ['two'], 'interface two { a: int; next: two; }'],
      ['let', ['last'], 'let last: ArrayOf<int,\n  2>;'],
      ['const', ['D'], 'const D = 1 << 4;'],
      ['const', ['F'], 'const F = 1<<4;'],
      ['const', ['G'], 'const G = (1 +\n  2) * 3'],
    ]);
  });

  it('are those that stand at the beginning of a line in what ships', () => {
    for (const { path, text: source } of [...kernelSources, ...scenarioSources]) {
      const heads = [...source.matchAll(/^(?:let|const|interface) (\w+)/gm)].map(([, name]) => name);
      expect(declarations(source).map(({ names }) => names[0]), path).toEqual(heads);
    }
  });
});
