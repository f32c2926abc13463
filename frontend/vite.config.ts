import { defineConfig } from 'vitest/config'
import { mockServer } from './src/testing/mock-server/plugin'

/** Two pages, two budgets: the citizen never downloads what only staff need. */
export default defineConfig(({ mode }) => ({
  plugins: mode === 'mock' ? [mockServer()] : [],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: ['citizen.html', 'staff.html'] },
  },
  server: { proxy: { '/api': { target: process.env.HILO_URL ?? 'http://127.0.0.1:8080' } } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
  },
}))
