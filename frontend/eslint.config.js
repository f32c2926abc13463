import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** Imports flow one way: api, words ← ui ← thread ← citizen, staff. */
const layer = (files, forbidden, why) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbidden.map((group) => ({ group: [group], message: why })) },
    ],
  },
})

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/contract.d.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strict],
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Only src/api talks to the network.' },
      ],
    },
  },
  { files: ['src/api/**', 'src/testing/**', 'e2e/**'], rules: { 'no-restricted-globals': 'off' } },
  layer(
    ['src/api/**', 'src/words/**'],
    ['../ui/**', '../thread/**', '../citizen/**', '../staff/**', '../../ui/**', '../../thread/**'],
    'api and words know no screen.',
  ),
  layer(
    ['src/ui/**'],
    ['**/thread/**', '**/citizen/**', '**/staff/**'],
    'ui knows nothing of cases.',
  ),
  layer(['src/thread/**'], ['**/citizen/**', '**/staff/**'], 'thread serves both audiences.'),
  layer(
    ['src/citizen/**'],
    ['**/staff/**', '**/testing/**'],
    'Citizens never download staff code.',
  ),
  layer(
    ['src/staff/**'],
    ['**/citizen/**', '**/testing/**'],
    'Staff do not import citizen screens.',
  ),
  {
    files: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    rules: { 'no-restricted-imports': 'off', 'no-restricted-globals': 'off' },
  },
)
