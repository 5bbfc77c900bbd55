import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** A surface that groups what belongs together. */
export function Panel({
  title,
  actions,
  padded = true,
  children,
}: {
  title?: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Lists and tables bring their own padding. */
  padded?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`${classes.panel} ${padded ? classes.padded : ''}`}>
      {title === undefined ? null : (
        <Group justify="space-between" className={padded ? classes.heading : classes.listHeading}>
          <Title order={2}>{title}</Title>
          {actions}
        </Group>
      )}
      {children}
    </section>
  );
}
