import type { AuditChoice, AuditReport } from '../../contract/fairness-audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import { FairdocError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { auditTable } from './audit.ts';
import { createDecisionReader, type DecisionReader } from './read-decisions.ts';
import type { AuditRules } from './rules.ts';

/** An audit that nobody has fed for so long is let go. */
const IDLE_MS = 10 * 60_000;

interface Running {
  readonly id: string;
  readonly choice: AuditChoice;
  readonly reader: DecisionReader;
  fedAt: number;
}

/**
 * Audits of files that arrive in parts. The file itself stays where it is: only counts are held, one audit for each
 * session, and a new one takes the place of the one before. Nothing of it is written to the record.
 */
export interface FileAudits {
  begin(sessionId: string, choice: AuditChoice): string;
  /** @returns rows so far */
  feed(sessionId: string, auditId: string, part: Uint8Array): number;
  finish(sessionId: string, auditId: string): AuditReport;
}

/** @throws FairdocError fairness.auditGone when fed or finished after it was let go, csv.* and fairness.* as the audit */
export function createFileAudits(rules: AuditRules, clock: Clock): FileAudits {
  const running = new Map<string, Running>();

  function forget(now: number): void {
    for (const [sessionId, { fedAt }] of running) if (now - fedAt > IDLE_MS) running.delete(sessionId);
  }

  function find(sessionId: string, auditId: string): Running {
    const audit = running.get(sessionId);
    if (audit?.id !== auditId) throw auditGone();
    return audit;
  }

  /** A file that cannot be read is not read on. */
  function letGoOnError<T>(sessionId: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      running.delete(sessionId);
      throw thrown;
    }
  }

  return {
    begin(sessionId, choice) {
      forget(clock.now());
      const id = newId(clock);
      running.set(sessionId, { id, choice, reader: createDecisionReader(choice), fedAt: clock.now() });
      return id;
    },
    feed(sessionId, auditId, part) {
      const audit = find(sessionId, auditId);
      audit.fedAt = clock.now();
      letGoOnError(sessionId, () => audit.reader.push(part));
      return audit.reader.rows;
    },
    finish(sessionId, auditId) {
      const audit = find(sessionId, auditId);
      running.delete(sessionId);
      return auditTable(audit.reader.end(), audit.choice, rules);
    },
  };
}

const auditGone = () =>
  new FairdocError(
    'notFound',
    'fairness.auditGone',
    'This audit was not continued in time, or another one was begun.',
    'Begin it again.',
  );
