import { describe, expect, it } from 'vitest';
import { XMLParser } from './xml.ts';
import { Columns } from '../../../../shared/recording/export/svg/columns.ts';
import { counterexampleToSvg } from '../../../../shared/recording/export/svg/counterexample.ts';
import { escapeXml } from '../../../../shared/recording/export/svg/document.ts';
import { sessionToSvg } from '../../../../shared/recording/export/svg/session.ts';
import type { SessionSubject } from '../../../../shared/recording/export/subjects.ts';
import { DEADLOCK } from '../../engine/replay/small.ts';
import { counterexample } from './counterexamples.ts';
import { session } from './sessions.ts';
import { sample } from '../sample.ts';

async function pictureOf(subject: SessionSubject): Promise<XMLParser> {
  let text = '';
  for await (const part of sessionToSvg(subject)) text += part;
  return new XMLParser(text);
}

describe('a counterexample as SVG', () => {
  it('is a lane for each thread and a line for each step', async () => {
    const subject = await counterexample(DEADLOCK, 'Crossed <b>&');
    const xml = new XMLParser([...counterexampleToSvg(subject)].join(''));
    expect(xml.texts('text')).toEqual(expect.arrayContaining(['Crossed <b>&', 'here it fails', '1', '2', '3', '4', 'ab', 'ba']));
    expect(xml.texts('text').some((t) => t.startsWith('changes a.locked: 0 → 1 take:'))).toBe(true);
    // A circle heads each lane; one is for each step; dashed ones for who waits.
    expect(xml.all('circle').filter((c) => c['r'] === '5')).toHaveLength(4);
    expect(xml.all('path').filter((p) => p['class'] === 'edge')).toHaveLength(subject.violation.steps.flatMap((s) => s.after).length);
  });
});

describe('a session as SVG', () => {
  it('draws its lanes over the whole time', async () => {
    const xml = await pictureOf(session('0 fault/0 fault:begin\n500000000 fault/0 fault:end\n600000000 munmap mmap_lock.wait:begin\n700000000 munmap wake 1'));
    expect(xml.texts('text')).toEqual(expect.arrayContaining(['Größe', 'fault/0', 'munmap', 'fault', 'mmap_lock.wait', 'wake']));
    const rects = xml.all('rect').filter((r) => r['height'] === '9');
    // Half the time, and a wait that never ends to the picture's right edge.
    expect(rects.map((r) => [Number(r['x']), Number(r['width'])])).toEqual(expect.arrayContaining([[190, 595], [904, 476]]));
  });

  it('says how long a pixel is, of a whole day, too', async () => {
    const day = 86_400e9;
    const xml = await pictureOf(session(`0 fault/0 fault:begin\n${day} fault/0 fault:end`, [sample(0), sample(day)]));
    expect(xml.texts('text').find((text) => text.includes('each pixel is'))).toMatch(/, 86400\.000 s; each pixel is 72600 ms$/);
  });

  it('says so when there is nothing to draw', async () => {
    const subject = session('0 boot wake');
    const xml = await pictureOf({ ...subject, events: async function* () {} });
    expect(xml.texts('text')).toContain('The session was not recorded in trace mode, so there are no events to draw.');
  });
});

describe('columns', () => {
  it('show what was there longest, and how much of the time something was', () => {
    const columns = new Columns(4, 2, 400);
    columns.add(0, 0, 100);
    columns.add(1, 100, 160);
    columns.add(0, 160, 180);
    columns.add(0, 310, 320);
    expect([...columns.runs()]).toEqual([
      { from: 0, to: 1, category: 0, quarters: 4 },
      { from: 1, to: 2, category: 1, quarters: 4 },
      { from: 3, to: 4, category: 0, quarters: 1 },
    ]);
  });
});

describe('a text in XML', () => {
  it('is a text, whatever it says', () => {
    expect(escapeXml('</svg><script>"&"\u0000\ud800')).toBe('&lt;/svg&gt;&lt;script&gt;&quot;&amp;&quot; \ufffd');
  });
});
