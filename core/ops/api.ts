import { implement } from '@orpc/server';
import { opsContract } from '../contract/index.ts';
import type { HandlerContext } from '../identity/index.ts';
import { readSettings, updateSettings } from './settings.ts';

/** `ops.*` */
export function implementOps() {
  const os = implement(opsContract).$context<HandlerContext>();
  return {
    settings: os.settings.handler(({ context }) => context.store.read(readSettings)),
    updateSettings: os.updateSettings.handler(({ context, input }) =>
      updateSettings(context.store, context.actor, input),
    ),
  };
}
