import { describe, expect, it } from 'vitest';
import { configEntry, configFlags, duration, fileWord, integer, listed, oneOf, parseFlags, propertyFlags, sameProgram, size } from '../../../electron/cli/flags';
import { UsageError } from '../../../electron/cli/usage-error';

describe('values', () => {
  const read = (...args: string[]): unknown => parseFlags({ args, allowPositionals: true, options: { to: { type: 'string' }, json: { type: 'boolean' } } });

  it('may be numbers below zero, of which the flag says what is wrong', () => {
    expect(read('--to', '-1', 'to', '--json')).toMatchObject({ values: { to: '-1', json: true }, positionals: ['to'] });
    expect(() => integer('to', '-1', 0, 9)).toThrow('--to is a whole number from 0 to 9, not -1');
  });

  it('may be a lone -, which is no flag', () => {
    expect(read('--to', '-', '--json')).toMatchObject({ values: { to: '-', json: true } });
    expect(() => integer('to', '-', 0, 9)).toThrow('--to is a whole number from 0 to 9, not -');
  });

  it('are no flags, nor is what stands after a word', () => {
    for (const args of [['--to', '--json'], ['to', '-1'], ['--json', '-1']]) expect(() => read(...args), args.join(' ')).toThrow(UsageError);
  });
});

describe('a flag that cannot be read', () => {
  const options = { 'max-states': { type: 'string' }, 'max-switches': { type: 'string' }, output: { type: 'string', short: 'o' }, json: { type: 'boolean' } } as const;
  it.each([
    [['--help=explore'], '--help takes no value'],
    [['--max-state', '5'], 'there is no flag --max-state; did you mean --max-states?'],
    [['--max-state=5'], 'there is no flag --max-state; did you mean --max-states?'],
    [['--maxstates=5'], 'there is no flag --maxstates; did you mean --max-states?'],
    [['--out', 'x'], 'there is no flag --out; did you mean --output?'],
    [['-json'], 'there is no flag -json; did you mean --json?'],
    [['--hlep'], 'there is no flag --hlep; did you mean --help?'],
    [['--frobnicate'], 'there is no flag --frobnicate'],
    [['-x'], 'there is no flag -x'],
    [['--max-states'], '--max-states has no value: it is followed by one, as in --max-states VALUE'],
    [['-o'], '-o has no value: it is followed by one, as in -o VALUE'],
    [['--max-states='], '--max-states has no value: it is followed by one, as in --max-states VALUE'],
    [['--max-states', '--json'], '--max-states has no value: it is followed by --json (a value that begins with - is written --max-states=--json)'],
    [['-o', '-x'], '-o has no value: it is followed by -x (a value that begins with - is written --output=-x)'],
    [['--json=yes'], '--json takes no value, such as yes'],
    [['03'], 'there is one argument too many: 03'],
    // The first of several.
    [['--json=yes', '--max-state'], '--json takes no value, such as yes'],
  ])('%j', (args, message) => {
    expect(() => parseFlags({ args, options })).toThrow(new UsageError(message));
  });

  it('is no name of what every object has', () => {
    expect(() => parseFlags({ args: ['--constructor'], options })).toThrow('there is no flag --constructor');
  });
});

describe('a command to be copied', () => {
  it.each([
    ['a/b.ts', 'a/b.ts'],
    ['a b.ts', "'a b.ts'"],
    ["it's.ts", "'it'\\''s.ts'"],
    ['-x.ts', './-x.ts'],
    ['-x y.ts', "'./-x y.ts'"],
    ['a\x07b', "$'a\\u0007b'"],
  ])('names %j as %s', (path, word) => {
    expect(fileWord(path)).toBe(word);
    expect(sameProgram({ path }, { config: ['A=1'], with: path })).toBe(`${word} --config A=1 --with ${word}`);
  });
});

describe('durations', () => {
  it.each([['5s', 5000], ['500ms', 500], ['2m', 120_000], ['1h', 3_600_000], ['0.5s', 500], ['7', 7000]])('%s', (text, ms) => {
    expect(duration('time', text)).toBe(ms);
  });

  it('are said to be wrong by the flag that they were given to', () => {
    expect(() => duration('time', '0s')).toThrow('--time is between 1ms and 24h, not 0s');
    expect(() => duration('seconds', 'x')).toThrow('--seconds is a time such as 5s, 500ms or 2m, not x');
  });

  it.each(['', '5x', '-1s', '0s', 's', '1e9s', '25h', '5 s', 'Infinity'])('refuses %o', (text) => {
    expect(() => duration('time', text)).toThrow(UsageError);
  });
});

describe('config switches', () => {
  it.each([['PER_VMA_LOCK=n', ['PER_VMA_LOCK', false]], ['A=y', ['A', true]], ['RCU_BATCH=64', ['RCU_BATCH', 64]], ['X=-1', ['X', -1]]])('%s', (text, entry) => {
    expect(configEntry(text)).toEqual(entry);
  });

  it.each(['PER_VMA_LOCK', '=y', 'A=', 'A=maybe', 'A=1.5', 'A=99999999999', '1A=y'])('refuses %o', (text) => {
    expect(() => configEntry(text)).toThrow(UsageError);
  });
});

describe('flags that may be given several times', () => {
  it('are switches, each with one value', () => {
    expect(configFlags(['A=y', 'B=4', 'A=y'])).toEqual({ A: true, B: 4 });
    expect(() => configFlags(['A=y', 'B=4', 'A=n'])).toThrow(new UsageError('A=y and A=n cannot both be: leave out one of them'));
    expect(() => configFlags(['B=4', 'B=5'])).toThrow('B=4 and B=5 cannot both be');
  });

  it('are properties, or none', () => {
    expect(propertyFlags({ property: ['I1,I4', 'L1'] })).toEqual(['I1', 'I4', 'L1']);
    expect(propertyFlags({ property: ['none'] })).toEqual([]);
    expect(() => propertyFlags({ property: ['none', 'I1'] })).toThrow('--property is none, or names of properties, not both');
  });
});

describe('sizes', () => {
  it.each([['500M', 500 * 2 ** 20], ['2G', 2 ** 31], ['1.5g', 1.5 * 2 ** 30], ['2048KB', 2 ** 21]])('%s', (text, bytes) => {
    expect(size('max-memory', text, 2 ** 20)).toBe(bytes);
  });

  it.each(['', '5', '-1M', 'M', '1T', '1K', '5 M'])('refuses %o', (text) => {
    expect(() => size('max-memory', text, 2 ** 20)).toThrow(UsageError);
  });
});

describe('lists', () => {
  it('are of one or several', () => {
    expect(listed('only', ['B01, B07', 'B09'])).toEqual(['B01', 'B07', 'B09']);
    expect(listed('only', undefined)).toBeUndefined();
  });

  it.each([[['']], [['1,,2']], [['1', ' ']]])('refuses %j', (values) => {
    expect(() => listed('threads', values)).toThrow('--threads is one or several with commas between, not ');
  });
});

describe('numbers and choices', () => {
  it('have limits that the error names', () => {
    expect(integer('seed', '7', 0, 9)).toBe(7);
    expect(() => integer('seed', '10', 0, 9)).toThrow('--seed is a whole number from 0 to 9, not 10');
    expect(() => integer('seed', '0x1', 0, 9)).toThrow(UsageError);
    expect(() => oneOf('mode', 'turbo', ['trace', 'throughput'])).toThrow('--mode is trace or throughput, not turbo');
  });
});
