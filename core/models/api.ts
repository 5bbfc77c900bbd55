import { implement } from '@orpc/server';
import { type ModelsOverview, type ModelView, modelsContract } from '../contract/models.ts';
import type { HandlerContext } from '../identity/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FairdocError } from '../kernel/errors.ts';
import type { Db, Store } from '../store/index.ts';
import { decideOnModel, decisionsAbout } from './decisions.ts';
import type { ModelLibrary } from './library.ts';
import type { ReleaseKey } from './release.ts';
import { runtimeProblem } from './session.ts';
import type { ShelfModel } from './shelf.ts';

export interface ModelsApi {
  readonly library: ModelLibrary;
  readonly releaseKey: ReleaseKey;
  readonly clock: Clock;
}

/** `models.*` */
export function implementModels(deps: ModelsApi) {
  const os = implement(modelsContract).$context<HandlerContext>();
  return os.router({
    overview: os.overview.handler(({ context }) => overviewOf(deps, context.store)),
    decide: os.decide.handler(async ({ context, input }) => {
      await decideOnModel(deps.library, deps.clock, context, input);
      const model = deps.library.shelf.find(({ id }) => id === input.modelId);
      if (!model) throw new Error('a model that was decided on has gone');
      return context.store.read((db) => viewOf(deps, db, model));
    }),
  });
}

function overviewOf(deps: ModelsApi, store: Store): ModelsOverview {
  const { bytes, budget } = deps.library.inMemory();
  const problem = runtimeProblem();
  return {
    runtime: {
      available: problem === null,
      problem: problem && inWords(problem),
      budgetMiB: budget / 1_048_576,
      usedMiB: bytes / 1_048_576,
    },
    models: store.read((db) => deps.library.shelf.map((model) => viewOf(deps, db, model))),
  };
}

function viewOf({ library, releaseKey }: ModelsApi, db: Db, model: ShelfModel): ModelView {
  const { status, problem } = library.statusOf(model);
  const rows = decisionsAbout(db, model.id);
  const signedOff = rows.find(({ act, digest }) => act === 'signOff' && digest === model.digest);
  return {
    id: model.id,
    card: model.card,
    digest: model.digest,
    status,
    signedBy: signedOff
      ? { kind: 'person', name: signedOff.decidedByName, at: signedOff.decidedAt }
      : model.released
        ? { kind: 'release', name: releaseKey.name, at: null }
        : null,
    problem: problem && inWords(problem),
    inMemory: library.inMemory().ids.includes(model.id),
    history: rows.map(({ act, version, decidedByName, decidedAt, reason, digest }) => ({
      act,
      version,
      by: decidedByName,
      at: decidedAt,
      reason,
      current: digest === model.digest,
    })),
  };
}

const inWords = ({ code, message, next }: FairdocError) => ({ code, message, next });
