import type { Disk } from '../storage/disk.ts';

/** A part of a disk as a disk of its own: every path lies below `directory`. */
export const diskBelow = (disk: Disk, directory: string): Disk => {
  const below = (path: string): string => (path === '' ? directory : `${directory}/${path}`);
  return {
    open: (path, options) => disk.open(below(path), options),
    read: (path, start, end) => disk.read(below(path), start, end),
    size: (path) => disk.size(below(path)),
    move: (from, to) => disk.move(below(from), below(to)),
    remove: (path) => disk.remove(below(path)),
    list: (path) => disk.list(below(path)),
  };
};
