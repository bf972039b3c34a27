import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // Many tests wait for real processes: both cores of a small machine are used only by two at a time.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{containers,e2e,rehearsals}/**'],
          // For what hangs: a few start real databases, and take twenty seconds beside other work.
          testTimeout: 60_000,
          // Importing the sources anew for each of some 470 files took longer than most of the tests. A file that changes
          // what others see of the process (its directory, its environment, its clock) has to put it back.
          isolate: false,
          setupFiles: ['test/forget-secrets.ts', 'test/nothing-left-turning.ts'],
          // The tests of a file that run beside one another start processes: more would wait for the cores.
          maxConcurrency: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'containers',
          include: ['test/containers/**/*.test.ts'],
          testTimeout: 240_000,
          // An image that is built for the first time fetches what it is built from.
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'rehearsals',
          include: ['test/rehearsals/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
        },
      },
    ],
  },
})
