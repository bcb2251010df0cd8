import { describe, expect, it } from 'vitest';
import { desktopEntry, mimeType, mimeXml } from '../../../../scripts/setup/association.mjs';
import { MAGIC } from '../../../../shared/recording/format.ts';

describe('the desktop entry', () => {
  it('starts the lab with the file, whatever the folders are called', () => {
    const entry = desktopEntry('/usr/bin/node', '/home/a b/lab$1 "x" 100%');
    expect(entry).toContain('Exec="/usr/bin/node" "/home/a b/lab\\\\$1 \\\\"x\\\\" 100%%/scripts/start.mjs" %F');
    expect(entry).toContain(`MimeType=${mimeType};`);
  });

  it('goes by the same magic as the reader', () => {
    const value = /value="([^"]*)"/.exec(mimeXml)![1]!;
    const bytes = [...value.matchAll(/\\x(..)|\\(.)|(.)/g)].map(([, hex, escaped, plain]) => (hex ? Number.parseInt(hex, 16) : escaped ? { r: 13, n: 10 }[escaped] : plain!.charCodeAt(0)));
    expect(bytes).toEqual([...MAGIC]);
  });
});
