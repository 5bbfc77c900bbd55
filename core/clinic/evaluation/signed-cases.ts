import { and, asc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { finding } from '../../agents/index.ts';
import { acuitySchema, triageCaseSchema } from '../../contract/index.ts';
import { FairdocError } from '../../kernel/errors.ts';
import type { Store } from '../../store/index.ts';
import { encounter, triageDecision } from '../schema.ts';
import type { CaseLine } from './case-file.ts';
import { levelOf } from './gold.ts';

/**
 * Signed decisions as cases with a gold level: what was known of the patient when the person signed, and the level that
 * they signed. The id of a case is that of its encounter.
 */

const payloadSchema = z.object({ case: triageCaseSchema });

const signed = and(isNull(triageDecision.supersededAt), isNull(encounter.deletedAt));

/** The decisions in force, in the order in which they were signed. Payloads are read one by one: there may be many. */
export function signedDecisions(store: Store): { readonly size: number; lines(): Generator<CaseLine, void> } {
  const rows = store.read((db) =>
    db
      .select({ findingId: triageDecision.findingId, acuity: triageDecision.acuity })
      .from(triageDecision)
      .innerJoin(encounter, eq(encounter.id, triageDecision.encounterId))
      .where(signed)
      .orderBy(asc(triageDecision.decidedAt), asc(triageDecision.id))
      .all(),
  );
  return {
    size: rows.length,
    *lines() {
      for (const [index, { findingId, acuity }] of rows.entries()) {
        const gold = levelOf(acuitySchema.parse(acuity));
        yield { line: index + 1, reading: { case: payloadCase(store, findingId), gold } };
      }
    },
  };
}

/** What was known of one encounter when its decision was signed. @throws evaluation.caseNotFound */
export function signedCase(store: Store, encounterId: string) {
  const row = store.read((db) =>
    db
      .select({ findingId: triageDecision.findingId })
      .from(triageDecision)
      .innerJoin(encounter, eq(encounter.id, triageDecision.encounterId))
      .where(and(signed, eq(triageDecision.encounterId, encounterId)))
      .get(),
  );
  if (row === undefined) throw caseNotFound();
  return payloadCase(store, row.findingId);
}

function payloadCase(store: Store, findingId: string) {
  const row = store.read((db) =>
    db.select({ payload: finding.payload }).from(finding).where(eq(finding.id, findingId)).get(),
  );
  if (row === undefined) throw caseNotFound();
  return payloadSchema.parse(JSON.parse(row.payload)).case;
}

export const caseNotFound = () =>
  new FairdocError(
    'notFound',
    'evaluation.caseNotFound',
    'The case is not there any more.',
    'Run the evaluation again to see the cases that are there now.',
  );
