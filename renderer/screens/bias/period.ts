export const PERIODS = ['all', '365', '90', '30'] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_LABELS: Readonly<Record<Period, string>> = {
  all: 'All time',
  '365': 'Last 12 months',
  '90': 'Last 90 days',
  '30': 'Last 30 days',
};

/** Where a period begins: at midnight, so that the question stays the same all day. Undefined for all time. */
export function periodStart(period: Period, now: Date): string | undefined {
  if (period === 'all') return undefined;
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - Number(period));
  return start.toISOString();
}
