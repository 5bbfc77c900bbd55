import { IconScale } from '@tabler/icons-react';
import type { NavItem } from '../../app/area.ts';

export const navItems: readonly NavItem[] = [
  {
    id: 'bias',
    label: 'Bias',
    to: '/bias',
    icon: IconScale,
    keys: 'g b',
    permissions: ['fairness.read'],
    homeOf: ['biasReviewer'],
  },
];
