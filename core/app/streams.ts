/** Streams that outlive the right to see them would leak: what a session follows ends with the session. */

interface Stream {
  [Symbol.asyncIterator](): AsyncIterator<unknown, unknown, undefined>;
}

function isStream(output: unknown): output is Stream {
  return (
    typeof output === 'object' &&
    output !== null &&
    Symbol.asyncIterator in output &&
    !('arrayBuffer' in output)
  );
}

/**
 * The output of a procedure, where it is a stream, as one that ends when `ended` aborts and whose errors pass
 * through `onError`. Any other output as it is.
 */
export function endWith<T>(output: T, ended: AbortSignal, onError: (thrown: unknown) => unknown): T {
  if (!isStream(output)) return output;
  const source = output[Symbol.asyncIterator]();
  const { promise: end, resolve: finish } = Promise.withResolvers<IteratorResult<unknown, unknown>>();
  const stop = () => {
    finish({ done: true, value: undefined });
    void source.return?.(undefined);
  };
  if (ended.aborted) stop();
  else ended.addEventListener('abort', stop, { once: true });

  const stream = {
    [Symbol.asyncIterator]: () => stream,
    async next() {
      try {
        const result = await Promise.race([end, source.next()]);
        if (result.done) ended.removeEventListener('abort', stop);
        return result;
      } catch (thrown) {
        ended.removeEventListener('abort', stop);
        throw onError(thrown);
      }
    },
    async return() {
      ended.removeEventListener('abort', stop);
      stop();
      return end;
    },
  };
  // The contract's output check has happened on the source; this only adds where it ends.
  return stream as T;
}
