import { asc, eq } from 'drizzle-orm';
import type { ModelAct, ModelId } from '../contract/models.ts';
import type { Signing } from '../contract/session.ts';
import { type HandlerContext, readSignature } from '../identity/index.ts';
import type { Json } from '../kernel/canonical.ts';
import { type Clock, isoTime } from '../kernel/clock.ts';
import { FairdocError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Db, Store } from '../store/index.ts';
import type { LocalDecision, ModelLibrary } from './library.ts';
import { type ModelDecisionRow, modelDecision } from './schema.ts';
import { type ShelfModel, unsigned } from './shelf.ts';

/** Signed decisions about models: vouching for one, putting it to use, retiring it. */
export const MODEL_DECISION = 'modelDecision';

export interface ModelDecisionRequest {
  readonly modelId: ModelId;
  /** Digest of card and weights as the person saw them. */
  readonly shownDigest: string;
  readonly act: ModelAct;
  readonly reason: string;
  readonly signing: Signing;
}

const MEANINGS: Readonly<Record<ModelAct, string>> = {
  signOff: 'Read the card and vouches for the model',
  activate: 'Puts the model to use',
  retire: 'Retires the model',
};

/**
 * Signs a decision about a model and follows it at once.
 * @throws models.unknown, models.changed when the files are not those that were shown, models.unsigned when a model
 *   is activated that nobody vouches for, the problem of a broken file, and what `authoriseSigning` throws.
 */
export async function decideOnModel(
  library: ModelLibrary,
  clock: Clock,
  context: Pick<HandlerContext, 'store' | 'actor' | 'authoriseSigning'>,
  request: ModelDecisionRequest,
): Promise<void> {
  const { store, actor } = context;
  const model = demandDecidable(library, request);
  const signer = await context.authoriseSigning(request.signing);
  const meta = { actor, action: `models.${request.act}`, reason: request.reason };
  store.change(meta, (tx) => {
    const draft = {
      id: newId(clock),
      modelId: model.id,
      version: model.card?.version ?? '',
      digest: model.digest,
      act: request.act,
      reason: request.reason,
      decidedAt: isoTime(clock),
      decidedBy: actor.userId,
      decidedByName: actor.name,
    };
    const signature = signer.sign(tx, {
      meaning: `${MEANINGS[request.act]}: ${model.card?.title ?? model.id} ${draft.version}`,
      subjectType: MODEL_DECISION,
      subjectId: draft.id,
      shown: draft,
    });
    tx.insert(modelDecision)
      .values({ ...draft, signatureId: signature.id })
      .run();
  });
  followDecisions(library, store);
}

function demandDecidable(
  library: ModelLibrary,
  { modelId, shownDigest, act }: ModelDecisionRequest,
): ShelfModel {
  const model = library.shelf.find(({ id }) => id === modelId);
  if (!model) {
    throw new FairdocError('notFound', 'models.unknown', 'There is no such model.', 'Read the list again.');
  }
  if (model.digest !== shownDigest) throw changed();
  if (act === 'retire') return model;
  if (model.problem) throw model.problem;
  model.weights(); // what is signed has to lie there now
  if (act === 'activate' && library.statusOf(model).problem) throw unsigned();
  return model;
}

const rowsOf = (db: Db): ModelDecisionRow[] =>
  db.select().from(modelDecision).orderBy(asc(modelDecision.decidedAt), asc(modelDecision.id)).all();

/**
 * Takes the decisions of a workspace over into the library. A decision whose signature is not valid over it does not
 * count: somebody wrote it into the file without signing.
 */
export function followDecisions(library: ModelLibrary, store: Store): void {
  library.follow(store.read((db) => standingsOf(store, db)));
}

function standingsOf(store: Store, db: Db): LocalDecision[] {
  const standings = new Map<string, LocalDecision>();
  for (const row of rowsOf(db)) {
    if (!isSigned(store, db, row)) continue;
    const key = `${row.modelId}/${row.digest}`;
    const vouched = standings.get(key)?.standing.vouched ?? null;
    const status = row.act === 'retire' ? ('retired' as const) : ('active' as const);
    standings.set(key, {
      modelId: row.modelId,
      digest: row.digest,
      standing: { vouched: row.act === 'signOff' ? row.decidedByName : vouched, status },
    });
  }
  return [...standings.values()];
}

function isSigned(store: Store, db: Db, row: ModelDecisionRow): boolean {
  const subject = { type: MODEL_DECISION, id: row.id };
  return readSignature(store, db, row.signatureId, subject, contentOf(row))?.state === 'valid';
}

const contentOf = ({ signatureId: _, ...signed }: ModelDecisionRow): Json => signed;

/** What a decision about a model shows today, for checking the signature under it. */
export function signedModelDecision(db: Db, id: string): Json | undefined {
  const row = db.select().from(modelDecision).where(eq(modelDecision.id, id)).get();
  return row && contentOf(row);
}

/** All decisions about a model, newest first. */
export function decisionsAbout(db: Db, id: ModelId): ModelDecisionRow[] {
  return rowsOf(db)
    .filter(({ modelId }) => modelId === id)
    .reverse();
}

const changed = () =>
  new FairdocError(
    'conflict',
    'models.changed',
    'The files of this model are no longer those that were shown to you; nothing was signed.',
    'Read its card again, then decide.',
  );
