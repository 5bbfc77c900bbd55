/**
 * What surrounds the built preload when it runs in a plain Chromium instead of Electron's sandbox: a `require` with
 * the two modules that it uses. A port that main hands over arrives as a real MessagePort, whose other end speaks to
 * the desktop server. The test puts the preload into the last function.
 */
((preload) => {
  const listeners = new Map();
  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/stand-in`);
    socket.binaryType = 'arraybuffer';
    const { port1, port2 } = new MessageChannel();
    socket.onopen = () => {
      socket.onmessage = ({ data }) => port1.postMessage(data);
      port1.onmessage = ({ data }) => socket.send(data);
      listeners.get('fairdoc:port')({ ports: [port2] });
    };
    socket.onclose = () => port1.close();
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(globalThis, name, { value: api }),
    },
    ipcRenderer: {
      send: (channel) => channel === 'fairdoc:connect' && connect(),
      on: (channel, listener) => listeners.set(channel, listener),
    },
  };
  preload(() => electron, {}, {});
  // biome-ignore lint/correctness/noUnusedFunctionParameters: for the preload that is put in place below
})((require, module, exports) => {
  PRELOAD;
});
