/**
 * Small tools for streams. They are written by hand rather than as generators, because a generator that waits for
 * its source cannot be told to return.
 */
export type Stream<T> = AsyncIteratorObject<T, undefined, void>;

/** What a stream is read from. */
type Source<T> = AsyncIterator<T, undefined>;

function stream<T>(
  next: () => Promise<IteratorResult<T, undefined>>,
  stop: () => Promise<unknown>,
): Stream<T> {
  const end = async () => {
    await stop();
    return { done: true as const, value: undefined };
  };
  const self: Stream<T> = {
    next,
    return: end,
    [Symbol.asyncIterator]: () => self,
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
  return self;
}

/** First what is now, then what follows. */
export function startingWith<T>(first: Promise<T>, rest: Source<T> | undefined): Stream<T> {
  let begun = false;
  return stream<T>(
    async () => {
      if (begun) return rest ? rest.next() : { done: true, value: undefined };
      begun = true;
      return { done: false, value: await first };
    },
    async () => {
      begun = true;
      await rest?.return?.();
    },
  );
}

/** Every item as `show` makes it; items that it turns to undefined are left out. */
export function mapped<T, R>(source: Source<T>, show: (item: T) => R | undefined): Stream<R> {
  return stream<R>(
    async () => {
      for (;;) {
        const { done, value } = await source.next();
        if (done || value === undefined) return { done: true, value: undefined };
        const shown = show(value);
        if (shown !== undefined) return { done: false, value: shown };
      }
    },
    async () => source.return?.(),
  );
}
