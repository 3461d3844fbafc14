import type { IconName } from '../base/icons.ts';

/** The sign of each kind of act. */
export const VERB_ICONS: Readonly<Record<string, IconName | undefined>> = {
  'create-collection': 'folder',
  'edit-collection': 'folder',
  'move-collection': 'move',
  'remove-collection': 'trash',
  import: 'plus',
  edit: 'tag',
  move: 'move',
  copy: 'copy',
  remove: 'trash',
  group: 'photos',
  ungroup: 'photos',
  merge: 'photos',
  restore: 'restore',
  purge: 'close',
  'create-link': 'link',
  'remove-link': 'link',
  settings: 'settings',
  undo: 'restore',
  redo: 'check',
};
