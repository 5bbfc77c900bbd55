import { ORPCError } from '@orpc/client';
import { type ErrorData, errorDataSchema } from '../../core/contract/index.ts';

/** An error as a person sees it: what happened, what to do, and a code to quote. */
export interface Problem {
  message: string;
  kind: string;
  code: string;
  next: string;
  details: ErrorData['details'];
}

/**
 * Whatever a call threw, as a problem that can be shown. Errors of the core arrive with their own words; a lost
 * line and everything unforeseen get words here.
 */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ORPCError) {
    const data = errorDataSchema.safeParse(thrown.data);
    if (data.success) return { message: thrown.message, ...data.data };
    return {
      message: thrown.message === '' ? 'The request was not understood.' : thrown.message,
      kind: 'internal',
      code: `transport.${String(thrown.code).toLowerCase()}`,
      next: 'Try again. If it happens again, quote this code to your administrator.',
      details: {},
    };
  }
  if (thrown instanceof DOMException && thrown.name === 'AbortError') {
    return {
      message: 'The line to the core was interrupted before an answer came.',
      kind: 'unavailable',
      code: 'transport.interrupted',
      next: 'Check whether the step was done, then try again.',
      details: {},
    };
  }
  return {
    message: 'Something unexpected happened on this screen. Nothing stored was changed by it.',
    kind: 'internal',
    code: 'screen.unexpected',
    next: 'Try again, or go back and open the screen anew.',
    details: {},
  };
}

/** Nobody is signed in, or the session is locked: the gate shows sign-in, so no screen needs to say so as well. */
export function isSignedOut(thrown: unknown): boolean {
  return problemOf(thrown).kind === 'unauthenticated';
}
