/** The lab's one window: where it stands on the screen, and what its web contents may not have. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { z } from '../../shared/ipc/schema.ts';
import { labUrl } from './app-url.ts';
import { JsonFile } from './state/json-file.ts';

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300) });
const windowState = z.object({ bounds: bounds.nullable(), maximized: z.boolean(), fullScreen: z.boolean().default(false) });
type WindowState = z.infer<typeof windowState>;

export async function openWindow(stateFile: string): Promise<BrowserWindow> {
  const store = new JsonFile<WindowState>(stateFile, windowState, { bounds: null, maximized: false, fullScreen: false });
  const { bounds: kept, maximized, fullScreen } = await store.read();
  const window = new BrowserWindow({
    ...(kept && visible(kept) ? kept : { width: 1440, height: 900 }),
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Faultline',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171a' : '#f6f7f8',
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      // Scripts are kept compiled from the first start on, not from the second: that would make the second the slowest.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  if (maximized) window.maximize();
  if (fullScreen) window.setFullScreen(true);
  window.once('ready-to-show', () => window.show());

  let saving: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(saving);
    if (window.isDestroyed()) return;
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized(), fullScreen: window.isFullScreen() };
    store.write(state).catch((error: unknown) => console.error('The window’s place could not be kept:', error));
  };
  const saveSoon = (): void => {
    clearTimeout(saving);
    saving = setTimeout(save, 300);
  };
  window.on('resize', saveSoon).on('move', saveSoon).on('maximize', saveSoon).on('unmaximize', saveSoon);
  window.on('enter-full-screen', saveSoon).on('leave-full-screen', saveSoon).on('close', save);

  await window.loadURL(labUrl);
  return window;
}

/** Whether enough of the window would be on some screen: screens are unplugged. */
function visible({ x, y, width, height }: Electron.Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching({ x, y, width, height });
  const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
  const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
  return overlapX >= 200 && overlapY >= 100;
}
