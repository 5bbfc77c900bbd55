import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EncounterView, Reason, TriageResult } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { problemOf } from '../../app/problem.ts';
import { ACUITY_LABELS } from '../../components/acuity-badge.tsx';
import { AnchorLink } from '../../components/anchor-link.tsx';
import { VitalHistory } from '../../components/clinical/vital-history.tsx';
import { historyOf, vitalLabel } from '../../components/clinical/vitals-words.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import classes from './evidence.module.css';
import { ROLE_WORDS } from './evidence.ts';
import { Part } from './part.tsx';
import { Quote } from './quote.tsx';
import { valueText } from './reason-list.tsx';

/** One reason opened: what it rests on in this record, and the rule behind it. */
export function ReasonEvidence({
  view,
  reason,
  ruleSet,
}: {
  view: EncounterView;
  reason: Reason;
  ruleSet: TriageResult['ruleSet'];
}) {
  const { span, value } = reason;
  const values = value === null ? [] : historyOf(view.vitals, value.field);
  return (
    <>
      <Part title="Rests on">
        {span === null ? null : <Quote text={view.encounter.narrative} start={span.start} end={span.end} />}
        {value === null ? null : values.length > 0 ? (
          <VitalHistory label={vitalLabel(value.field)} observations={values} />
        ) : (
          <Text fw={620} mt={span === null ? 0 : 'sm'}>
            {valueText(value)}
          </Text>
        )}
        {span === null && value === null ? (
          <Text c="dimmed">On the presentation as a whole, on no single words or value.</Text>
        ) : null}
      </Part>
      <RuleBehind reason={reason} ruleSet={ruleSet} />
    </>
  );
}

function RuleBehind({ reason, ruleSet }: { reason: Reason; ruleSet: TriageResult['ruleSet'] }) {
  const rule = useQuery({
    ...api.triage.rule.queryOptions({ input: { rule: reason.rule } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Part title="Rule">
      {rule.isPending ? <LoadingRows rows={4} height={30} label="Reading the rule" /> : null}
      {rule.isError ? <RuleElsewhere reason={reason} ruleSet={ruleSet} error={rule.error} /> : null}
      {rule.data === undefined ? null : (
        <>
          <Text fw={620}>{rule.data.title}</Text>
          <Text mb="sm">{rule.data.text}</Text>
          <dl className={classes.facts}>
            <dt>Calls for</dt>
            <dd>
              Level {reason.acuity}, {ACUITY_LABELS[reason.acuity].toLowerCase()}
              <Text c="dimmed" fz="sm">
                {ROLE_WORDS[reason.role]}
              </Text>
            </dd>
            <dt>When</dt>
            <dd className={classes.condition}>{rule.data.condition}</dd>
            <dt>Source</dt>
            <dd>{rule.data.source}</dd>
            {rule.data.presentation === null ? null : (
              <>
                <dt>Presentation</dt>
                <dd>
                  <AnchorLink to="/knowledge/presentations/$id" params={{ id: rule.data.presentation }}>
                    {rule.data.title}
                  </AnchorLink>
                </dd>
              </>
            )}
            <dt>To quote</dt>
            <dd>
              <RuleLink id={rule.data.id} presentation={rule.data.presentation} />, rules {ruleSet.version} (
              <code>{ruleSet.digest.slice(0, 12)}</code>)
            </dd>
          </dl>
        </>
      )}
    </Part>
  );
}

/** The rule in the knowledge base; a rule of a presentation is found there with its presentation. */
function RuleLink({ id, presentation }: { id: string; presentation: string | null }) {
  const [kind, condition] = id.split('.');
  if (presentation !== null) return <code>{id}</code>;
  if (kind === 'consider' && condition !== undefined) {
    return (
      <AnchorLink to="/knowledge/conditions/$id" params={{ id: condition }}>
        <code>{id}</code>
      </AnchorLink>
    );
  }
  return (
    <AnchorLink to="/knowledge/rules/$id" params={{ id }}>
      <code>{id}</code>
    </AnchorLink>
  );
}

/** A rule that cannot be opened: what the assessment itself says about it is still evidence. */
function RuleElsewhere({
  reason,
  ruleSet,
  error,
}: {
  reason: Reason;
  ruleSet: TriageResult['ruleSet'];
  error: unknown;
}) {
  if (problemOf(error).code !== 'triage.ruleNotFound') return <InlineProblem error={error} />;
  return (
    <>
      <Text mb="sm">{reason.text}</Text>
      <dl className={classes.facts}>
        <dt>Calls for</dt>
        <dd>
          Level {reason.acuity}, {ACUITY_LABELS[reason.acuity].toLowerCase()}
        </dd>
        <dt>Source</dt>
        <dd>{reason.source}</dd>
        <dt>To quote</dt>
        <dd>
          <code>{reason.rule}</code>, rules {ruleSet.version} (<code>{ruleSet.digest.slice(0, 12)}</code>)
        </dd>
      </dl>
      <Text c="dimmed" fz="sm" mt="sm">
        As it stands in the assessment. The rule is not among those that can be opened: it is part of the
        engine, or has been replaced since.
      </Text>
    </>
  );
}
