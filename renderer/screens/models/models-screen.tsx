import { Text, UnstyledButton } from '@mantine/core';
import { IconBinaryTree } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ModelsOverview } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Note } from '../../components/note.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ModelCardView } from './model-card-view.tsx';
import { Status } from './model-status.tsx';
import { vouchedFor } from './model-words.ts';
import classes from './models.module.css';

/** Which learned models are in use, who vouches for them, how well they do and on what they were trained. */
export function ModelsScreen() {
  const overview = useQuery(api.models.overview.queryOptions({ input: {} }));
  return (
    <Page
      title="Models"
      about="They estimate risks beside the rules. They can make a level more urgent, never less; a person decides."
    >
      {overview.isPending ? <LoadingRows rows={10} label="Reading the models" /> : null}
      {overview.isError ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : null}
      {overview.isSuccess ? <Overview overview={overview.data} /> : null}
    </Page>
  );
}

function Overview({ overview: { runtime, models } }: { overview: ModelsOverview }) {
  const { model: wanted } = useSearch({ from: '/models' });
  const navigate = useNavigate({ from: '/models' });
  const [first] = models;
  const shown = models.find(({ id }) => id === wanted) ?? first;
  if (shown === undefined) {
    return (
      <EmptyState icon={IconBinaryTree} title="There are no models here">
        Restore the folder “models” from the installation. Until then assessments rest on the rules alone.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={classes.runtime}>
        <Note title="Trained on invented patients">
          None of these models has seen a real patient. Their figures say how well they have learnt an
          invented department, not how well they do in yours.
        </Note>
        {runtime.problem === null ? null : (
          <Note title={runtime.problem.message}>{runtime.problem.next}</Note>
        )}
      </div>
      <div className={classes.layout}>
        <Panel padded={false}>
          <nav aria-label="Models">
            <ul className={classes.list}>
              {models.map((model) => (
                <li key={model.id}>
                  <UnstyledButton
                    className={classes.entry}
                    aria-current={model.id === shown.id}
                    onClick={() => void navigate({ search: { model: model.id } })}
                  >
                    <Text fw={600}>{model.card?.title ?? model.id}</Text>
                    <Status status={model.status} />
                    <Text fz="sm" c="dimmed">
                      {vouchedFor(model)}
                      {model.inMemory ? ' · in memory' : ''}
                    </Text>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </nav>
          <Text fz="sm" c="dimmed" px="md" pb="md" className="numbers">
            {runtime.usedMiB.toFixed(1)} of {runtime.budgetMiB} MiB of memory in use
          </Text>
        </Panel>
        <ModelCardView key={shown.id} model={shown} />
      </div>
    </>
  );
}
