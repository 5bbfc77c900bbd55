import { useCallback, useEffect, useState } from 'react';

/** Counts whole seconds down to zero. `started` says whether it has ever run. */
export function useCountdown(): { seconds: number; started: boolean; start: (seconds: number) => void } {
  const [until, setUntil] = useState<number | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const seconds = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
  const running = seconds > 0;

  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);

  const start = useCallback((length: number) => {
    setNow(Date.now());
    setUntil(Date.now() + length * 1_000);
  }, []);
  return { seconds, started: until !== null, start };
}
