import type { ImportedFile, ImportReport } from '../../../core/contract/index.ts';
import { plural } from '../../app/format.ts';

/** What an import did, in words. */

export const FORMAT_WORDS: Readonly<Record<ImportedFile['format'], string>> = {
  'fhir-json': 'FHIR, JSON',
  'fhir-xml': 'FHIR, XML',
  hl7v2: 'HL7 v2',
  unknown: 'Not recognised',
};

const NOUNS: Readonly<Record<string, readonly [string, string]>> = {
  patient: ['patient', 'patients'],
  encounter: ['visit', 'visits'],
  observation: ['observation', 'observations'],
  condition: ['condition', 'conditions'],
  allergy: ['allergy', 'allergies'],
  medication: ['medication', 'medications'],
  attachment: ['document', 'documents'],
};

/** `1 patient, 2 visits, 14 observations`; `nothing new` when all of it was known already or left out. */
export function createdWords(created: ImportedFile['created']): string {
  const parts = Object.entries(created)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => {
      const [one, many] = NOUNS[kind] ?? [kind, kind];
      return plural(count, one, many);
    });
  return parts.length === 0 ? 'nothing new' : parts.join(', ');
}

export interface ReportTotals {
  created: Record<string, number>;
  leftOut: number;
  failed: number;
}

export function totalsOf({ files }: ImportReport): ReportTotals {
  const created: Record<string, number> = {};
  let leftOut = 0;
  let failed = 0;
  for (const file of files) {
    for (const [kind, count] of Object.entries(file.created)) created[kind] = (created[kind] ?? 0) + count;
    leftOut += file.leftOut.length;
    if (file.error !== null) failed += 1;
  }
  return { created, leftOut, failed };
}

/** One sentence about the whole import. */
export function summaryOf(report: ImportReport): string {
  const { created, leftOut, failed } = totalsOf(report);
  const parts = [`${plural(report.files.length, 'file')} read: ${createdWords(created)} added`];
  if (leftOut > 0) parts.push(`${plural(leftOut, 'value')} left out`);
  if (failed > 0) parts.push(`${plural(failed, 'file')} could not be imported`);
  return `${parts.join('; ')}.`;
}
