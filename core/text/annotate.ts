import type { Annotation } from '../contract/text.ts';
import { answerOf } from './context.ts';
import { findDoses } from './doses.ts';
import { findLaboratory, type LaboratoryTable } from './laboratory.ts';
import type { Lexicon } from './lexicon.ts';
import { findImplausibleMeasures, type Measure } from './measures.ts';
import type { Span } from './quantities.ts';
import { type Mention, readClinicalText } from './read.ts';

/** Units that measurements are answered in. */
const MEASURE_UNITS: Readonly<Record<Measure['field'], string>> = {
  temperature: '°C',
  systolicBloodPressure: 'mmHg',
  diastolicBloodPressure: 'mmHg',
  heartRate: '/min',
  respiratoryRate: '/min',
  oxygenSaturation: '%',
  supplementalOxygen: '',
  pain: '/10',
  gcs: '/15',
  glucose: 'mmol/L',
};

/** A site further away than this many characters belongs to something else. */
const SITE_REACH = 30;

const spanOf = ({ start, end, text }: Span) => ({ start, end, text });

/**
 * Everything that is recognised in a text, in the form in which `fairdoc text annotate` writes it. Offsets are UTF-16
 * code units into the text. Pure, and linear in its length.
 */
export function annotateText(
  lexicon: Lexicon,
  laboratory: LaboratoryTable,
  text: string,
): Omit<Annotation, 'id'> {
  const reading = readClinicalText(lexicon, text);
  const kindOf = (mention: Mention) => lexicon.byId.get(mention.concept)?.kind;
  const drugs = reading.mentions.filter((mention) => kindOf(mention) === 'medication');
  const sites = reading.mentions.filter((mention) => kindOf(mention) === 'site');
  const measures = [
    ...reading.measures.map((measure) => ({ measure, implausible: false, question: null })),
    ...findImplausibleMeasures(text).map((measure) => ({
      measure,
      implausible: true,
      question: measure.question,
    })),
  ].sort((a, b) => a.measure.start - b.measure.start);
  let site = 0;
  return {
    sections: reading.sections.map(({ id, name, start, end, heading }) => ({
      id,
      name,
      start,
      end,
      heading: heading.text,
    })),
    concepts: reading.mentions.map((mention) => {
      while ((sites[site]?.end ?? Number.POSITIVE_INFINITY) < mention.start - SITE_REACH) site += 1;
      return {
        concept: mention.concept,
        name: lexicon.byId.get(mention.concept)?.name ?? mention.concept,
        kind: kindOf(mention) ?? 'context',
        span: spanOf(mention),
        section: mention.section,
        assertion: answerOf(mention.assertion),
        attributes: {
          severity: mention.severity,
          onset: mention.onset,
          durationDays: mention.days === null ? null : Math.round(mention.days * 100) / 100,
          laterality: mention.laterality,
          course: mention.course,
          site: kindOf(mention) === 'site' ? null : siteOf(text, mention, sites, site),
        },
      };
    }),
    measures: measures.map(({ measure, implausible, question }) => ({
      field: measure.field,
      value: measure.value,
      unit: MEASURE_UNITS[measure.field],
      span: spanOf(measure),
      implausible,
      question,
    })),
    doses: findDoses(text, drugs).map(({ start, end, text: words, ...dose }) => ({
      ...dose,
      span: { start, end, text: words },
    })),
    labs: findLaboratory(laboratory, text).map(({ start, end, text: words, ...value }) => ({
      ...value,
      span: { start, end, text: words },
    })),
    age: reading.age && { days: Math.round(reading.age.days * 10) / 10, span: spanOf(reading.age) },
    pregnancyWeeks: reading.pregnancyWeeks && {
      weeks: reading.pregnancyWeeks.weeks,
      span: spanOf(reading.pregnancyWeeks),
    },
  };
}

/** The body site named nearest to a mention, in the same clause and not within it. */
function siteOf(text: string, mention: Mention, sites: readonly Mention[], from: number): string | null {
  let best: string | null = null;
  let bestGap = SITE_REACH;
  for (let at = from; at < sites.length; at += 1) {
    const site = sites[at];
    if (!site || site.start > mention.end + SITE_REACH) break;
    if (site.start >= mention.start && site.end <= mention.end) return site.concept;
    const isBefore = site.end <= mention.start;
    const gap = isBefore ? mention.start - site.end : Math.max(0, site.start - mention.end);
    const between = isBefore ? text.slice(site.end, mention.start) : text.slice(mention.end, site.start);
    if (gap < bestGap && !/[.,;:\n]/.test(between)) {
      best = site.concept;
      bestGap = gap;
    }
  }
  return best;
}
