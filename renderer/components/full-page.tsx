import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ColourSchemeSwitch } from './colour-scheme-switch.tsx';
import classes from './full-page.module.css';
import { Logo } from './logo.tsx';

/** A page before the work begins: one card in the middle, the product's name above, nothing else to look at. */
export function FullPage({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <Box className={classes.page}>
      <header className={classes.header}>
        <Group gap={10}>
          <Logo size={28} />
          <Text fw={650} fz="lg">
            Fairdoc
          </Text>
        </Group>
        <ColourSchemeSwitch />
      </header>
      <main className={classes.main}>
        <div className={wide ? classes.wideCard : classes.card}>{children}</div>
      </main>
      <footer className={classes.footer}>
        Everything is stored encrypted on this machine. No network is needed.
      </footer>
    </Box>
  );
}
