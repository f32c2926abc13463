import { defineConfig, mergeConfig } from 'vite'
import { mockServer } from './src/testing/mock-server/plugin'
import base from './vite.config'

/** The pages with answers from memory, for looking at screens without a server. */
export default mergeConfig(base, defineConfig({ plugins: [mockServer()] }))
