import type { Measured, ModelCard, Performance } from '../../core/contract/models.ts';

/** A card as a page of the documentation. */

const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
const figure = (value: number) => value.toFixed(3);
const interval = (of: Measured | null) =>
  of === null ? 'too few' : `${figure(of.value)} (${figure(of.low)}–${figure(of.high)})`;
const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;

function performance(label: string, of: Performance): string {
  return row([
    label,
    of.n,
    of.events,
    interval(of.auroc),
    figure(of.brier),
    figure(of.brierOfPrevalence),
    figure(of.ece),
  ]);
}

function raisingSentence({ levels, minimumVitals }: NonNullable<ModelCard['raising']>): string {
  const needs = levels.map(({ level, probability }) => `level ${level} from ${percent(probability)}`);
  return (
    `It raises a level when the probability of the more urgent level, or of one more urgent still, is high enough ` +
    `(${needs.join(', ')}) and at least ${minimumVitals} vital signs were measured.`
  );
}

export function cardPage(card: ModelCard): string {
  const { metrics, data, raising } = card;
  const bins = metrics.reliability.map((bin) =>
    row([
      `${percent(bin.from)}–${percent(bin.to)}`,
      bin.n,
      bin.events,
      bin.predicted === null ? 'none' : percent(bin.predicted),
      bin.observed === null
        ? 'none'
        : `${percent(bin.observed.value)} (${percent(bin.observed.low)}–${percent(bin.observed.high)})`,
    ]),
  );
  const groups = metrics.subgroups.map((group) =>
    row([
      `${group.attribute}: ${group.value}`,
      group.n,
      group.events,
      interval(group.auroc),
      group.sufficient ? `${(group.gap * 100).toFixed(1)} points` : 'insufficient data',
    ]),
  );
  return `# ${card.title}, version ${card.version}

> ${card.syntheticNotice}

${card.estimate} Released ${card.released} by ${card.developer}. Licence: ${card.licence}.

## Use

${card.intendedUse}

For: ${card.users.join('; ')}.

Not for:

${list(card.outOfScope)}

## Warnings

${list(card.warnings)}
${raising ? `\n${raisingSentence(raising)}\n` : ''}
## What it rests on

- Inputs: ${card.trust.inputs}
- Method: ${card.trust.method}
- Calibration: ${card.trust.calibration}
- Reproducibility: ${card.trust.reproducibility}
- Oversight: ${card.trust.oversight}

## Data

${data.description} Seed ${data.seed}; ${data.encounters.training} encounters for training; the event occurred in ${percent(data.prevalence)}. Knowledge base ${data.knowledge.version} (\`${data.knowledge.digest.slice(0, 12)}\`).

## How well it does on invented patients

AUROC with a 95% bootstrap interval; Brier score beside that of always predicting the prevalence; expected calibration error over ten bins.${card.id === 'acuity' ? ' The event is level 1 or 2.' : ''}

| patients | n | events | AUROC | Brier | Brier of prevalence | ECE |
|---|---|---|---|---|---|---|
${performance('new, told in new words', metrics.newWording)}
${performance('new, told in known words', metrics.knownWording)}

A run from the same seed may differ by ${metrics.tolerance.auroc} (AUROC), ${metrics.tolerance.brier} (Brier) and ${metrics.tolerance.ece} (ECE).

### Reliability (new patients, new words)

| predicted | n | events | mean prediction | observed (95% interval) |
|---|---|---|---|---|
${bins.join('\n')}

### By group (new patients, new words)

The gap is the mean prediction minus what happened; positive means that the risk is overstated for this group.

| group | n | events | AUROC | gap |
|---|---|---|---|---|
${groups.join('\n')}

## Limitations

${list(card.limitations)}

## Bias

${card.bias}

## Maintenance

${card.maintenance}

Weights: \`${card.weights.file}\`, ${card.weights.bytes} bytes, SHA-256 \`${card.weights.digest}\`. Definition of the ${card.features.count} inputs: \`${card.features.digest}\`.
`;
}
