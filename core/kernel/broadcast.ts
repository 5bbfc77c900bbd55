/**
 * One writer, many readers: each reader is an async iterator with a queue of its own, so a slow screen never
 * holds up a write. A reader that falls more than `limit` messages behind loses the oldest ones.
 */
export interface Broadcast<T> {
  publish(message: T): void;
  /** Ends when `signal` aborts, the reader returns, or the broadcast closes. */
  subscribe(signal?: AbortSignal): AsyncIterableIterator<T, undefined>;
  close(): void;
}

interface Reader<T> {
  push(message: T): void;
  end(): void;
}

export function createBroadcast<T>(limit = 1_000): Broadcast<T> {
  const readers = new Set<Reader<T>>();
  let closed = false;

  // Written by hand rather than as a generator: a generator that waits for a message cannot be told to return.
  function subscribe(signal?: AbortSignal): AsyncIterableIterator<T, undefined> {
    const queue: T[] = [];
    let waiting: ((result: IteratorResult<T, undefined>) => void) | undefined;
    let ended = closed || signal?.aborted === true;

    const reader: Reader<T> = {
      push(message) {
        if (waiting) {
          waiting({ value: message, done: false });
          waiting = undefined;
          return;
        }
        queue.push(message);
        if (queue.length > limit) queue.shift();
      },
      end() {
        ended = true;
        readers.delete(reader);
        signal?.removeEventListener('abort', stop);
        waiting?.({ value: undefined, done: true });
        waiting = undefined;
      },
    };
    const stop = () => {
      queue.length = 0;
      reader.end();
    };
    signal?.addEventListener('abort', stop);
    if (!ended) readers.add(reader);

    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next() {
        const message = queue.shift();
        if (message !== undefined) return Promise.resolve({ value: message, done: false });
        if (ended) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve) => {
          waiting = resolve;
        });
      },
      return() {
        stop();
        return Promise.resolve({ value: undefined, done: true });
      },
    };
  }

  return {
    subscribe,
    publish(message) {
      for (const reader of readers) reader.push(message);
    },
    close() {
      closed = true;
      for (const reader of [...readers]) reader.end();
    },
  };
}
