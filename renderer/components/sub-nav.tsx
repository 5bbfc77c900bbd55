import { Link } from '@tanstack/react-router';
import classes from './sub-nav.module.css';

export interface SubNavItem {
  label: string;
  to: string;
  /** Active only at exactly this address, for the first of a family. */
  exact?: boolean;
}

/** The screens of one workspace, side by side. */
export function SubNav({ label, items }: { label: string; items: readonly SubNavItem[] }) {
  return (
    <nav className={classes.nav} aria-label={label}>
      {items.map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className={classes.item}
          activeOptions={{ exact: item.exact ?? false, includeSearch: false }}
          activeProps={{ 'data-active': true }}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}
