/** Decisions watched for bias as they come in. */
export { ALERT_CLOSING, signedClosing, standingAlerts } from './alerts.ts';
export { implementMonitoring, type MonitoringApi } from './api.ts';
export { loadMonitoringDefinition, type MonitoringDefinition } from './definition.ts';
export { monitoringMigrations } from './migrations.ts';
export type { BiasAlertRow } from './schema.ts';
export { simulateMany } from './simulation.ts';
export { openWatch, type Watch } from './watch.ts';
