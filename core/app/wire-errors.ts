import { ORPCError, ValidationError } from '@orpc/server';
import { asFairdocError, FairdocError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';

/** How errors leave the core: one shape for every transport, and nothing in it that is not meant to be read. */

/**
 * Whatever a procedure threw, as the contract's error `FAIRDOC`. Input that does not fit the contract names its
 * fields; what nobody foresaw becomes an internal error without its text.
 */
export function toWireError(thrown: unknown, log: Log, procedure: string): ORPCError<'FAIRDOC', unknown> {
  if (thrown instanceof ORPCError && thrown.code === 'FAIRDOC') return thrown;
  const error = invalidInput(thrown) ?? asFairdocError(thrown);
  if (error.kind === 'internal') log.error({ procedure, ...outlineOf(thrown) }, 'a call failed unexpectedly');
  else log.info({ procedure, code: error.code }, 'a call was refused');
  const { kind, code, next, details, message } = error;
  return new ORPCError('FAIRDOC', {
    defined: true,
    status: 400,
    message,
    data: { kind, code, next, details },
  });
}

function invalidInput(thrown: unknown): FairdocError | undefined {
  if (!(thrown instanceof ORPCError) || thrown.code !== 'BAD_REQUEST') return undefined;
  const issues = thrown.cause instanceof ValidationError ? thrown.cause.issues : [];
  const fields = issues.map((issue) =>
    (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
  );
  const named = [...new Set(fields.filter((field) => field !== ''))];
  return new FairdocError(
    'invalid',
    'app.invalidInput',
    named.length === 0 ? 'What was sent does not fit.' : `Please check: ${named.slice(0, 5).join(', ')}.`,
    'Correct the entry and try again.',
    { details: { fields, problems: issues.map((issue) => issue.message) } },
  );
}

/** Enough to find the place in the code. The message is left out: it may quote what was being worked on. */
function outlineOf(thrown: unknown): { name: string; at: string[] } {
  const cause = thrown instanceof ORPCError && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (!(cause instanceof Error)) return { name: typeof cause, at: [] };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: cause.name, at: frames.slice(0, 8).map((line) => line.trim().replace(/\(.*[\\/]/, '(')) };
}
