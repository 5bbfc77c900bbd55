import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './assessment.module.css';

/** A titled part of a pane, with room for an action on the right. */
export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.partHead}>
        <Title order={3} id={id}>
          {title}
        </Title>
        {action}
      </div>
      {children}
    </section>
  );
}
