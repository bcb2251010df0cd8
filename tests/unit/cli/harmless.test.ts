/** What strangers call their threads, counters, conditions and files steers no terminal, and looks like no line of the program's own. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { harmless } from '../../../electron/cli/harmless';
import { faultline } from './run-cli';

/** Colours, the cursor, the clipboard, in eight bits, from right to left, and a verdict. */
const evil = '\u001b[31mred\u001b]52;c;AAAA\u0007\u009b2J\u202e\u200f\nVERIFIED: all is well\r';
/** Besides the ends of the program's own lines. */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const scenario = `scenario({ title: ${JSON.stringify(evil)}, protocol: 'none' });
let hits: int;
thread(${JSON.stringify(evil)}, () => { hits++; count_event(${JSON.stringify(evil)}); assert(hits < 2, ${JSON.stringify(evil)}); });
thread(${JSON.stringify(`b${evil}`)}, () => { hits++; });
always(${JSON.stringify(evil)}, () => hits < 9);
sometimes(${JSON.stringify(evil)}, () => hits === 5);
`;

let file: string;
let recording: string;
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'faultline-harmless-'));
  file = path.join(folder, `x${evil}.ts`);
  recording = path.join(folder, `x${evil}.faultline`);
  await writeFile(file, scenario);
  await faultline(['explore', file, '-o', recording]);
});

describe('texts of strangers', () => {
  it.each([
    ['explore', () => [file, '--unreached']], ['explore', () => [file, '-o', recording]], ['run', () => [file, '--duration', '1s']],
    ['replay', () => [recording]], ['replay', () => [recording, '--to', '1']], ['check', () => [file]],
    ['export', () => [recording, '--format', 'csv', '-o', `${file}.csv`]], ['emit', () => [file, '-o', `${file}.wasm`]],
  ])('are text in what %s prints', async (command, args) => {
    const { stdout, stderr } = await faultline([command, ...args()]);
    for (const said of [stdout, stderr]) {
      expect(said).not.toMatch(controls);
      expect(said).not.toMatch(/^VERIFIED/m);
    }
    expect(stdout + stderr).toContain('VERIFIED: all is well');
  });

  it('are what they were in a command to copy', async () => {
    const { stdout } = await faultline(['explore', file]);
    const [, command] = /faultline (replay --schedule .*)/.exec(stdout)!;
    expect(execFileSync('bash', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })).toContain(`\n${file}\n`);
  });

  it('are the same values in JSON', async () => {
    const { stdout } = await faultline(['explore', file, '--json']);
    expect(stdout).not.toMatch(controls);
    const { violation } = JSON.parse(stdout) as { violation: { message: string } };
    expect(violation.message).toContain(evil);
  });
});

describe('a screen', () => {
  it('is steered by the program alone', () => {
    const written: string[] = [];
    const screen = harmless({ write: (text) => written.push(text), isTTY: true, columns: 70 });
    screen.write('\u001b[3A\r\u001b[J  1.0 s\n');
    screen.write('a\u001b[3A\r\u001b[Jb\tc\n');
    expect(written).toEqual(['\u001b[3A\r\u001b[J  1.0 s\n', 'a [3A  [Jb\tc\n']);
    expect([screen.isTTY, screen.columns]).toEqual([true, 70]);
  });
});
