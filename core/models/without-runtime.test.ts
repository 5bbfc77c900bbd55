import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { findResources } from '../kernel/resources.ts';

/** A worker thread is a place where the engine must not run, as a machine without its library is. */
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData.module).then(({ loadTriageModels }) => {
    const source = { ageYears: 40, sex: null, pregnant: false, oxygen: null, values: new Map(), present: new Set(),
      ever: new Set(), redFlags: 0, conditions: 0, medicines: 0, rulesAcuity: 4 };
    parentPort.postMessage(loadTriageModels(workerData.resources).consult(source));
  });
`;

test('where the engine for models cannot run, nothing is estimated, and the assessment says so and why', async () => {
  const workerData = {
    module: new URL('./triage-models.ts', import.meta.url).href,
    resources: findResources(),
  };
  const worker = new Worker(script, { eval: true, workerData });
  const opinion = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(opinion).toEqual({
    estimates: null,
    raise: null,
    warnings: [
      'Not estimated: admission, critical care within 12 h, return within 72 h, acuity. The engine for learned ' +
        'models cannot be used on this machine: it does not run in a worker thread. The level rests on the rules.',
    ],
  });
});
