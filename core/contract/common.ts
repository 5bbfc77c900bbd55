import { z } from 'zod';

/** Shapes that several domains share. */

export const idSchema = z.uuid();
/** ISO 8601 in UTC. */
export const timeSchema = z.iso.datetime();
/** A date as precise as it is known: `2026`, `2026-03` or `2026-03-14`. */
export const partialDateSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/);
export const reasonTextSchema = z.string().trim().min(3).max(2_000);
export const pageRequestSchema = z.object({
  limit: z.number().int().min(1).max(500).default(100),
  /** Opaque; from the previous page. */
  cursor: z.string().max(200).optional(),
});
export const personRefSchema = z.object({ userId: z.string(), name: z.string() });
export const emptySchema = z.object({});

/** MiB that a file may have when it crosses the contract. Larger ones go through the command line. */
export const FILE_LIMIT_MIB = { attachment: 25, import: 64, backup: 256 } as const;

export const fileSchema = (limitMiB: number) =>
  z.instanceof(File).refine((file) => file.size <= limitMiB * 1_048_576, {
    message: `The file is larger than ${limitMiB} MiB.`,
  });

export type PersonRef = z.infer<typeof personRefSchema>;
