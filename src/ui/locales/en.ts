import { audio } from './en/audio.ts';
import { base } from './en/base.ts';
import { collections } from './en/collections.ts';
import { duplicates } from './en/duplicates.ts';
import { editing } from './en/editing.ts';
import { exports } from './en/exports.ts';
import { history } from './en/history.ts';
import { imports } from './en/imports.ts';
import { incoming } from './en/incoming.ts';
import { installed } from './en/installed.ts';
import { library } from './en/library.ts';
import { media } from './en/media.ts';
import { open } from './en/open.ts';
import { palette } from './en/palette.ts';
import { sample } from './en/sample.ts';
import { search } from './en/search.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { trash } from './en/trash.ts';
import { viewer } from './en/viewer.ts';

/** Every word of the screens, in English, a file for each room. Another language is of the same shape. */
export const en = {
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
};
