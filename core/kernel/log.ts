import { pino } from 'pino';

/**
 * Operational log. It never holds a patient identifier, a narrative, a query parameter or a key: callers log
 * codes, counts and durations; what slips through under a known name is redacted here as a second line.
 */
export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>;

const REDACTED = [
  'password',
  'passphrase',
  'recoveryKey',
  'key',
  'nhsNumber',
  'narrative',
  'family',
  'given',
];

/** Logs JSON lines to standard error, so that standard output stays free for a command's result. */
export function createLog(level: 'silent' | 'error' | 'warn' | 'info' | 'debug' = 'info'): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
    },
    pino.destination(2),
  );
}

export const silentLog: Log = pino({ level: 'silent' });
