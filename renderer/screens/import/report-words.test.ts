import { describe, expect, it } from 'vitest';
import type { ImportedFile } from '../../../core/contract/index.ts';
import { createdWords, summaryOf } from './report-words.ts';

const file = (changes: Partial<ImportedFile>): ImportedFile => ({
  file: 'a.json',
  format: 'fhir-json',
  created: {},
  patients: [],
  leftOut: [],
  error: null,
  ...changes,
});

describe('the report of an import', () => {
  it('counts in the words of the record', () => {
    expect(createdWords({ patient: 1, encounter: 2, observation: 14, allergy: 0 })).toBe(
      '1 patient, 2 visits, 14 observations',
    );
    expect(createdWords({ patient: 0 })).toBe('nothing new');
  });

  it('says in one sentence what came in, what was left out and what failed', () => {
    const report = {
      files: [
        file({
          created: { patient: 1, observation: 7 },
          leftOut: [{ at: 'PID-10', reason: 'No category.' }],
        }),
        file({ created: { observation: 5 } }),
        file({ error: { code: 'interop.x', message: 'Not readable.', next: 'Export it again.' } }),
      ],
    };
    expect(summaryOf(report)).toBe(
      '3 files read: 1 patient, 12 observations added; 1 value left out; 1 file could not be imported.',
    );
    expect(summaryOf({ files: [file({})] })).toBe('1 file read: nothing new added.');
  });
});
