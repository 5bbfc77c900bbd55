import { IconCircleCheck, IconCircleDashed, IconCircleOff } from '@tabler/icons-react';
import type { ModelStatus } from '../../../core/contract/index.ts';
import { STATUS_WORDS } from './model-words.ts';
import classes from './models.module.css';

const SIGNS = { active: IconCircleCheck, draft: IconCircleDashed, retired: IconCircleOff };

/** Whether a model is in use: by a sign, a word and a colour. */
export function Status({ status }: { status: ModelStatus }) {
  const Sign = SIGNS[status];
  return (
    <span className={classes.status} data-status={status}>
      <Sign size={17} stroke={1.7} aria-hidden />
      {STATUS_WORDS[status]}
    </span>
  );
}
