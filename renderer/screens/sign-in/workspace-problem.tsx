import { Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceStateView } from '../../../core/contract/index.ts';
import { api } from '../../app/client.ts';
import { FullPage } from '../../components/full-page.tsx';

type ProblemState = 'foreign' | 'future' | 'damaged' | 'busy';

const TITLES: Record<ProblemState, string> = {
  foreign: 'This folder holds something else',
  future: 'This workspace was written by a newer version',
  damaged: 'The workspace is damaged',
  busy: 'The workspace is in use',
};

/** What a person may rely on in each state. Fairdoc never repairs or removes anything by itself. */
const SAFE: Record<ProblemState, readonly string[]> = {
  foreign: [
    'Nothing in the folder was changed.',
    'Your own workspace, if there is one elsewhere, is untouched.',
  ],
  future: [
    'Nothing was changed; the newer version can go on using it.',
    'Backups made by this version still open here.',
  ],
  damaged: [
    'Nothing was changed or removed since the damage was found.',
    'Backups are separate files and are not affected.',
  ],
  busy: ['The records are safe; another window or a command of Fairdoc is working with them.'],
};

/** A workspace that cannot be opened as it is: what happened, what is safe, what to do. */
export function WorkspaceProblem({ workspace }: { workspace: WorkspaceStateView }) {
  const queryClient = useQueryClient();
  const checking = useIsFetching({ queryKey: api.workspace.state.key() }) > 0;
  const state = problemStateOf(workspace.state);
  const { problem } = workspace;

  return (
    <FullPage wide>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <IconAlertTriangle size={26} stroke={1.6} color="var(--attention)" aria-hidden />
          <Title order={1}>{TITLES[state]}</Title>
        </Group>
        {problem === null ? null : <Text>{problem.message}</Text>}
        <section>
          <Title order={2} fz="md" mb={4}>
            What is safe
          </Title>
          <List spacing={4}>
            {SAFE[state].map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </section>
        {problem === null ? null : (
          <section>
            <Title order={2} fz="md" mb={4}>
              What to do
            </Title>
            <Text>{problem.next}</Text>
          </section>
        )}
        <Group justify="space-between" mt="sm">
          <Button
            leftSection={<IconRefresh size={17} />}
            loading={checking}
            onClick={() => void queryClient.invalidateQueries({ queryKey: api.workspace.state.key() })}
          >
            Check again
          </Button>
          <Text c="dimmed" fz="sm">
            Version {workspace.version}
            {problem === null ? null : (
              <>
                {' '}
                · code <code>{problem.code}</code>
              </>
            )}
          </Text>
        </Group>
      </Stack>
    </FullPage>
  );
}

function problemStateOf(state: WorkspaceStateView['state']): ProblemState {
  return state === 'foreign' || state === 'future' || state === 'busy' ? state : 'damaged';
}
