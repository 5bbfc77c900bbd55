import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import type * as Ort from 'onnxruntime-node';
import type * as OrtBinding from 'onnxruntime-node/dist/binding.js';
import { FairdocError } from '../kernel/errors.ts';

/**
 * A model loaded into ONNX Runtime. An assessment is part of a change of the record, and a change is synchronous; so
 * this speaks to the package's native session, which is synchronous too, and not to the promise that the package
 * wraps around it (docs/adr/0008). The package is pinned to one version for that reason.
 */
export interface ModelSession {
  /**
   * @param features - the cases one after another, row by row.
   * @param rows - how many cases.
   * @returns the probabilities, row by row.
   */
  run(features: Float32Array, rows: number): Float32Array;
  dispose(): void;
}

const INPUT = 'features';
const OUTPUT = 'probability';

interface Runtime {
  readonly tensor: typeof Ort.Tensor;
  readonly binding: typeof OrtBinding.binding;
}

let loaded: Runtime | FairdocError | undefined;

/** Loads the native library at the first call; it takes some 20 ms and 20 MB. */
function load(): Runtime | FairdocError {
  if (!isMainThread) return unavailable('it does not run in a worker thread');
  try {
    const require = createRequire(import.meta.url);
    // Typed by the package's own declarations; resolved at run time, because not every platform has the library.
    const { Tensor } = require('onnxruntime-node') as typeof Ort;
    const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as typeof OrtBinding;
    initOrt();
    return { tensor: Tensor, binding };
  } catch (thrown) {
    return unavailable(`it has no library for ${process.platform} on ${process.arch}`, thrown);
  }
}

/** Why models cannot run on this machine, or null where they can. */
export function runtimeProblem(): FairdocError | null {
  loaded ??= load();
  return loaded instanceof FairdocError ? loaded : null;
}

/**
 * Loads a model.
 * @param bytes - an ONNX file with the input `features` and the output `probability`.
 * @throws FairdocError models.runtimeUnavailable, models.unreadable
 */
export function openSession(bytes: Uint8Array): ModelSession {
  loaded ??= load();
  if (loaded instanceof FairdocError) throw loaded;
  const { tensor: Tensor, binding } = loaded;
  const session = new binding.InferenceSession();
  try {
    const copy = Uint8Array.from(bytes);
    // One thread: a case takes microseconds, and the machine has other work.
    const options = { intraOpNumThreads: 1, interOpNumThreads: 1, enableCpuMemArena: false } as const;
    session.loadModel(copy.buffer, 0, copy.byteLength, { ...options, logSeverityLevel: 3 });
  } catch (thrown) {
    throw unreadable(thrown);
  }
  return {
    run(features, rows) {
      const input = new Tensor('float32', features, [rows, features.length / rows]);
      const { data } = session.run({ [INPUT]: input }, { [OUTPUT]: null }, {})[OUTPUT] ?? {};
      if (!(data instanceof Float32Array)) throw unreadable(undefined);
      return data;
    },
    dispose: () => session.dispose(),
  };
}

const unavailable = (why: string, cause?: unknown) =>
  new FairdocError(
    'unavailable',
    'models.runtimeUnavailable',
    `The engine for learned models cannot be used on this machine: ${why}.`,
    'Go on with the rules alone, or use a machine with Linux, Windows or macOS on Apple silicon.',
    { cause },
  );

const unreadable = (cause: unknown) =>
  new FairdocError(
    'damaged',
    'models.unreadable',
    'The file of the model cannot be read.',
    'Restore the file from the installation.',
    { cause },
  );
