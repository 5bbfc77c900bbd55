/** What went wrong, as it is printed. Made of errors of any kind without loading the core. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  /** 1: it failed, or a check did. 2: the command line is not what it should be. */
  readonly exitCode: 1 | 2;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  readonly code: string;
  readonly next: string;

  constructor(code: string, message: string, next = 'See fairdoc --help.') {
    super(message);
    this.code = code;
    this.next = next;
  }
}

const UNEXPECTED = {
  code: 'cli.unexpected',
  message: 'Something went wrong inside Fairdoc.',
  next: 'Try again. If it happens again, quote this code and the time to your administrator.',
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Only codes of ours, `area.whatHappened`, are shown with their message: other texts may hold paths. */
const isOurCode = (code: string | undefined): code is string => /^[a-z]\w*(\.\w+)+$/.test(code ?? '');

/**
 * Reads an error of the core, whether thrown as it is (`code`, `next`) or through a client of the contract
 * (`data.code`, `data.next`).
 */
export function failureOf(thrown: unknown): Failure {
  const carrier = isOurCode(text(field(field(thrown, 'data'), 'code'))) ? field(thrown, 'data') : thrown;
  const code = text(field(carrier, 'code'));
  const message = text(field(thrown, 'message'));
  const next = text(field(carrier, 'next'));
  const exitCode = thrown instanceof UsageError ? 2 : 1;
  if (!isOurCode(code) || message === undefined || next === undefined) return { ...UNEXPECTED, exitCode };
  return { code, message, next, exitCode };
}
