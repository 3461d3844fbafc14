import { audio } from './fr/audio.ts';
import { base } from './fr/base.ts';
import { collections } from './fr/collections.ts';
import { duplicates } from './fr/duplicates.ts';
import { editing } from './fr/editing.ts';
import { exports } from './fr/exports.ts';
import { history } from './fr/history.ts';
import { imports } from './fr/imports.ts';
import { incoming } from './fr/incoming.ts';
import { installed } from './fr/installed.ts';
import { library } from './fr/library.ts';
import { media } from './fr/media.ts';
import { open } from './fr/open.ts';
import { palette } from './fr/palette.ts';
import { sample } from './fr/sample.ts';
import { search } from './fr/search.ts';
import { settings } from './fr/settings.ts';
import { shell } from './fr/shell.ts';
import { trash } from './fr/trash.ts';
import { viewer } from './fr/viewer.ts';
import type { en } from './en.ts';
import { withFrenchSpaces } from './french-spaces.ts';

/** Every word of the screens, in French, of the shape of the English ones: a missing one fails the type check. */
export const fr: typeof en = withFrenchSpaces({
  ...audio,
  ...base,
  ...collections,
  ...duplicates,
  ...editing,
  ...exports,
  ...history,
  ...imports,
  ...incoming,
  ...installed,
  ...library,
  ...media,
  ...open,
  ...palette,
  ...sample,
  ...search,
  ...settings,
  ...shell,
  ...trash,
  ...viewer,
});
