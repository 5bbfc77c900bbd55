/** The composition root: what a host needs to run the product. */
export { type Core, type CoreOptions, type CoreRouter, createCore } from './core.ts';
export { DEMO_PASSPHRASE, DEMO_PEOPLE, DEMO_SIZE, type DemoSize } from './demo.ts';
