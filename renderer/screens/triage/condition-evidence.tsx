import { Text } from '@mantine/core';
import type { Consideration, Support } from '../../../core/contract/index.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { AnchorLink } from '../../components/anchor-link.tsx';
import { LIKELIHOOD } from './consider-list.tsx';
import classes from './evidence.module.css';
import { Part } from './part.tsx';

/** A condition opened: what speaks for it and against it, strongest first, and on whose authority. */
export function ConditionEvidence({ consideration }: { consideration: Consideration }) {
  const { title, likelihood, probability, acuity, mustNotMiss, supports, against, source, condition } =
    consideration;
  return (
    <Part title={`Consider: ${title}`}>
      <Text mb="sm">
        {LIKELIHOOD[likelihood]}: about {shareText(probability)} of people who present like this, by the
        knowledge base. It is a reason to look, not a diagnosis.
      </Text>
      <Weights title="Speaks for it" parts={supports} />
      <Weights title="Speaks against it" parts={against} />
      <dl className={classes.facts}>
        <dt>Calls for</dt>
        <dd>
          Level {acuity}, {ACUITY_LABELS[acuity].toLowerCase()}, where it is real
          {mustNotMiss ? '; must not be missed' : ''}
        </dd>
        <dt>Source</dt>
        <dd>{source}</dd>
        <dt>To quote</dt>
        <dd>
          <AnchorLink to="/knowledge/conditions/$id" params={{ id: condition }}>
            <code>{condition}</code>
          </AnchorLink>
        </dd>
      </dl>
    </Part>
  );
}

function Weights({ title, parts }: { title: string; parts: readonly Support[] }) {
  if (parts.length === 0) return null;
  return (
    <>
      <Text fw={620}>{title}</Text>
      <ul className={classes.weights}>
        {parts.map(({ text, weight, span }) => (
          <li key={text}>
            <span>
              {text}
              {span === null ? null : (
                <>
                  {' '}
                  <mark>{span.text}</mark>
                </>
              )}
            </span>
            <span className="numbers">{timesText(weight)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A weight (ln of a likelihood ratio) as people say it: `6 times more likely`. */
export function timesText(weight: number): string {
  const times = Math.exp(Math.abs(weight));
  const number = times >= 10 ? Math.round(times) : Math.round(times * 10) / 10;
  return `${number}× ${weight < 0 ? 'less' : 'more'} likely`;
}

/** A probability without false precision: `less than 1%`, `7%`. */
export function shareText(probability: number): string {
  const percent = probability * 100;
  return percent < 1 ? 'less than 1%' : `${Math.round(percent)}%`;
}
