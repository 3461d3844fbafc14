// The licences of everything that the app ships: package.json's dependencies with all that these depend on.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:[.-].*)?$/i;
const NOTICE_FILE = /^notice(?:\..*)?$/i;

/**
 * Each package once, by name: `{name, version, licence, text}`. Throws where one has no text and its
 * licence has none that is the same for everybody.
 */
export function collectLicences(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const visit = (path) => {
    if (found.has(path)) return;
    found.set(path, readLicence(root, path, packages[path]));
    for (const name of Object.keys(packages[path].dependencies ?? {}))
      visit(resolvePackage(packages, path, name));
  };
  for (const name of Object.keys(packages[''].dependencies))
    visit(resolvePackage(packages, '', name));
  const byName = new Map(
    [...found.values()].map((entry) => [entry.name + entry.version, entry]),
  );
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Where Node finds `name` from the package at `path`: the nearest `node_modules` on the way up. */
function resolvePackage(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const candidate = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (at === '') throw new Error(`package-lock.json has no ${name}, which ${path} needs.`);
    if (!at.includes('/node_modules/')) at = '';
  }
}

function readLicence(root, path, { version, license: licence }) {
  const folder = join(root, path);
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const files = readdirSync(folder);
  const read = (pattern) =>
    files
      .filter((file) => pattern.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const texts = read(LICENCE_FILE);
  if (texts.length === 0) texts.push(commonText(name, licence, folder));
  return { name, version, licence, text: [...texts, ...read(NOTICE_FILE)].join('\n\n') };
}

/** The MIT licence is one text but for its holder; a package that leaves it out names its author. The GPL is one text. */
function commonText(name, licence, folder) {
  if (licence === 'GPL-2.0-or-later') {
    const text = readFileSync(join(import.meta.dirname, 'licences', 'GPL-2.0.txt'), 'utf8');
    const { repository } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `The source code of ${name}: ${repository.url}\n\n${text.trim()}`;
  }
  if (licence !== 'MIT')
    throw new Error(`${name} (${licence}) comes without its licence's text.`);
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const holder =
    typeof author === 'object' ? author.name : (author ?? `the authors of ${name}`);
  return `MIT License\n\nCopyright (c) ${holder}\n\n${MIT}`;
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** A plugin of Vite: `virtual:licences` is the list, a chunk of its own that is loaded when it is looked at. */
export function licences(root) {
  const id = 'virtual:licences';
  return {
    name: 'hm-licences',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (resolved) =>
      resolved === `\0${id}`
        ? `export const licences = ${JSON.stringify(collectLicences(root))};`
        : undefined,
  };
}
