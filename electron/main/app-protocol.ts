/** `app://lab/…`: the window's own files, with the policy that lets nothing else in. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron';
import { labHost, labScheme, resolveAsset } from './app-url.ts';

// Monaco and dockview write style rules as they go; nothing else needs more than the lab's own files.
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.map': 'application/json',
};

/** Before the app is ready: a standard, secure scheme, so that workers and `'self'` work as on a site; its scripts are kept compiled from one start to the next. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: labScheme, privileges: { standard: true, secure: true, codeCache: true } }]);
}

/** Node loads its fetch, whose requests and answers Electron serves by, when it is first used: for 50 ms, in which the window would wait for its first file. */
export function warmUp(): void {
  new Response(new Request(`${labScheme}://${labHost}`).body);
}

/** Serves the built window from `folder`. */
export function serveApp(folder: string): void {
  protocol.handle(labScheme, async (request) => {
    const file = resolveAsset(folder, request.url);
    if (!file) return new Response(`Not part of ${labHost}`, { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'content-type': types[path.extname(file)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
