/** The one bridge to the window: the contract's calls and pushes by name, and nothing of Electron. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { followDrops } from './drops.ts';
import { callNames, channel, pushNames } from '../../shared/ipc/channels.ts';

const bridge: Bridge = {
  call(name, request) {
    if (!callNames.includes(name)) return Promise.reject(new Error(`There is no call ${String(name)}`));
    return ipcRenderer.invoke(channel(name), request);
  },
  listen(name, listener) {
    if (!pushNames.includes(name)) throw new Error(`There is no push ${String(name)}`);
    ipcRenderer.on(channel(name), (_event, payload: unknown) => listener(payload));
  },
};

followDrops();
contextBridge.exposeInMainWorld('faultline', bridge);
