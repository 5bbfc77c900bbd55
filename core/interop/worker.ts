import { parentPort } from 'node:worker_threads';
import { type ClinicalFile, parseClinicalFile } from './parse.ts';

/** The parser in a thread of its own: one file in, one answer out. Started by `parser.ts`; bundled as parse-worker.js. */
parentPort?.on('message', (file: ClinicalFile) => {
  parentPort?.postMessage(parseClinicalFile(file));
});
