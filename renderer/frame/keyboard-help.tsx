import { Modal, SimpleGrid, Text } from '@mantine/core';
import { keysOf, useOfferedActions } from '../app/actions.ts';
import { usePreferences } from '../app/preferences.ts';
import { Keys } from '../components/keys.tsx';
import classes from './keyboard-help.module.css';

/** Every key that works on this screen, by group. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const actions = useOfferedActions().filter((action) => action.keys !== undefined);
  const { singleKeys } = usePreferences();
  const groups = Map.groupBy(actions, (action) => action.group);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys on this screen" size="xl">
      {singleKeys ? null : (
        <Text c="dimmed" mb="sm">
          Single-letter keys are switched off in the settings; keys with Ctrl or Cmd work.
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" verticalSpacing="lg">
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3 className={classes.group}>{group}</h3>
            <dl className={classes.list}>
              {[...Map.groupBy(members, ({ label }) => label)].map(([label, sameLabel]) => (
                <div key={label} className={classes.row}>
                  <dt>{label}</dt>
                  <dd>
                    {sameLabel.flatMap(keysOf).map((keys) => (
                      <Keys key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </SimpleGrid>
    </Modal>
  );
}
