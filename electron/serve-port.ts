import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../core/app/index.ts';

/** A port of Electron's, of Node's or of a browser's. */
type Port = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0] & { start(): void };

/** Answers calls of the contract on ports of `core`. Everything that comes on one port shares a connection id. */
export function portServer(
  core: Pick<Core, 'router' | 'context'>,
): (port: Port, connectionId: string) => void {
  const rpc = new RPCHandler(core.router);
  return (port, connectionId) => {
    rpc.upgrade(port, { context: core.context(connectionId) });
    port.start();
  };
}
