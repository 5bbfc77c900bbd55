import { type MantineColorScheme, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { changePreferences, type Preferences, usePreferences } from '../../app/preferences.ts';
import { AnchorLink } from '../../components/anchor-link.tsx';
import { Panel } from '../../components/panel.tsx';
import classes from './settings.module.css';

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const DENSITIES: { value: Preferences['density']; label: string }[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

/** Kept on this machine, at once, for whoever works at this screen; and where the person's keys are seen to. */
export function DisplaySettings() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, singleKeys } = usePreferences();
  return (
    <Panel title="This screen">
      <Line title="Colours">
        <SegmentedControl
          aria-label="Colours"
          data={SCHEMES}
          value={colorScheme}
          onChange={(value) => setColorScheme(value)}
        />
      </Line>
      <Line title="Density" hint="Compact shows more patients and entries at once.">
        <SegmentedControl
          aria-label="Density"
          data={DENSITIES}
          value={density}
          onChange={(value) => changePreferences({ density: value })}
        />
      </Line>
      <Line
        title="Single-letter keys"
        hint="Keys such as N or J act on their own. Switch them off where dictation or a switch device might press them; keys with Ctrl or Cmd go on working."
      >
        <Switch
          aria-label="Single-letter keys"
          size="md"
          checked={singleKeys}
          onChange={(event) => changePreferences({ singleKeys: event.currentTarget.checked })}
        />
      </Line>
      <Line title="My passphrase" hint="Change it after an administrator set one for you.">
        <AnchorLink to="/settings/passphrase">Change it</AnchorLink>
      </Line>
      <Line title="Recovery key" hint="Opens the workspace when every passphrase is forgotten.">
        <AnchorLink to="/settings/recovery-key">See to it</AnchorLink>
      </Line>
    </Panel>
  );
}

function Line({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <div className={classes.line}>
      <div>
        <div className={classes.title}>{title}</div>
        {hint === undefined ? null : <div className={classes.hint}>{hint}</div>}
      </div>
      <div className={classes.control}>{children}</div>
    </div>
  );
}
