import { IconTarget } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'evaluation',
    label: 'Evaluation',
    to: '/evaluation',
    icon: IconTarget,
    keys: 'g e',
    permissions: ['triage.evaluate'],
  },
];
