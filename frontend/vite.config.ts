import { defineConfig } from 'vitest/config'

/** Two pages, two budgets: the citizen never downloads what only staff need. */
export default defineConfig({
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing becomes a data: address: the content policy allows our own files only.
    assetsInlineLimit: 0,
    rollupOptions: { input: ['citizen.html', 'staff.html'] },
  },
  server: { proxy: { '/api': { target: process.env.HILO_URL ?? 'http://127.0.0.1:8080' } } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
  },
})
