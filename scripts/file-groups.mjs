// Which modules of the page come together in one file of the build. To fetch and keep a file costs a new
// visitor's processor about 15 ms, however small it is, so few files are better than many.
import { join } from 'node:path';

/** What every first visit shows, one after the other: in one file nothing has to wait for another. */
const FIRST = [
  'src/main.ts',
  'src/app/installed-app.ts',
  'src/ui/shell/DriveShell.vue',
  'src/ui/installed/InstalledApp.ts',
  'src/ui/audio/AlbumsLink.vue',
  'src/ui/library/LibraryView.vue',
  'src/ui/sample/SampleOffer.vue',
];

/** In bytes of source. What the same screens share is one file; a smaller one goes with a neighbour. */
const FILE_BYTES_MIN = 20_000;

/** The groups of Rolldown's `codeSplitting` for the page. */
export function fileGroups(root) {
  let first = null;
  return [
    {
      name: (id, build) => {
        first ??= withImports(
          FIRST.map((path) => join(root, path)),
          build,
        );
        return first.has(id) ? 'first' : null;
      },
      priority: 1,
    },
    { name: 'part', entriesAware: true, entriesAwareMergeThreshold: FILE_BYTES_MIN },
  ];
}

/** A part bears the names of the first that share it. */
export function fileName({ name }) {
  const [first, ...shared] = name.replace(/^part~/, '').split('~');
  return `assets/${[first, ...shared.slice(0, 2)].join('-')}-[hash].js`;
}

/** The modules and all that they import, however far; what they import later on is not among them. */
function withImports(ids, build) {
  const found = new Set(ids);
  for (const id of found) {
    const info = build.getModuleInfo(id);
    if (info === null)
      throw new Error(`No module of the build is ${id}: see ${import.meta.filename}.`);
    for (const imported of info.importedIds) found.add(imported);
  }
  return found;
}
