import { z } from 'zod';

/** What main and the core process say to each other. Calls of the contract never pass here: they have ports. */

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const errorSchema = z.object({ code: z.string(), message: z.string(), next: z.string() });

export const toCoreSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), workspaceDir: z.string(), bindNew: z.boolean() }),
  /** Comes with a port. */
  z.object({ type: z.literal('connect'), connectionId: z.string() }),
  /** `bytes` is null when the key store refused. `error` says why it cannot for now; null: it never will. */
  z.object({
    type: z.literal('deviceAnswer'),
    id: z.number(),
    bytes: bytesSchema.nullable(),
    wantsSealingAnew: z.boolean(),
    error: errorSchema.nullable(),
  }),
  z.object({ type: z.literal('close') }),
]);
export type ToCore = z.infer<typeof toCoreSchema>;
export type DeviceAnswer = Extract<ToCore, { type: 'deviceAnswer' }>;

export const fromCoreSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('failed'),
    error: errorSchema,
  }),
  /** Asks the device's key store, which only main can reach. */
  z.object({
    type: z.literal('device'),
    id: z.number(),
    act: z.enum(['seal', 'unseal']),
    bytes: bytesSchema,
  }),
]);
export type FromCore = z.infer<typeof fromCoreSchema>;
