import type { QueryClient } from '@tanstack/react-query';
import type { Topic } from '../../core/contract/index.ts';
import { api, client } from './client.ts';

/** Which reads a change of each topic makes stale. */
function staleKeys(topic: Topic) {
  switch (topic) {
    case 'patient':
      return [
        api.clinic.searchPatients.key(),
        api.clinic.patient.key(),
        api.triage.key(),
        api.record.patientTrail.key(),
      ];
    case 'encounter':
    case 'triage':
      return [
        api.triage.queue.key(),
        api.triage.encounter.key(),
        api.clinic.patient.key(),
        api.record.patientTrail.key(),
        api.fairness.key(),
        api.monitoring.key(),
        api.ops.tasks.key(),
      ];
    case 'job':
      return [
        api.ops.jobs.key(),
        api.ops.job.key(),
        api.record.backups.key(),
        api.record.lastVerification.key(),
        api.evaluation.runs.key(),
      ];
    case 'notification':
      return [api.ops.notifications.key(), api.ops.tasks.key()];
    case 'people':
      return [api.people.key(), api.session.me.key(), api.record.facets.key()];
    case 'settings':
      return [
        api.ops.settings.key(),
        api.workspace.state.key(),
        api.session.me.key(),
        api.triage.queue.key(),
      ];
    case 'bias':
      return [api.monitoring.key(), api.ops.tasks.key()];
    case 'model':
      return [api.models.key()];
    case 'session':
      return [api.session.me.key(), api.workspace.state.key()];
  }
}

const RETRY_MS = 2_000;

/**
 * Follows changes until the signal ends it, and marks what they touch as stale. When the stream breaks, changes may
 * have been missed, so after taking it up again everything is read anew.
 */
export async function followChanges(queryClient: QueryClient, signal: AbortSignal): Promise<void> {
  for (let first = true; !signal.aborted; first = false) {
    try {
      const changes = await client.ops.live({}, { signal });
      if (!first) void queryClient.invalidateQueries();
      for await (const change of changes) {
        for (const topic of change.topics) {
          for (const queryKey of staleKeys(topic)) void queryClient.invalidateQueries({ queryKey });
        }
      }
    } catch {
      // The session ended or the line broke; asking who is signed in tells which.
      if (!signal.aborted) void queryClient.invalidateQueries({ queryKey: api.session.me.key() });
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
