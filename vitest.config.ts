import { defineConfig } from 'vitest/config';

/**
 * Two projects: `unit` holds the tests beside the code, `integration` what crosses folders (hosts, crashes,
 * browsers). Integration tests own processes and ports, so their files run one after another.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,cli,loopback,electron,tools,bench}/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
