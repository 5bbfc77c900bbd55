import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` holds the tests beside the code, `integration` what crosses folders (hosts, crashes, real
 * data), `browser` what a person does in Chromium. The latter two own processes and ports, so their files run one
 * after another.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{core,cli,hosts,loopback,electron,tools,bench,models}/**/*.test.ts',
            'renderer/**/*.test.{ts,tsx}',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
