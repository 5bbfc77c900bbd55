import type { Task } from '../contract/index.ts';
import {
  type BiasAlertRow,
  type MonitoringDefinition,
  type OverviewTexts,
  openWatch,
  standingAlerts,
  type Watch,
} from '../fairness/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { type NewNotification, raiseNotifications, type TaskSource } from '../ops/index.ts';
import type { Store } from '../store/index.ts';

/** How the watch for bias is put together with the rest: who is told, and what is left to do. */

const link = (alertId: string) => ({ screen: 'monitoring' as const, id: alertId });

const notificationOf = ({ id, title }: BiasAlertRow): NewNotification => ({
  kind: 'biasAlert',
  severity: 'attention',
  title: 'A difference between groups was found',
  text: `${title}.`,
  link: link(id),
  to: { permission: 'fairness.review' },
  once: `biasAlert:${id}`,
});

export function startWatch(
  store: Store,
  of: {
    readonly clock: Clock;
    readonly log: Log;
    readonly definition: MonitoringDefinition;
    readonly texts: OverviewTexts;
  },
): Watch {
  return openWatch({
    ...of,
    store,
    onAlerts: (alerts) => raiseNotifications(store, of.clock, alerts.map(notificationOf)),
  });
}

/** Alerts that nobody has acknowledged, for those who review; and those that are one's own to go on with. */
export const alertTasks: TaskSource = (store, reader): Task[] => {
  if (!reader.permissions.has('fairness.review')) return [];
  return standingAlerts(store).flatMap(({ id, state, title, owner }): Task[] => {
    const about = { id: `biasAlert/${id}`, kind: 'biasAlert' as const, dueAt: null, link: link(id) };
    if (state === 'open') return [{ ...about, title: `Acknowledge: ${title}`, overdue: true }];
    if (owner !== reader.userId) return [];
    const next = state === 'acknowledged' ? 'Investigate' : 'Conclude';
    return [{ ...about, title: `${next}: ${title}`, overdue: false }];
  });
};
