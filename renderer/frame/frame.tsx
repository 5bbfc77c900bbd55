import { Outlet, useMatches } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { mayOpen } from '../app/nav.ts';
import { useSession } from '../app/session.tsx';
import { CommandPalette } from './command-palette.tsx';
import classes from './frame.module.css';
import { KeyboardHelp } from './keyboard-help.tsx';
import { Rail } from './rail.tsx';
import { NotAllowed } from './screen-states.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameActions } from './use-frame-actions.ts';

/** What stands around every screen: the rail, the top bar, the palette and the keyboard help. */
export function Frame() {
  const { me } = useSession();
  const matches = useMatches();
  const title = matches.findLast((match) => match.staticData.title !== undefined)?.staticData.title;
  const allowed = matches.every((match) => mayOpen(me, match.staticData.permissions ?? []));
  const main = useRef<HTMLElement>(null);
  const dialogs = useFrameActions();

  useEffect(() => {
    document.title = title === undefined ? 'Fairdoc' : `${title} – Fairdoc`;
  }, [title]);

  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Rail />
      <TopBar onSearch={dialogs.openPalette} onHelp={dialogs.openHelp} />
      <main ref={main} id="main" className={classes.main} tabIndex={-1}>
        {allowed ? <Outlet /> : <NotAllowed />}
      </main>
      <CommandPalette opened={dialogs.palette} onClose={dialogs.closePalette} />
      <KeyboardHelp opened={dialogs.help} onClose={dialogs.closeHelp} />
    </div>
  );
}
