// A browser with the network off: shows one file, and refuses and counts every other request.
const { app, BrowserWindow, session } = require('electron');

const page = process.argv.at(-1);
globalThis.refused = [];

app.whenReady().then(async () => {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const own = new URL(details.url).pathname === page || details.url.startsWith('devtools:');
    if (!own) globalThis.refused.push(details.url);
    answer({ cancel: !own });
  });
  const window = new BrowserWindow({ width: 1400, height: 900, useContentSize: true, webPreferences: { sandbox: true, contextIsolation: true } });
  await window.loadFile(page);
});
