/**
 * What can be done, and by which keys: the one list that the palette, the keyboard sheet and the keys
 * themselves read, so that they cannot disagree. A label is the word `commands.<id>` of the locale.
 */
import type { IconName } from '../base/icons.ts';
import type { Chord } from './chords.ts';

/** Something to do from anywhere: a line of the palette, with keys where it has some. */
export interface Action {
  readonly icon: IconName;
  readonly keys: readonly Chord[];
  /** Keys of one screen that do the same there: shown beside it, and not heard elsewhere. */
  readonly screenKeys?: readonly Chord[];
  /** Left to a text field while one is written in, although it holds `Mod`. */
  readonly isOfText?: boolean;
}

/** Everything that the palette can do, in the order in which it offers it. */
export const ACTIONS = {
  search: { icon: 'search', keys: ['/'] },
  importFiles: { icon: 'photos', keys: [] },
  importFolder: { icon: 'folder', keys: [] },
  importLink: { icon: 'link', keys: [] },
  newCollection: { icon: 'plus', keys: [] },
  goLibrary: { icon: 'photos', keys: [] },
  goFavourites: { icon: 'heart', keys: [] },
  goAlbums: { icon: 'album', keys: [] },
  goDuplicates: { icon: 'twins', keys: [] },
  goHistory: { icon: 'clock', keys: [] },
  goTrash: { icon: 'trash', keys: [] },
  goHealth: { icon: 'pulse', keys: [] },
  goSettings: { icon: 'settings', keys: [] },
  undo: { icon: 'undo', keys: ['Mod+Z'], isOfText: true },
  redo: { icon: 'redo', keys: ['Mod+Shift+Z', 'Mod+Y'], isOfText: true },
  toggleSidebar: { icon: 'sidebar', keys: [] },
  showImports: { icon: 'download', keys: [] },
  compareSelected: { icon: 'compare', keys: [], screenKeys: ['C'] },
  groupSelected: { icon: 'stack', keys: [] },
  ungroupSelected: { icon: 'unstack', keys: [] },
  exportAll: { icon: 'download', keys: [] },
  themeSystem: { icon: 'theme', keys: [] },
  themeLight: { icon: 'theme', keys: [] },
  themeDark: { icon: 'theme', keys: [] },
  languageEn: { icon: 'language', keys: [] },
  languageFr: { icon: 'language', keys: [] },
  palette: { icon: 'command', keys: ['Mod+K'] },
  keys: { icon: 'keyboard', keys: ['?'] },
} as const satisfies Readonly<Record<string, Action>>;

/** The name of an action. */
export type ActionId = keyof typeof ACTIONS;

/** The actions that have keys, which the frame must be able to run. */
export type KeyedActionId = {
  [Id in ActionId]: (typeof ACTIONS)[Id]['keys'] extends readonly [] ? never : Id;
}[ActionId];

/** The names of all actions. */
export const ACTION_IDS = Object.keys(ACTIONS) as readonly ActionId[];

/** The names of those with keys. */
export const KEYED_ACTION_IDS = ACTION_IDS.filter(
  (id): id is KeyedActionId => ACTIONS[id].keys.length > 0,
);

/** Keys of one screen, which only there have something to act upon. Label: `commands.<id>`. */
export interface ScreenKeys {
  readonly id: string;
  readonly keys: readonly Chord[];
}

/** Where keys work: the groups of the sheet, in its order. */
export const KEY_GROUPS = ['everywhere', 'library', 'viewer', 'player'] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

/** The keys of each group. */
export const SCREEN_KEYS = {
  library: [
    { id: 'move', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
    { id: 'ends', keys: ['Home', 'End'] },
    { id: 'pages', keys: ['PageUp', 'PageDown'] },
    { id: 'jump', keys: ['D', 'M', 'Y'] },
    { id: 'goTo', keys: ['G'] },
    { id: 'open', keys: ['Enter'] },
    { id: 'select', keys: ['X', 'Space'] },
    { id: 'extend', keys: ['Shift+Space'] },
    { id: 'widen', keys: ['Mod+A'] },
    { id: 'clear', keys: ['Escape'] },
    { id: 'favourite', keys: ['F'] },
    { id: 'rate', keys: ['1', '2', '3', '4', '5'] },
    { id: 'unrate', keys: ['0'] },
    { id: 'tag', keys: ['T'] },
    { id: 'edit', keys: ['E'] },
    { id: 'collect', keys: ['L'] },
    { id: 'compareTwo', keys: ['C'] },
    { id: 'download', keys: ['Shift+D'] },
    { id: 'remove', keys: ['Delete'] },
  ],
  viewer: [
    { id: 'step', keys: ['ArrowLeft', 'ArrowRight'] },
    { id: 'ends', keys: ['Home', 'End'] },
    { id: 'close', keys: ['Escape'] },
    { id: 'info', keys: ['I'] },
    { id: 'favourite', keys: ['F'] },
    { id: 'rate', keys: ['1', '2', '3', '4', '5'] },
    { id: 'unrate', keys: ['0'] },
    { id: 'tag', keys: ['T'] },
    { id: 'collect', keys: ['L'] },
    { id: 'zoom', keys: ['Z'] },
    { id: 'zoomBy', keys: ['+', '-'] },
    { id: 'fit', keys: ['Shift+Z'] },
    { id: 'compare', keys: ['C'] },
    { id: 'compareWith', keys: ['Shift+C'] },
    { id: 'slideshow', keys: ['Space'] },
    { id: 'fullscreen', keys: ['Shift+F'] },
    { id: 'download', keys: ['Shift+D'] },
    { id: 'remove', keys: ['Delete'] },
  ],
  player: [
    { id: 'play', keys: ['Space', 'K'] },
    { id: 'skip', keys: ['J', 'L'] },
    { id: 'frame', keys: [',', '.'] },
    { id: 'speed', keys: ['<', '>'] },
    { id: 'mute', keys: ['M'] },
    { id: 'loop', keys: ['R'] },
  ],
} as const satisfies Readonly<Record<Exclude<KeyGroup, 'everywhere'>, readonly ScreenKeys[]>>;

/** A line of the keyboard sheet. */
export interface KeyLine {
  readonly id: string;
  readonly keys: readonly Chord[];
}

/** The lines of a group of the sheet. */
export const keyLines = (group: KeyGroup): readonly KeyLine[] =>
  group === 'everywhere'
    ? KEYED_ACTION_IDS.map((id) => ({ id, keys: ACTIONS[id].keys }))
    : SCREEN_KEYS[group];
