import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EncounterView, ScoreSummary } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { vitalLabel } from '../../components/clinical/vitals-words.ts';
import { InlineProblem } from '../../components/inline-problem.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import classes from './evidence.module.css';
import { scoreName } from './evidence.ts';
import { Part } from './part.tsx';
import { sameScore, scoreInput } from './score-input.ts';

/** One score opened: its parts with their points, what it is for, and whose it is. */
export function ScoreEvidence({
  view,
  id,
  summary,
}: {
  view: EncounterView;
  id: string;
  summary: ScoreSummary;
}) {
  const scores = useQuery({
    ...api.triage.scores.queryOptions({ input: {} }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const definition = scores.data?.find((score) => score.id === id);
  const input = scoreInput(view, definition?.inputs.map(({ name }) => name) ?? []);
  const computed = useQuery({
    ...api.triage.computeScore.queryOptions({ input: { score: id, input } }),
    enabled: definition !== undefined && summary.total !== null,
  });
  return (
    <>
      <Part title={definition?.title ?? scoreName(id)}>
        <Text fz="xl" fw={650} className="numbers">
          {summary.total ?? 'Not computed'}
          {summary.band === null ? null : (
            <Text span fz="md" ml={8}>
              {summary.band.replaceAll('-', ' ')}
            </Text>
          )}
        </Text>
        {summary.missing.length === 0 ? null : (
          <Text>Missing: {summary.missing.map(wordsOf).join(', ')}.</Text>
        )}
        {summary.reason === null ? null : <Text>{summary.reason}</Text>}
        {computed.data?.bandText ? <Text mt={4}>{computed.data.bandText}</Text> : null}
      </Part>
      {summary.total === null ? null : (
        <Part title="Parts">
          {computed.isLoading || scores.isLoading ? (
            <LoadingRows rows={5} height={32} label="Computing the parts" />
          ) : null}
          <InlineProblem error={computed.error} />
          {computed.data === undefined ? null : sameScore(summary, computed.data) ? (
            <Table>
              <Table.Tbody>
                {computed.data.components.map(({ name, value, points, text }) => (
                  <Table.Tr key={name}>
                    <Table.Td>
                      {wordsOf(name)}
                      <Text fz="sm" c="dimmed">
                        {text}
                      </Text>
                    </Table.Td>
                    <Table.Td className="numbers">{value}</Table.Td>
                    <Table.Td className="numbers" ta="right" fw={points > 0 ? 650 : 400}>
                      {points}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          ) : (
            <Text c="dimmed">
              The assessment also used values from the text, so its parts cannot be shown from the
              measurements alone.
            </Text>
          )}
        </Part>
      )}
      {definition === undefined ? null : (
        <Part title="About this score">
          <dl className={classes.facts}>
            <dt>For</dt>
            <dd>{definition.purpose}</dd>
            <dt>Source</dt>
            <dd>{definition.source}</dd>
            <dt>Version</dt>
            <dd>{definition.version}</dd>
          </dl>
        </Part>
      )}
    </>
  );
}

/** `heartRate` as `Heart rate`; names that are no vital sign word by word. */
function wordsOf(name: string): string {
  const label = vitalLabel(name);
  if (label !== name) return label;
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
