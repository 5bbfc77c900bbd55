import { Text } from '@mantine/core';
import { problemOf } from '../app/problem.ts';
import { Note } from './note.tsx';

/** The error of a form or a step, beside the button that caused it. Renders nothing without an error. */
export function InlineProblem({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  const problem = problemOf(error);
  return (
    <div role="alert">
      <Note title={problem.message}>
        {problem.next}
        <Text fz="xs" c="dimmed">
          Code <code>{problem.code}</code>
        </Text>
      </Note>
    </div>
  );
}
