import { defineConfig } from 'vitest/config'

/** Stories in a real browser against a running Hilo, one after the other: they share its cases. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.spec.ts'],
    environment: 'node',
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
  },
})
