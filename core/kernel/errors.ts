/**
 * The one error hierarchy of the product. An error says what happened (`message`), what the person can do
 * about it (`next`) and carries a stable `code` to quote. Messages never hold a path, a key, SQL or a patient
 * identifier: they are shown to people and cross every transport unchanged.
 */
export const ERROR_KINDS = [
  'invalid', // what came in is wrong; correct it and try again
  'notFound',
  'conflict', // somebody else, or an earlier step, got there first
  'denied', // signed in, but not allowed
  'unauthenticated', // nobody is signed in, or the session is locked
  'limited', // too large, too many, too soon
  'unavailable', // cannot be done now: locked, disk full, cancelled
  'damaged', // stored data is not what it should be
  'internal', // our fault
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export class FairdocError extends Error {
  override readonly name = 'FairdocError';
  readonly kind: ErrorKind;
  /** Stable, dotted: `store.wrongPassphrase`. Never reworded, because people quote it and code matches it. */
  readonly code: string;
  /** One sentence in the imperative: what to do next. */
  readonly next: string;
  readonly details: ErrorDetails;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    next: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.next = next;
    this.details = options.details ?? {};
  }
}

/** Whatever was thrown, as a FairdocError: ours as it is, everything else as an internal error without its text. */
export function asFairdocError(thrown: unknown): FairdocError {
  if (thrown instanceof FairdocError) return thrown;
  return new FairdocError(
    'internal',
    'kernel.unexpected',
    'Something went wrong inside Fairdoc. Nothing was saved by this step.',
    'Try again. If it happens again, quote this code and the time to your administrator.',
    { cause: thrown },
  );
}

export function isFairdocError(thrown: unknown, code?: string): thrown is FairdocError {
  return thrown instanceof FairdocError && (code === undefined || thrown.code === code);
}
