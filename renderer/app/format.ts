/** Dates, times and numbers, one way everywhere: `14 Mar 2026, 09:05`. Times are shown in this machine's zone. */

const dateTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dateTimeSeconds = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const dayUtc = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' });
const integer = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** `14 Mar 2026, 09:05` */
export function formatDateTime(iso: string | Date): string {
  return dateTime.format(new Date(iso));
}

/** `14 Mar 2026, 09:05:07 GMT`, for the audit trail. */
export function formatDateTimeExact(iso: string | Date): string {
  const date = new Date(iso);
  return `${dateTimeSeconds.format(date)} ${zoneName(date)}`;
}

/** `14 Mar 2026` for a moment in time. */
export function formatDay(iso: string | Date): string {
  return day.format(new Date(iso));
}

/** `09:05` */
export function formatClock(iso: string | Date): string {
  return clock.format(new Date(iso));
}

/** A date as precise as it is known: `2026`, `Mar 2026` or `14 Mar 2026`. */
export function formatPartialDate(date: string): string {
  if (/^\d{4}$/.test(date)) return date;
  const utc = new Date(date.length === 7 ? `${date}-01T00:00:00Z` : `${date}T00:00:00Z`);
  return (date.length === 7 ? month : dayUtc).format(utc);
}

/** `3 min`, `1 h 5 min`, `2 d 4 h`: length of a time span given in milliseconds, never negative. */
export function formatSpan(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** `5 min ago`, `in 12 min`, `just now`. */
export function formatRelative(iso: string | Date, now: number): string {
  const ms = new Date(iso).getTime() - now;
  if (Math.abs(ms) < 60_000) return 'just now';
  return ms < 0 ? `${formatSpan(-ms)} ago` : `in ${formatSpan(ms)}`;
}

/** `12,345` */
export function formatCount(count: number): string {
  return integer.format(count);
}

/** `1 patient`, `12 patients`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `3.4 MiB` */
export function formatSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1_024;
  let unit = 0;
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

function zoneName(date: Date): string {
  return zone.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
