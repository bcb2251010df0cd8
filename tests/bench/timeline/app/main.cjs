// Opens the page, waits for its figures, prints them as one line of JSON.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1600, height: 1000, useContentSize: true, webPreferences: { backgroundThrottling: false } });
  window.webContents.on('console-message', (_event, _level, message) => console.error(message));
  await window.loadFile(process.env.BENCH_PAGE);
  const figures = await window.webContents.executeJavaScript('globalThis.measure()');
  if (process.env.BENCH_PICTURE) require('node:fs').writeFileSync(process.env.BENCH_PICTURE, (await window.webContents.capturePage()).toPNG());
  console.log(JSON.stringify(figures));
  app.exit(0);
});
