import { Anchor, Loader, Text, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../app/client.ts';
import { plural } from '../app/format.ts';
import { isActive } from '../components/job-words.ts';
import classes from './jobs-indicator.module.css';

/** Work that goes on in the background, visible from every screen while there is any. */
export function JobsIndicator() {
  const { data = [] } = useQuery(api.ops.jobs.queryOptions({ input: {} }));
  const active = data.filter(isActive);
  const first = active[0];
  if (first === undefined) return null;
  const words = active.length === 1 ? first.title : plural(active.length, 'job');
  return (
    <Tooltip label="Running in the background. Open the list of jobs.">
      <Anchor component={Link} to="/inbox/jobs" className={classes.link}>
        <Loader size={14} aria-hidden />
        <Text component="span" fz="sm" truncate>
          {words}
        </Text>
      </Anchor>
    </Tooltip>
  );
}
