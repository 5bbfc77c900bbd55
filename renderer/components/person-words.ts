import type { Role } from '../../core/contract/index.ts';

/** Titles of the roles as they are read by people. The descriptions come from the core. */
export const ROLE_TITLES: Record<Role, string> = {
  clinician: 'Clinician',
  triageNurse: 'Triage nurse',
  siteMonitor: 'Site monitor',
  dataManager: 'Data manager',
  biasReviewer: 'Bias reviewer',
  administrator: 'Administrator',
  auditor: 'Auditor',
};

export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_TITLES[role]).join(', ');
}

const TITLE = /^(dr|prof|mr|mrs|ms|miss|mx|sr|sir|dame)\.?$/i;

/** `AS` for "Dr Anna Maria Smith": first and last without a title, from any script. */
export function initialsOf(fullName: string): string {
  const all = fullName.trim().split(/\s+/);
  const untitled = all.filter((word) => !TITLE.test(word));
  const words = untitled.length > 0 ? untitled : all;
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
