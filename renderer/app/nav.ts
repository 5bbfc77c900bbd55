import type { Me } from '../../core/contract/index.ts';
import { navItems as bias } from '../screens/bias/nav.ts';
import { navItems as evaluation } from '../screens/evaluation/nav.ts';
import { navItems as inbox } from '../screens/inbox/nav.ts';
import { navItems as knowledge } from '../screens/knowledge/nav.ts';
import { navItems as models } from '../screens/models/nav.ts';
import { navItems as monitoring } from '../screens/monitoring/nav.ts';
import { navItems as patients } from '../screens/patients/nav.ts';
import { navItems as record } from '../screens/record/nav.ts';
import { navItems as settings } from '../screens/settings/nav.ts';
import { navItems as triage } from '../screens/triage/nav.ts';
import type { NavItem } from './area.ts';

/** The rail from top to bottom. A workspace stands here when it works, and shows to those who may use it. */
const ALL: readonly NavItem[] = [
  ...inbox,
  ...triage,
  ...patients,
  ...bias,
  ...monitoring,
  ...knowledge,
  ...models,
  ...evaluation,
  ...record,
  ...settings,
];

export function navItemsFor(me: Pick<Me, 'permissions'>): NavItem[] {
  return ALL.filter((item) => mayOpen(me, item.permissions));
}

export function mayOpen(me: Pick<Me, 'permissions'>, needed: NavItem['permissions']): boolean {
  return needed.length === 0 || needed.some((permission) => me.permissions.includes(permission));
}

/** The screen on which a person starts: that of their first role which has one, else the first of the rail. */
export function homeOf(me: Pick<Me, 'permissions' | 'roles'>): string {
  const items = navItemsFor(me);
  for (const role of me.roles) {
    const home = items.find((item) => item.homeOf?.includes(role));
    if (home !== undefined) return home.to;
  }
  return items[0]?.to ?? '/settings';
}
