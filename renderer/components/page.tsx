import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

/** A screen with a heading, one line about it, and its actions on the right. */
export function Page({
  title,
  about,
  actions,
  children,
  width = 'full',
}: {
  title: string;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** `reading`: forms and text keep a comfortable line length. */
  width?: 'full' | 'reading';
}) {
  return (
    <div className={classes.page} data-width={width}>
      <header className={classes.header}>
        <div>
          <Title order={1}>{title}</Title>
          {about === undefined ? null : <Text c="dimmed">{about}</Text>}
        </div>
        {actions === undefined ? null : <Group gap="sm">{actions}</Group>}
      </header>
      {children}
    </div>
  );
}
