import type { Icon } from '@tabler/icons-react';
import type { Permission, Role } from '../../core/contract/index.ts';

/** An entry of the rail. Each area exports its `navItems` beside its `routes`. */
export interface NavItem {
  id: string;
  label: string;
  to: string;
  icon: Icon;
  /** Key sequence that leads here, `g` and a letter. */
  keys: string;
  /** Shown to those who have any of these; empty: to everybody who is signed in. */
  permissions: readonly Permission[];
  /** Roles for which this is the first screen. */
  homeOf?: readonly Role[];
}

/** What a route says about itself besides its path. */
declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Name of the screen, shown as the window's title. */
    title?: string;
    /** Needed to open the screen: any of these. */
    permissions?: readonly Permission[];
  }
}
