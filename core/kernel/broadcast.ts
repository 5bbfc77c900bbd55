/**
 * One writer, many readers: each reader is an async iterator with a queue of its own, so a slow screen never
 * holds up a write. A reader that falls more than `limit` messages behind loses the oldest ones.
 */
export interface Broadcast<T> {
  publish(message: T): void;
  /** Ends when `signal` aborts or the broadcast closes. */
  subscribe(signal?: AbortSignal): AsyncIterableIterator<T>;
  close(): void;
}

interface Reader<T> {
  queue: T[];
  wake: (() => void) | undefined;
}

export function createBroadcast<T>(limit = 1_000): Broadcast<T> {
  const readers = new Set<Reader<T>>();
  let closed = false;

  async function* read(reader: Reader<T>, signal: AbortSignal | undefined): AsyncGenerator<T, void> {
    const onAbort = () => reader.wake?.();
    signal?.addEventListener('abort', onAbort);
    try {
      while (!signal?.aborted) {
        const next = reader.queue.shift();
        if (next !== undefined) {
          yield next;
        } else if (closed) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            reader.wake = resolve;
          });
        }
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      readers.delete(reader);
    }
  }

  return {
    publish(message) {
      for (const reader of readers) {
        reader.queue.push(message);
        if (reader.queue.length > limit) reader.queue.shift();
        reader.wake?.();
      }
    },
    subscribe(signal) {
      // Registered here, not at the first `next()`: what is published in between must not be lost.
      const reader: Reader<T> = { queue: [], wake: undefined };
      readers.add(reader);
      return read(reader, signal);
    },
    close() {
      closed = true;
      for (const reader of readers) reader.wake?.();
    },
  };
}
