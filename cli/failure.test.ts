import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { FairdocError } from '../core/kernel/errors.ts';
import { failureOf, UsageError } from './failure.ts';

describe('what is printed of an error', () => {
  test('is its code, its words and what to do, thrown directly or through a client', () => {
    const error = new FairdocError('conflict', 'clinic.changed', 'It has changed.', 'Read it again.');
    const { kind, code, next, details, message } = error;
    const overClient = new ORPCError('FAIRDOC', { message, data: { kind, code, next, details } });
    const expected = { code, message, next, exitCode: 1 };
    expect(failureOf(error)).toEqual(expected);
    expect(failureOf(overClient)).toEqual(expected);
  });

  test('is exit code 2 for a wrong command line', () => {
    expect(failureOf(new UsageError('cli.usage', 'No such option.'))).toMatchObject({
      exitCode: 2,
      code: 'cli.usage',
    });
  });

  test('is nothing of an error that nobody foresaw: its text may hold a path or a name', () => {
    const thrown = Object.assign(new Error('ENOENT: /home/ada/secret'), { code: 'ENOENT' });
    expect(failureOf(thrown)).toMatchObject({ code: 'cli.unexpected', exitCode: 1 });
    expect(JSON.stringify([failureOf(thrown), failureOf('text'), failureOf(null)])).not.toMatch(
      /ada|ENOENT|text/,
    );
  });
});
