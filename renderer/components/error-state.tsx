import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { problemOf } from '../app/problem.ts';
import classes from './states.module.css';

/**
 * An error on a screen: what happened, what is safe, what to do, and the code to quote.
 *
 * `safe` says what the person need not worry about; without it, what holds for everything that only reads.
 */
export function ErrorState({
  error,
  onRetry,
  safe,
}: {
  error: unknown;
  onRetry?: () => void;
  safe?: string;
}) {
  const problem = problemOf(error);
  return (
    <div className={classes.state} role="alert">
      <IconAlertTriangle className={classes.attention} size={28} stroke={1.6} aria-hidden />
      <Stack gap={6}>
        <Text fw={600} fz="lg">
          {problem.message}
        </Text>
        <Text>{problem.next}</Text>
        <Text c="dimmed">{safe ?? safeWords(problem.kind)}</Text>
        <Group mt={6} gap="md">
          {onRetry === undefined ? null : (
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
              Try again
            </Button>
          )}
          <Text c="dimmed" fz="sm">
            Code <code>{problem.code}</code>
          </Text>
        </Group>
      </Stack>
    </div>
  );
}

function safeWords(kind: string): string {
  return kind === 'damaged'
    ? 'Reading it changed nothing, and backups are separate files.'
    : 'Everything already saved is safe.';
}
