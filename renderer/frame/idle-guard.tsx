import { Button, Modal, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { client } from '../app/client.ts';

const WARN_MS = 60_000;
const TOUCH_EVERY_MS = 20_000;
const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Locks after `minutes` without a sign of the person, and counts down aloud in the last minute. The core keeps its own
 * time and locks as well; this only makes sure that nobody is surprised.
 */
export function IdleGuard({ minutes, onIdle }: { minutes: number; onIdle: () => void }) {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const lastActive = useRef(Date.now());
  const lastTouch = useRef(Date.now());
  const limit = minutes * 60_000;
  const warning = secondsLeft !== null;

  useEffect(() => {
    const stay = () => {
      const now = Date.now();
      lastActive.current = now;
      if (now - lastTouch.current < TOUCH_EVERY_MS) return;
      lastTouch.current = now;
      // A refusal means that the session is over; the gate learns that by itself.
      client.session.touch({}).catch(() => undefined);
    };
    // While the warning is up, only its button counts: a knocked mouse must not keep a session open.
    if (warning) return;
    for (const kind of ACTIVITY) window.addEventListener(kind, stay, { passive: true });
    return () => {
      for (const kind of ACTIVITY) window.removeEventListener(kind, stay);
    };
  }, [warning]);

  useEffect(() => {
    const timer = setInterval(() => {
      const left = limit - (Date.now() - lastActive.current);
      if (left <= 0) {
        clearInterval(timer);
        onIdle();
      } else setSecondsLeft(left <= Math.min(WARN_MS, limit / 2) ? Math.ceil(left / 1_000) : null);
    }, 1_000);
    return () => clearInterval(timer);
  }, [limit, onIdle]);

  const goOn = () => {
    lastActive.current = Date.now();
    lastTouch.current = Date.now();
    setSecondsLeft(null);
    client.session.touch({}).catch(() => undefined);
  };

  return (
    <Modal opened={warning} onClose={goOn} title="Are you still there?" size="sm" withCloseButton={false}>
      <Text>
        Fairdoc locks in{' '}
        <strong className="numbers" aria-live="off">
          {secondsLeft ?? 0} s
        </strong>
        . What you have entered stays on the screen behind the lock.
      </Text>
      <Button mt="md" fullWidth onClick={goOn} data-autofocus>
        Go on working
      </Button>
    </Modal>
  );
}
