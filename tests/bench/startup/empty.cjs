// What Electron takes by itself: a window with nothing in it.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('about:blank'));
app.on('window-all-closed', () => app.quit());
