import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

/** The one way in which rooms may import each other: docs/architecture.md, "The house". */
const zones = [
  {
    target: './src/core',
    from: ['./src/platform', './src/app', './src/ui', './workers', './server'],
  },
  { target: './src/platform', from: ['./src/app', './src/ui', './workers', './server'] },
  { target: './src/app', from: ['./src/ui', './workers', './server'] },
  { target: './src/ui', from: ['./src/platform', './workers', './server'] },
  { target: './workers', from: ['./src/ui', './server'] },
  { target: './server', from: ['./src', './workers'] },
];

/** Floors of core, lowest first: a room may import its own floor and those below. */
const floors = [
  ['base'],
  ['storage', 'uri', 'config', 'runtime'],
  ['blobs'],
  ['media', 'collections', 'spaces', 'search'],
  ['journal', 'imports', 'exports', 'duplicates', 'layout', 'manifests'],
  ['catalog', 'assets'],
  ['integrity'],
  ['drive'],
];
const floorZones = floors.flatMap((floor, height) =>
  floor.map((room) => ({
    target: `./src/core/${room}`,
    from: floors
      .slice(height + 1)
      .flat()
      .map((above) => `./src/core/${above}`),
  })),
);

/** Two platform folders never meet. */
const technologies = [
  'opfs',
  'idb',
  'erasure-coding',
  'webcrypto',
  'hashing',
  'http',
  'imaging',
  'media-codecs',
  'file-system-access',
  'yaml',
  'memory',
  'page',
  'worker-pool',
  'web-locks',
  'zip',
  'sample',
];
const platformZones = technologies.map((technology) => ({
  target: `./src/platform/${technology}`,
  from: technologies
    .filter((other) => other !== technology)
    .map((other) => `./src/platform/${other}`),
}));

export default defineConfig(
  { ignores: ['dist', 'dist-server', 'node_modules', '.cache', 'test-results', 'coverage'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: {
      parserOptions: {
        parser: tseslint.parser,
        project: [
          './tsconfig.core.json',
          './tsconfig.worker.json',
          './tsconfig.page.json',
          './tsconfig.host.json',
          './tsconfig.tests.json',
        ],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    plugins: { 'import-x': importX },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [...zones, ...floorZones, ...platformZones].filter(
            (zone) => zone.from.length > 0,
          ),
        },
      ],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      'no-undef': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Ports are plain objects made by factories: none of their methods uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
      '@typescript-eslint/unified-signatures': 'off',
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
    },
  },
  {
    files: ['*.config.ts', '**/*.d.ts', '**/*.vue'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.{mjs,js}', '**/*.d.mts'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['scripts/**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);
