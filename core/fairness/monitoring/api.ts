import { implement } from '@orpc/server';
import { monitoringContract } from '../../contract/index.ts';
import type { HandlerContext } from '../../identity/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  acknowledgeAlert,
  closeAlert,
  investigateAlert,
  listAlerts,
  listHazards,
  noteOnAlert,
  readAlert,
  takeAlertOver,
  updateHazard,
} from './alerts.ts';
import type { MonitoringDefinition } from './definition.ts';
import type { Watch } from './watch.ts';

export interface MonitoringApi {
  readonly clock: Clock;
  readonly definition: MonitoringDefinition;
  /** The watch of the open workspace. */
  readonly watch: () => Watch;
}

/** `monitoring.*` */
export function implementMonitoring({ clock, definition, watch }: MonitoringApi) {
  const os = implement(monitoringContract).$context<HandlerContext>();
  const shown = ({ store }: HandlerContext, alertId: string) => readAlert(store, definition, alertId);
  return os.router({
    overview: os.overview.handler(async () => {
      await watch().catchUp();
      return watch().overview();
    }),
    path: os.path.handler(async ({ input }) => {
      await watch().catchUp();
      return watch().path(input.comparison);
    }),
    alerts: os.alerts.handler(async ({ context }) => {
      await watch().catchUp();
      return listAlerts(context.store);
    }),
    alert: os.alert.handler(({ context, input }) => shown(context, input.alertId)),
    hazards: os.hazards.handler(({ context }) => listHazards(context.store, definition)),
    acknowledge: os.acknowledge.handler(({ context, input }) => {
      acknowledgeAlert(clock, context, input.alertId);
      return shown(context, input.alertId);
    }),
    takeOver: os.takeOver.handler(({ context, input }) => {
      takeAlertOver(clock, context, input.alertId);
      return shown(context, input.alertId);
    }),
    investigate: os.investigate.handler(({ context, input }) => {
      investigateAlert(clock, context, input);
      return shown(context, input.alertId);
    }),
    addNote: os.addNote.handler(({ context, input }) => {
      noteOnAlert(clock, context, input);
      return shown(context, input.alertId);
    }),
    close: os.close.handler(async ({ context, input }) => {
      await closeAlert(clock, definition, context, input, watch().throughSeq());
      return shown(context, input.alertId);
    }),
    updateHazard: os.updateHazard.handler(({ context, input }) =>
      updateHazard(clock, definition, context, input),
    ),
  });
}
