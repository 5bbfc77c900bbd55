import { z } from 'zod';

/** The filters of the audit trail as they stand in the address, so that a view can be kept and sent on. */
export const trailSearchSchema = z.object({
  actor: z.string().optional().catch(undefined),
  action: z.string().optional().catch(undefined),
  recordType: z.string().optional().catch(undefined),
  recordId: z.string().optional().catch(undefined),
  patientId: z.string().optional().catch(undefined),
  /** Days in this machine's zone, `2026-03-14`, both included. */
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});

export type TrailSearch = z.infer<typeof trailSearchSchema>;
