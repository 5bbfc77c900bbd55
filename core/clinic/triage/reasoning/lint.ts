import type { Lexicon } from '../../../text/index.ts';
import type { ConditionNetwork, NetworkCondition } from './network.ts';

/** Something wrong with the conditions that a schema cannot see. */
export interface ConditionComplaint {
  readonly place: string;
  readonly problem: string;
}

/**
 * Checks the conditions: every concept exists, no id or title twice, a source with a year, a must-not-miss condition
 * has an urgent level and enough findings, no finding says the same as another of the same condition, and no finding
 * is more frequent by chance than through the condition.
 *
 * @param leaks - expressions with a background probability of their own; each must be used.
 */
export function lintConditions(
  network: ConditionNetwork,
  lexicon: Lexicon,
  leaks: readonly string[],
): ConditionComplaint[] {
  const complaints: ConditionComplaint[] = [];
  const complain = (place: string, problem: string) => complaints.push({ place, problem });
  const seen = new Set<string>();
  for (const condition of network.conditions) {
    for (const name of [`id ${condition.id}`, `title ${condition.title.toLowerCase()}`]) {
      if (seen.has(name)) complain(condition.id, `${name} is used twice`);
      seen.add(name);
    }
    if (!/\(\d{4}/.test(condition.source)) complain(condition.id, 'the source has no year');
    if (condition.mustNotMiss && condition.acuity > 4)
      complain(condition.id, 'must not be missed, yet level 5');
    const least = condition.mustNotMiss ? 2 : 1;
    if (condition.links.length < least) complain(condition.id, `has fewer than ${least} findings`);
    lintFindings(network, condition, complain);
    for (const concept of conceptsOf(network, condition)) {
      if (!lexicon.byId.has(concept)) complain(condition.id, `the concept ${concept} is not in the lexicon`);
    }
  }
  const used = new Set(network.findings.map(({ when }) => when.source));
  for (const source of leaks)
    if (!used.has(source)) complain('leaks', `no condition has the finding ${source}`);
  return complaints;
}

function lintFindings(
  network: ConditionNetwork,
  condition: NetworkCondition,
  complain: (place: string, problem: string) => void,
): void {
  const normalised = new Set<string>();
  for (const link of condition.links) {
    const finding = network.findings[link.finding];
    if (!finding) continue;
    const { source, concepts, variables, keywords } = finding.when;
    const key = source
      .split(/\s+or\s+/)
      .sort()
      .join('|');
    if (normalised.has(key)) complain(condition.id, `the finding ${source} stands twice`);
    normalised.add(key);
    if (concepts.length + variables.length + keywords === 0)
      complain(condition.id, `the finding ${source} tests nothing`);
    // e^absent = 1 − cause
    if (1 - Math.exp(link.absent) <= finding.leak) {
      complain(condition.id, `the finding ${source} is as frequent without the condition`);
    }
  }
}

function conceptsOf(network: ConditionNetwork, condition: NetworkCondition): Set<string> {
  return new Set([
    ...condition.links.flatMap((link) => network.findings[link.finding]?.when.concepts ?? []),
    ...condition.risks.flatMap(({ when }) => when.concepts),
    ...(condition.excludes?.concepts ?? []),
    ...condition.core.when.concepts,
  ]);
}
