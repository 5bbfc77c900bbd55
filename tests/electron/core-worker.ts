import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { StandInPort } from './ports.ts';

/**
 * Where the stand-in runs the built core process: a thread of its own, with `process.parentPort` as Electron
 * provides it in a utility process.
 */
if (!parentPort) throw new Error('runs as a worker only');
const toMain = parentPort;
const fromMain = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => toMain.postMessage(message),
});
Object.defineProperty(process, 'parentPort', { value: fromMain });
await import(workerData.modulePath);
// Only now, because Electron too keeps messages until somebody listens.
toMain.on('message', ({ data, ports }: { data: unknown; ports: MessagePort[] }) => {
  fromMain.emit('message', { data, ports: ports.map((port) => new StandInPort(port)) });
});
