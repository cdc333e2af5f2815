import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const features = readdirSync(fileURLToPath(new URL('./src/features', import.meta.url)));

// Imports go one way: lib -> components -> players -> features -> app. Another room is imported by "@/", the own one by
// "./"; so a feature that names "@/features" or climbs out of its folder reaches for another one.
const order = ['lib', 'components', 'players', 'features', 'app'];
/** @type {(files: string[], group: string[], message: string) => import('eslint').Linter.Config} */
const forbid = (files, group, message) => ({
  files,
  ignores: ['**/*.test.*'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});
const rooms = order.slice(0, -1).map((room, i) => {
  const above = order.slice(i + 1).map((name) => `@/${name}/**`);
  return forbid([`src/${room}/**`], above, `${room}/ is below: hand in what it needs from above.`);
});
const siblings = features.map((feature) =>
  forbid(
    [`src/features/${feature}/**`],
    ['@/app/**', '@/features/**', '../../**'],
    'Features do not import one another: compose them in app/routes.',
  ),
);

export default defineConfig(
  globalIgnores(['dist', 'src/lib/api-schema.ts']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat['recommended-latest'],
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } },
    },
    rules: {
      'max-lines': ['error', 200],
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      'no-console': 'error',
    },
  },
  ...rooms,
  ...siblings,
  { files: ['screenshots/**'], rules: { 'no-console': 'off' } },
);
