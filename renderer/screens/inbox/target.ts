import { useNavigate } from '@tanstack/react-router';
import type { Notification } from '../../../core/contract/index.ts';

type Link = NonNullable<Notification['link']>;

/** The screen to which a notification or a task leads. */
function targetOf(link: Link): string {
  switch (link.screen) {
    case 'encounter':
      return link.id === null ? '/triage' : `/triage/${link.id}`;
    case 'patient':
      return link.id === null ? '/patients' : `/patients/${link.id}`;
    case 'record':
      return link.id === null ? '/record' : `/record/${link.id}`;
    case 'jobs':
      return '/inbox/jobs';
    case 'monitoring':
      return link.id === null ? '/monitoring/alerts' : `/monitoring/alerts/${link.id}`;
    case 'people':
      return '/record/people';
  }
}

/** Opens what a notification or a task is about; undefined when it is about nothing that can be opened. */
export function useOpenTarget(link: Notification['link']): (() => void) | undefined {
  const navigate = useNavigate();
  if (link === null) return undefined;
  return () => void navigate({ to: targetOf(link) });
}
