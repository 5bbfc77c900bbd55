import { Text, UnstyledButton } from '@mantine/core';
import {
  type Icon,
  IconDatabaseExport,
  IconKey,
  IconRefreshAlert,
  IconScale,
  IconStethoscope,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { Task } from '../../../core/contract/index.ts';
import { formatClock, formatSpan } from '../../app/format.ts';
import { useNow } from '../../components/use-now.ts';
import classes from './inbox.module.css';
import { useOpenTarget } from './target.ts';

const KINDS: Record<Task['kind'], { Sign: Icon; words: string; to?: string }> = {
  decide: { Sign: IconStethoscope, words: 'Decision' },
  retriage: { Sign: IconRefreshAlert, words: 'Re-triage' },
  confirmRecoveryKey: { Sign: IconKey, words: 'Recovery key', to: '/settings/recovery-key' },
  biasAlert: { Sign: IconScale, words: 'Bias alert' },
  backup: { Sign: IconDatabaseExport, words: 'Backup', to: '/record/backups' },
};

/** Something that waits for this person, with when it is due. */
export function TaskRow({ task }: { task: Task }) {
  const navigate = useNavigate();
  const openTarget = useOpenTarget(task.link);
  const { Sign, words, to } = KINDS[task.kind];
  const open = to === undefined ? openTarget : () => void navigate({ to });
  return (
    <UnstyledButton className={classes.row} data-list-row onClick={open}>
      <Sign size={20} stroke={1.7} className={classes.sign} aria-label={words} role="img" />
      <Text component="span" className={classes.words} fw={550}>
        {task.title}
      </Text>
      {task.dueAt === null ? null : <Due at={task.dueAt} />}
    </UnstyledButton>
  );
}

function Due({ at }: { at: string }) {
  const now = useNow();
  const ms = new Date(at).getTime() - now;
  return (
    <span className={classes.due} data-overdue={ms < 0}>
      {ms < 0 ? `${formatSpan(-ms)} overdue` : `due ${formatClock(at)}, in ${formatSpan(ms)}`}
    </span>
  );
}
