import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

const SIGNS = { attention: IconAlertTriangle, info: IconInfoCircle, good: IconCircleCheck };

/** A remark that must not be overlooked, with a sign as well as a colour. */
export function Note({
  kind = 'attention',
  title,
  children,
}: {
  kind?: 'attention' | 'info' | 'good';
  title?: ReactNode;
  children?: ReactNode;
}) {
  const Sign = SIGNS[kind];
  return (
    <div className={classes.note} data-kind={kind}>
      <Sign size={19} stroke={1.7} aria-hidden className={classes.sign} />
      <div className={classes.words}>
        {title === undefined ? null : <Text fw={600}>{title}</Text>}
        {children === undefined ? null : <Text component="div">{children}</Text>}
      </div>
    </div>
  );
}
