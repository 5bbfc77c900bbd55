import { z } from 'zod';

/** The parts of a patient's record, in the order in which they stand. */
export const RECORD_TABS = ['overview', 'observations', 'documents', 'trail'] as const;
export type RecordTab = (typeof RECORD_TABS)[number];

export const TAB_LABELS: Readonly<Record<RecordTab, string>> = {
  overview: 'Overview',
  observations: 'Observations',
  documents: 'Documents',
  trail: 'Audit trail',
};

export const recordSearchSchema = z.object({
  tab: z.enum(RECORD_TABS).optional().catch(undefined),
  /** The document that is open. */
  document: z.string().optional().catch(undefined),
});
