import { IconStethoscope } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'triage',
    label: 'Triage',
    to: '/triage',
    icon: IconStethoscope,
    keys: 'g t',
    permissions: ['triage.read'],
    homeOf: ['clinician', 'triageNurse'],
  },
];
