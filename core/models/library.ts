import type { ModelId, ModelStatus } from '../contract/models.ts';
import { FairdocError } from '../kernel/errors.ts';
import { type ModelSession, openSession, runtimeProblem } from './session.ts';
import { type ShelfModel, unsigned } from './shelf.ts';

/** Where the people of this workspace stand on a model with exactly these files. */
export interface LocalDecision {
  readonly modelId: ModelId;
  readonly digest: string;
  /** Who vouches for it, and whether it is in use. A release's signature vouches too. */
  readonly standing: { readonly vouched: string | null; readonly status: ModelStatus };
}

/** The models that may be used, kept in memory under a budget: the least recently used one goes first. */
export interface ModelLibrary {
  readonly shelf: readonly ShelfModel[];
  /** What a workspace has decided; an empty list when it closes. */
  follow(decisions: readonly LocalDecision[]): void;
  statusOf(model: ShelfModel): { status: ModelStatus; problem: FairdocError | null };
  /**
   * Runs a model, loading it if need be.
   * @returns the probabilities row by row; null where the model was retired.
   * @throws FairdocError models.runtimeUnavailable, models.unsigned, models.altered and others of the shelf
   */
  run(id: ModelId, features: Float32Array, rows: number): Float32Array | null;
  inMemory(): { ids: ModelId[]; bytes: number; budget: number };
  /** Gives all memory back; models load again when they are needed. */
  unload(): void;
}

/**
 * Measured with onnxruntime-node 1.30: a loaded forest takes about this many times the size of its file. The native
 * library itself, some 20 MB, stays once it is loaded and is not counted here.
 */
export const MEMORY_PER_BYTE = 8;

export function createLibrary(shelf: readonly ShelfModel[], budgetBytes: number): ModelLibrary {
  const sessions = new Map<ModelId, { session: ModelSession; bytes: number }>(); // least recently used first
  let decisions: readonly LocalDecision[] = [];
  const used = () => [...sessions.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const drop = (id: ModelId) => {
    sessions.get(id)?.session.dispose();
    sessions.delete(id);
  };

  const statusOf: ModelLibrary['statusOf'] = (model) => {
    const decision = decisions.find((one) => one.modelId === model.id && one.digest === model.digest);
    if (model.problem) return { status: 'draft', problem: model.problem };
    if (decision?.standing.status === 'retired') return { status: 'retired', problem: null };
    if (!model.released && !decision?.standing.vouched) return { status: 'draft', problem: unsigned() };
    return { status: decision?.standing.status ?? 'active', problem: null };
  };

  const sessionOf = (model: ShelfModel): ModelSession => {
    const kept = sessions.get(model.id);
    if (kept) {
      sessions.delete(model.id);
      sessions.set(model.id, kept);
      return kept.session;
    }
    const unusable = runtimeProblem();
    if (unusable) throw unusable;
    const weights = model.weights();
    const bytes = weights.length * MEMORY_PER_BYTE;
    for (const id of [...sessions.keys()]) {
      if (used() + bytes <= budgetBytes) break;
      drop(id);
    }
    const session = openSession(weights);
    sessions.set(model.id, { session, bytes });
    return session;
  };

  return {
    shelf,
    statusOf,
    follow(next) {
      decisions = next;
      for (const model of shelf) if (statusOf(model).status !== 'active') drop(model.id);
    },
    run(id, features, rows) {
      const model = shelf.find((one) => one.id === id);
      if (!model)
        throw new FairdocError('notFound', 'models.unknown', 'There is no such model.', 'Check the name.');
      const { status, problem } = statusOf(model);
      if (problem) throw problem;
      return status === 'active' ? sessionOf(model).run(features, rows) : null;
    },
    inMemory: () => ({ ids: [...sessions.keys()], bytes: used(), budget: budgetBytes }),
    unload() {
      for (const id of [...sessions.keys()]) drop(id);
    },
  };
}
