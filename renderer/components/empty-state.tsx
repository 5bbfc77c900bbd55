import { Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './states.module.css';

/** Nothing here yet: says what would be here and offers the next step. */
export function EmptyState({
  icon: Sign,
  title,
  children,
  action,
}: {
  icon: Icon;
  title: string;
  /** One or two sentences that teach the next step. */
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={classes.state}>
      <Sign className={classes.quiet} size={30} stroke={1.4} aria-hidden />
      <Stack gap={6} align="flex-start">
        <Text fw={600} fz="lg">
          {title}
        </Text>
        <Text c="dimmed" maw={520}>
          {children}
        </Text>
        {action === undefined ? null : <div className={classes.action}>{action}</div>}
      </Stack>
    </div>
  );
}
