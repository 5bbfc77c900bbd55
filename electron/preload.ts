import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that the page gets from the desktop: one function. A port cannot cross the context bridge, so it is handed
 * over as the page's own window message:
 *
 *     window.addEventListener('message', (event) => {
 *       if (event.source === window && event.data === 'fairdoc:port') use(event.ports[0]);
 *     });
 *     window.fairdoc.connect();
 *
 * Each call of `connect` gives a new port; the page calls it again when its port has closed.
 */
contextBridge.exposeInMainWorld('fairdoc', {
  connect(): void {
    ipcRenderer.send('fairdoc:connect');
  },
});

ipcRenderer.on('fairdoc:port', (event) => {
  window.postMessage('fairdoc:port', window.location.origin, event.ports);
});
