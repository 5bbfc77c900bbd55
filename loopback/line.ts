import type { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * A browser's line to the core. What is no message of the protocol ends the line instead of being handed on: the
 * protocol's own decoder would write it, with whatever it quotes, to the log.
 */
export type Line = Pick<WebSocket, 'send' | 'addEventListener'>;

/** A call, an item of a stream, or its end, as `@orpc/client` writes them: an id, a type, a payload. */
const messageSchema = z.union([
  z.object({
    i: z.string().max(100),
    t: z.literal(1).optional(),
    p: z.object({ u: z.string().refine((url) => url.startsWith('/') || URL.canParse(url)) }),
  }),
  z.object({ i: z.string().max(100), t: z.literal(3), p: z.object({}) }),
  z.object({ i: z.string().max(100), t: z.literal(4) }),
]);

/** Stands between the JSON of a message and the file that it may carry; no UTF-8 text contains it. */
const FILE_FOLLOWS = 0xff;

function jsonPart(data: unknown): string {
  if (!(data instanceof Buffer)) return typeof data === 'string' ? data : '';
  const end = data.indexOf(FILE_FOLLOWS);
  return data.toString('utf8', 0, end < 0 ? data.length : end);
}

function isMessage(data: unknown): boolean {
  try {
    return messageSchema.safeParse(JSON.parse(jsonPart(data))).success;
  } catch {
    return false;
  }
}

/** The socket as the contract's handler sees it: with well-formed messages alone. Anything else closes it with 1007. */
export function lineOf(socket: WebSocket): Line {
  const addEventListener: Line['addEventListener'] = (type, listener, options) => {
    const handle = typeof listener === 'function' ? listener : listener.handleEvent.bind(listener);
    const pass: typeof handle = (event) => {
      if (type !== 'message' || isMessage(Reflect.get(event, 'data'))) handle(event);
      else socket.close(1007, 'not a message of Fairdoc');
    };
    socket.addEventListener(type, pass, options);
  };
  return { send: socket.send.bind(socket), addEventListener };
}
