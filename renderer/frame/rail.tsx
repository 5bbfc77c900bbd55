import { Link } from '@tanstack/react-router';
import { navItemsFor } from '../app/nav.ts';
import { useSession } from '../app/session.tsx';
import { KeyTooltip } from '../components/key-tooltip.tsx';
import { Logo } from '../components/logo.tsx';
import classes from './rail.module.css';

/** The workspaces that this person may use. */
export function Rail() {
  const { me } = useSession();
  return (
    <nav className={classes.rail} aria-label="Workspaces">
      <Link to="/" className={classes.home} aria-label="Fairdoc, first screen">
        <Logo size={30} />
      </Link>
      {navItemsFor(me).map(({ id, label, to, icon: Sign, keys }) => (
        <KeyTooltip key={id} label={label} keys={keys} position="right">
          <Link to={to} className={classes.item} activeProps={{ 'data-active': true }}>
            <Sign size={21} stroke={1.6} aria-hidden />
            <span>{label}</span>
          </Link>
        </KeyTooltip>
      ))}
    </nav>
  );
}
