import { Button } from '@mantine/core';
import { IconCompass, IconLock } from '@tabler/icons-react';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';

/** The address leads nowhere. */
export function ScreenMissing() {
  return (
    <EmptyState
      icon={IconCompass}
      title="There is no such screen"
      action={
        <Button component={Link} to="/" variant="default">
          Go to my first screen
        </Button>
      }
    >
      The address may come from another version, or was typed by hand.
    </EmptyState>
  );
}

/** A screen broke while drawing. Nothing stored is touched by that. */
export function ScreenCrash({ error, reset }: ErrorComponentProps) {
  return <ErrorState error={error} onRetry={reset} />;
}

/** The person's roles do not include this screen. */
export function NotAllowed() {
  return (
    <EmptyState
      icon={IconLock}
      title="Your roles do not include this screen"
      action={
        <Button component={Link} to="/" variant="default">
          Go to my first screen
        </Button>
      }
    >
      If you need it for your work, ask an administrator to change your roles.
    </EmptyState>
  );
}
