// What `npm start` and `npm test` need before they begin: the pinned dependencies, and a fresh build.
// Imports nothing but Node itself, since on a fresh clone there is nothing else.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '..');

/** Names the lockfile that node_modules was installed from. */
const installedMark = join(root, 'node_modules', '.hm-installed');

/** What the build reads; when any of it is newer than the build, the build is stale. */
const SOURCES = [
  'src',
  'workers',
  'server',
  'public',
  'index.html',
  'manifest.webmanifest',
  'vite.config.ts',
  'scripts/signed-parts.ts',
  'package-lock.json',
];

/** Installs the pinned dependencies where they are missing or are not those of the lockfile. */
export function installDependencies() {
  const wanted = hashOf(join(root, 'package-lock.json'));
  if (existsSync(installedMark) && readFileSync(installedMark, 'utf8') === wanted) return;
  if (!isInstalled()) {
    console.log('Installing the pinned dependencies (once) …');
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const { status } = spawnSync(npm, ['ci', '--no-progress'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      throw new Error(
        'npm ci failed: its message above says why. Is there a network connection?',
      );
    }
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(installedMark, wanted);
}

/** Builds where there is no build, or where a source is newer than it. */
export function buildWhenStale() {
  const builtAt = Math.min(
    timeOf(join(root, 'dist', 'index.html')),
    timeOf(join(root, 'dist-server', 'main.js')),
  );
  const changedAt = Math.max(...SOURCES.map((source) => newestIn(join(root, source))));
  if (builtAt > changedAt) return;
  console.log('Building the app …');
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** Whether what npm wrote about its last install agrees with the lockfile, package by package. */
function isInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !there[path]) || there[path]?.version === version,
  );
}

function hashOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function timeOf(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
