import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const importOnly = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noClimbing = { regex: '^\\.\\./', message: 'Import from another folder with "@/".' };
const noApp = { regex: '^@/app(/|$)', message: 'shared -> features -> app: nothing imports app.' };
const noFeatures = { regex: '^@/features(/|$)', message: 'shared knows no features.' };
const noSiblings = (feature) => ({
  regex: `^@/features/(?!${feature}/)`,
  message: 'Features never import each other: what two of them need lives in shared.',
});

const features = readdirSync(new URL('src/features', import.meta.url));

export default tseslint.config(
  { ignores: ['dist', 'src/**/*.gen.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      jsxA11y.flatConfigs.strict,
      reactHooks.configs.flat['recommended-latest'],
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': 'error',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['public/**/*.js'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
  { files: ['src/shared/**'], rules: importOnly([noClimbing, noFeatures, noApp]) },
  { files: ['src/app/**'], rules: importOnly([noClimbing]) },
  ...features.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: importOnly([noApp, noSiblings(feature), { regex: '^\\.\\./\\.\\./', message: noClimbing.message }]),
  })),
);
