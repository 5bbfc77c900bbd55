import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './panel.module.css';

/** A surface that groups what belongs together. */
export function Panel({
  title,
  padded = true,
  children,
}: {
  title?: string;
  /** Lists and tables bring their own padding. */
  padded?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`${classes.panel} ${padded ? classes.padded : ''}`}>
      {title === undefined ? null : (
        <Title order={2} mb="sm" px={padded ? 0 : 20} pt={padded ? 0 : 16}>
          {title}
        </Title>
      )}
      {children}
    </section>
  );
}
