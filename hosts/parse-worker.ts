import { existsSync } from 'node:fs';

/**
 * The script of the worker that reads imported files. The bundler may put the code that asks for it into a chunk one
 * folder below the entries, so it is looked for beside this code and above it. Empty in the source tree, where the
 * core has its own.
 */
export function parseWorkerOption(): { parseWorker?: URL } {
  const places = ['./parse-worker.js', '../parse-worker.js'].map((place) => new URL(place, import.meta.url));
  const parseWorker = places.find((place) => existsSync(place));
  return parseWorker ? { parseWorker } : {};
}
