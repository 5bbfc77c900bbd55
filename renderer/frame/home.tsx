import { Navigate } from '@tanstack/react-router';
import { homeOf } from '../app/nav.ts';
import { useSession } from '../app/session.tsx';

/** Leads to the screen on which this person's work begins. */
export function Home() {
  const { me } = useSession();
  return <Navigate to={homeOf(me)} replace />;
}
