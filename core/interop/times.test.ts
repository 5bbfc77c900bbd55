import { describe, expect, test } from 'vitest';
import { fhirTime, hl7Time } from './times.ts';

describe('times keep the precision and the zone with which they were sent', () => {
  test.each([
    ['2026', '2026', 'year', 'none'],
    ['2026-03', '2026-03', 'month', 'none'],
    ['2026-03-14', '2026-03-14', 'day', 'none'],
    ['2026-03-14T09:05', '2026-03-14T09:05', 'minute', 'local'],
    ['2026-03-14T09:05:07.250Z', '2026-03-14T09:05:07.250Z', 'second', 'stated'],
    ['2024-02-29T23:59:60+01:00', '2024-02-29T23:59:60+01:00', 'second', 'stated'],
  ])('FHIR %s', (text, iso, precision, zone) => {
    expect(fhirTime(text)).toEqual({ iso, precision, zone });
  });

  test.each([
    ['2026', '2026', 'year', 'none'],
    ['202603', '2026-03', 'month', 'none'],
    ['20260314', '2026-03-14', 'day', 'none'],
    ['2026031409', '2026-03-14T09:00', 'hour', 'local'],
    ['202603140905', '2026-03-14T09:05', 'minute', 'local'],
    ['20260314090507', '2026-03-14T09:05:07', 'second', 'local'],
    ['20260314090507.25+0100', '2026-03-14T09:05:07.25+01:00', 'second', 'stated'],
    ['198908181126+0215', '1989-08-18T11:26+02:15', 'minute', 'stated'],
  ])('HL7 %s', (text, iso, precision, zone) => {
    expect(hl7Time(text)).toEqual({ iso, precision, zone });
  });

  test.each([
    '',
    '26',
    '2026-13',
    '2026-02-30',
    '2023-02-29',
    '2026-03-14T25:00:00Z',
    '2026-03-14 09:05',
    '0000',
    '14/03/2026',
  ])('"%s" is no FHIR time', (text) => {
    expect(fhirTime(text)).toBeNull();
  });

  test.each([
    '',
    '202',
    '20261301',
    '20260230',
    '2026031425',
    '20260314090507+9900',
    '2026-03-14',
    '04/24/2007',
  ])('"%s" is no HL7 time', (text) => {
    expect(hl7Time(text)).toBeNull();
  });
});
