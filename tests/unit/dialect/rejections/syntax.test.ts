import { describe, expect, it } from 'vitest';
import { complaints } from '../complaints.ts';

describe('errors: syntax', () => {
  it('syntax errors hide nothing but what they break', () => {
    expect(complaints(`thread('t', () => {
  let x int = 3;
  if (x === ) {}
});`)).toEqual([
      "2:9 TS1005 «int» ',' expected.",
      '3:13 TS1109 «)» Expression expected.',
    ]);
  });

  it('several in one file', () => {
    expect(complaints(`thread('a', () => { let x int = 3; });
thread('b', () => { if (x === ) {} });
function ( {`)).toEqual([
      "1:27 TS1005 «int» ',' expected.",
      '2:31 TS1109 «)» Expression expected.',
      '3:10 TS1003 «(» Identifier expected.',
      "3:13 TS1005 «» '}' expected.",
    ]);
  });
});
