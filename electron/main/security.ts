/** What no window of the lab may ever do: leave the lab, open another window, ask for a permission, attach a webview. */
import { app, session } from 'electron';
import { isLabUrl } from './app-url.ts';

export function forbidTheOutside(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || !isLabUrl(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}

/** Once the app is ready: even what the window's policy (app-protocol.ts) would let through reaches no network and no file. */
export function forbidNetwork(): void {
  const outside = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  session.defaultSession.webRequest.onBeforeRequest({ urls: outside }, (_request, answer) => answer({ cancel: true }));
}

/** Once the app is ready: the clipboard's writing side is all that an editor needs. */
export function forbidPermissions(): void {
  const allowed = new Set(['clipboard-sanitized-write']);
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed.has(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  session.defaultSession.setDevicePermissionHandler(() => false);
}
