import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemOf } from '../app/problem.ts';
import classes from './states.module.css';

/** The error of a form or a step, beside the button that caused it. Renders nothing without an error. */
export function InlineProblem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  return (
    <div className={classes.inline} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden className={classes.inlineIcon} />
      <div>
        <Text fw={600}>{problem.message}</Text>
        <Text>{problem.next}</Text>
        <Text fz="xs" c="dimmed">
          Code <code>{problem.code}</code>
        </Text>
      </div>
    </div>
  );
}
