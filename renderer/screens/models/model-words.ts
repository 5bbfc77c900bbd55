import type {
  Measured,
  ModelAct,
  ModelCard,
  ModelStatus,
  ModelView,
  Performance,
  ReliabilityBin,
  Subgroup,
} from '../../../core/contract/index.ts';
import { type CsvValue, toCsv } from '../../components/csv.ts';

/** How models are put into words. Shares are 0 to 1; texts show percentages. */

export const STATUS_WORDS: Readonly<Record<ModelStatus, string>> = {
  active: 'In use',
  draft: 'Not in use',
  retired: 'Retired',
};

/** Verb, what the signature means as the core stores it (core/models/decisions.ts), and how the past reads. */
export const ACT_WORDS: Readonly<
  Record<ModelAct, { label: string; meaning: string; done: string; effect: string }>
> = {
  signOff: {
    label: 'Sign off',
    meaning: 'Read the card and vouches for the model',
    done: 'Signed off',
    effect:
      'The model is used in every assessment from now on. Assessments already on record stay as they are.',
  },
  activate: {
    label: 'Put to use again',
    meaning: 'Puts the model to use',
    done: 'Put to use',
    effect:
      'The model is used in every assessment from now on. Assessments already on record stay as they are.',
  },
  retire: {
    label: 'Retire',
    meaning: 'Retires the model',
    done: 'Retired',
    effect: 'The model is not asked any more; assessments rest on the rules. It can be put to use again.',
  },
};

/** What can be decided about a model as it stands. */
export function actsFor({
  status,
  problem,
  card,
}: Pick<ModelView, 'status' | 'problem' | 'card'>): ModelAct[] {
  if (card === null) return [];
  if (status === 'active') return ['retire'];
  if (status === 'retired') return ['activate'];
  return problem?.code === 'models.unsigned' ? ['signOff'] : [];
}

export function vouchedFor({ signedBy }: Pick<ModelView, 'signedBy'>): string {
  if (signedBy === null) return 'Nobody vouches for these files';
  return signedBy.kind === 'release' ? `Signed by ${signedBy.name}` : `Signed off by ${signedBy.name}`;
}

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}%`;

/** `0.887 (0.879–0.894)`, or that there were too few. */
export function measuredText(measured: Measured | null): string {
  if (measured === null) return 'insufficient data';
  const [value, low, high] = [measured.value, measured.low, measured.high].map((one) => one.toFixed(3));
  return `${value} (${low}–${high})`;
}

/** One sentence on how well predictions fit, to stand above the diagram. */
export function calibrationSentence({ ece, n }: Performance): string {
  const points = (ece * 100).toFixed(1);
  const how = ece <= 0.03 ? 'close to' : ece <= 0.07 ? 'fairly close to' : 'not close to';
  return `What is predicted is ${how} what happens: ${points} points apart on average, on ${n.toLocaleString('en-GB')} invented patients in new words.`;
}

export function observedText({ observed, events, n }: ReliabilityBin): string {
  if (observed === null) return 'no patients';
  return `${percent(observed.value)} (${percent(observed.low)}–${percent(observed.high)}), ${events} of ${n}`;
}

/** Signed points; positive means that the risk is overstated. */
export function gapText({ gap, sufficient }: Subgroup): string {
  if (!sufficient) return 'insufficient data';
  const points = (gap * 100).toFixed(1);
  return `${gap > 0 ? '+' : ''}${points === '-0.0' ? '0.0' : points} points`;
}

/** When the acuity model makes a level more urgent. */
export function raisingSentence({ levels, minimumVitals }: NonNullable<ModelCard['raising']>): string {
  const needs = levels.map(({ level, probability }) => `${percent(probability, 0)} for level ${level}`);
  return (
    `It raises a level when the more urgent one, or one more urgent still, is likely enough: at least ` +
    `${needs.join(', ')}. At least ${minimumVitals} vital signs have to be measured.`
  );
}

/** Every figure of a card, one row each: what, for whom, value, interval, n, events. */
export function figuresCsv({ title, version, metrics, syntheticNotice }: ModelCard): string {
  const name = `${title} ${version}`;
  const rows: CsvValue[][] = [[name, 'notice', syntheticNotice, null, null, null, null, null]];
  const measured = (what: string, who: string, of: Measured | null, n: number, events: number) =>
    rows.push([name, what, who, of?.value ?? null, of?.low ?? null, of?.high ?? null, n, events]);
  for (const [who, of] of [
    ['told in new words', metrics.newWording],
    ['told in known words', metrics.knownWording],
  ] as const) {
    measured('AUROC', who, of.auroc, of.n, of.events);
    rows.push([name, 'Brier score', who, of.brier, null, null, of.n, of.events]);
    rows.push([name, 'calibration error', who, of.ece, null, null, of.n, of.events]);
  }
  for (const { from, to, observed, n, events } of metrics.reliability) {
    measured('observed share', `predicted ${percent(from, 0)} to ${percent(to, 0)}`, observed, n, events);
  }
  for (const { attribute, value, auroc, gap, n, events } of metrics.subgroups) {
    measured('AUROC', `${attribute}: ${value}`, auroc, n, events);
    rows.push([name, 'gap', `${attribute}: ${value}`, gap, null, null, n, events]);
  }
  return toCsv(['Model', 'Figure', 'For', 'Value', 'From', 'To', 'n', 'Events'], rows);
}
