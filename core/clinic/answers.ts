import { and, asc, eq } from 'drizzle-orm';
import type { Answered, NewAnswer, TriageCase } from '../contract/index.ts';
import { isoTime } from '../kernel/clock.ts';
import { newId } from '../kernel/ids.ts';
import type { Db } from '../store/index.ts';
import type { Clinic } from './clinic.ts';
import { answer as answerTable, type EncounterRow } from './schema.ts';

/** What the patient said to the questions of triage. One answer to each question; a later one takes its place. */

/** The answers of an encounter, oldest first. */
export function answersOf(db: Db, encounterId: string): Answered[] {
  return db
    .select()
    .from(answerTable)
    .where(eq(answerTable.encounterId, encounterId))
    .orderBy(asc(answerTable.answeredAt), asc(answerTable.id))
    .all()
    .map(({ concept, quality, answer, question, about, answeredAt }) => ({
      concept,
      quality,
      answer,
      question,
      about,
      answeredAt,
    }));
}

/** The answers as triage reads them. */
export function answersForTriage(db: Db, encounterId: string): NonNullable<TriageCase['answers']> {
  return answersOf(db, encounterId).map(({ concept, quality, answer }) => ({ concept, quality, answer }));
}

/** Writes answers within a change. */
export function insertAnswers(clinic: Clinic, tx: Db, of: EncounterRow, answers: readonly NewAnswer[]): void {
  const answeredAt = isoTime(clinic.clock);
  for (const { concept, quality = null, answer, question, about } of answers) {
    const said = { answer, question, about, answeredAt };
    const earlier = tx
      .select({ id: answerTable.id, quality: answerTable.quality })
      .from(answerTable)
      .where(and(eq(answerTable.encounterId, of.id), eq(answerTable.concept, concept)))
      .all()
      .find((row) => row.quality === quality);
    if (earlier === undefined) {
      const whose = { id: newId(clinic.clock), patientId: of.patientId, encounterId: of.id };
      tx.insert(answerTable)
        .values({ ...whose, concept, quality, ...said })
        .run();
    } else tx.update(answerTable).set(said).where(eq(answerTable.id, earlier.id)).run();
  }
}
