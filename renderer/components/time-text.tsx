import { Tooltip } from '@mantine/core';
import { formatDateTime, formatDateTimeExact, formatRelative } from '../app/format.ts';
import { useNow } from './use-now.ts';

/** A moment as `14 Mar 2026, 09:05`; the exact time with its zone on hover and for a screen reader. */
export function TimeText({ at, relative = false }: { at: string; relative?: boolean }) {
  return (
    <Tooltip label={formatDateTimeExact(at)}>
      <time dateTime={at} className="numbers">
        {relative ? <Relative at={at} /> : formatDateTime(at)}
      </time>
    </Tooltip>
  );
}

function Relative({ at }: { at: string }) {
  const now = useNow();
  return formatRelative(at, now);
}
