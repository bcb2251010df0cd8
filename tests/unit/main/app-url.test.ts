import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLabUrl, labUrl, resolveAsset } from '../../../electron/main/app-url.ts';

const folder = path.resolve('/lab/out/renderer');

describe('the lab’s own addresses', () => {
  it.each([labUrl, 'app://lab/', 'app://lab/assets/a.js?x#y'])('%s is one', (address) => expect(isLabUrl(address)).toBe(true));
  it.each(['', 'app://lab.example/', 'app://evil@lab/', 'https://lab/index.html', 'file:///lab/index.html', 'app:lab', 'about:blank', 'data:text/html,lab'])(
    '%s is not',
    (address) => expect(isLabUrl(address)).toBe(false),
  );

  it('serves files of its folder', () => {
    expect(resolveAsset(folder, labUrl)).toBe(path.join(folder, 'index.html'));
    expect(resolveAsset(folder, 'app://lab/')).toBe(path.join(folder, 'index.html'));
    expect(resolveAsset(folder, 'app://lab/assets/editor%20worker.js?v=1')).toBe(path.join(folder, 'assets/editor worker.js'));
  });

  it.each(['app://lab/%00', 'app://lab/%', 'app://lab/..%2f..%2fmain/index.js', 'app://lab/%2e%2e/%2e%2e/etc/passwd/..%2f..%2f..%2f..%2fetc/passwd', 'app://other/index.html'])(
    'does not serve %s',
    (address) => expect(resolveAsset(folder, address)).toBeNull(),
  );

  it('never leaves the folder', () => {
    const part = fc.constantFrom('..', '.', '%2e%2e', '..%2f', '%2F', '//', '\\', '%5c', 'a', 'index.html', '%00', '?', '#', ' ');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const file = resolveAsset(folder, `app://lab/${parts.join('/')}`);
        if (file !== null) expect(file.startsWith(folder + path.sep)).toBe(true);
      }),
    );
  });
});
