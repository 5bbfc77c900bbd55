import { Button, Text } from '@mantine/core';
import { IconFileSearch, IconSignature } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { EVALUATION_FILE_MIB } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { useSession } from '../../app/session.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { InlineProblem } from '../../components/inline-problem.tsx';
import classes from './evaluation.module.css';

/** Starts an evaluation: on a file of cases, or on the decisions that were signed here. */
export function NewEvaluation({ onStarted }: { onStarted: (jobId: string) => void }) {
  const { can } = useSession();
  const start = useMutation(
    api.evaluation.start.mutationOptions({ onSuccess: ({ jobId }) => onStarted(jobId) }),
  );
  const startOnDecisions = useMutation(
    api.evaluation.startOnDecisions.mutationOptions({ onSuccess: ({ jobId }) => onStarted(jobId) }),
  );
  return (
    <section className={classes.start} aria-label="New evaluation">
      <FileDrop
        label="Choose a file of cases"
        icon={IconFileSearch}
        sizeMiB={EVALUATION_FILE_MIB}
        room={1}
        loading={start.isPending}
        onFiles={([file]) => {
          if (file !== undefined) start.mutate({ file });
        }}
      >
        or drop it here: JSON lines or CSV, each case with its gold level in <code>gold</code>.
      </FileDrop>
      <InlineProblem error={start.error} />
      {can('clinical.read') ? (
        <>
          <Button
            variant="default"
            leftSection={<IconSignature size={17} stroke={1.6} />}
            loading={startOnDecisions.isPending}
            onClick={() => startOnDecisions.mutate({})}
          >
            Use our signed decisions
          </Button>
          <Text c="dimmed" fz="sm">
            Judges the rules of today against the levels that people signed here.
          </Text>
          <InlineProblem error={startOnDecisions.error} />
        </>
      ) : null}
    </section>
  );
}
