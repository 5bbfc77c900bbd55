import { createServer } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { askForPort, contents, fetchPage } from './load-main.ts';

/**
 * A process of its own that runs the built main and lends it a real Chromium as its window: pages come from main's
 * own protocol handler, and what crosses between renderer and main in Electron crosses a WebSocket here. Tells its
 * parent the address.
 */

const server = createServer((request, response) => {
  void fetchPage(new Request(`app://fairdoc${request.url}`)).then(async (answer) => {
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
});

/** The page asked for a port: main hands one over, and its messages go on over the socket. */
function carryPort(socket: WebSocket): void {
  const port = askForPort({ senderFrame: contents.mainFrame, sender: contents });
  if (!port) {
    socket.close();
    return;
  }
  port.on('message', ({ data }: { data: string | Uint8Array }) => socket.send(data));
  port.on('close', () => socket.close());
  port.start();
  socket.on('message', (data: RawData, isBinary: boolean) => {
    port.postMessage(isBinary && data instanceof Buffer ? new Uint8Array(data) : String(data));
  });
  socket.on('close', () => port.close());
}

new WebSocketServer({ server, path: '/stand-in' }).on('connection', carryPort);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/` : '');
});
