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

/** `AS` for "Anna Maria Smith": first and last, from any script. */
export function initialsOf(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toLocaleUpperCase();
}
