/** The composition root: what a host needs to run the product. */
export { type Core, type CoreOptions, type CoreRouter, createCore } from './core.ts';
