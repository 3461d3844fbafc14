/** The words of the frame of the app, in English. */
export const shell = {
  app: {
    name: 'HM Drive',
    skipToContent: 'Skip to content',
    opening: 'Opening your drive…',
    stays: 'Everything stays on this device.',
  },
  failure: {
    title: 'This drive cannot open here',
    missing: 'This browser lacks what a drive needs: {features}.',
    advice: 'Use a current Chrome, Edge, Firefox or Safari, not in a private window.',
    insecure: 'A drive needs a secure page. Open it by https, or on this device by localhost.',
    again: 'Try again',
    features: {
      'secure-context': 'a secure page (https)',
      opfs: 'private storage for files',
      indexeddb: 'a database',
      locks: 'locks between tabs',
    },
  },
  status: {
    label: 'State of the drive',
    dismiss: 'Dismiss',
    name: '“{name}”',
    aFile: 'A file',
    look: 'Health',
    said: {
      'check-left': 'One file is missing or damaged. | {left} files are missing or damaged.',
      'missing-left': '{name} is missing: import it again.',
      'damaged-left': '{name} is damaged: import it again.',
      'originals-missing': 'One original is missing. | {left} originals are missing.',
      'files-gone': 'The browser cleared your originals.',
      'journal-unread': 'Part of the record cannot be read.',
      'intake-paused': 'Too much at once: new work waits.',
    },
    degraded: {
      'journal-damaged':
        'A part of the journal was damaged. Everything that could be read is here.',
      'journal-restored':
        'A part of the drive’s record was missing. It was written again from the database; nothing is lost.',
      'files-gone': 'The browser cleared your originals.',
      'catalog-rebuilt':
        'The database of this drive was missing or out of date. It was made again from the files; nothing is lost.',
      'catalog-mended':
        'The database of this drive was damaged. It was made again from the drive’s record; nothing is lost.',
      'catalog-salvaged':
        'Both the database and the record of this drive were damaged. All that could be read of either is here.',
      'part-heic':
        'A part of the app is missing: HEIC photos are shown by their small previews until it comes. Health says when.',
      'part-films':
        'A part of the app is missing: some films have no picture until it comes. Health says when.',
      workers: 'This browser starts no workers: everything works, more slowly.',
      wasm: 'This browser runs no WebAssembly: files are read more slowly, and some HEIC photos have no preview.',
    },
  },
  acting: {
    label: 'Change in progress',
    tag: 'Tagging {done} of {total}',
    edit: 'Editing {done} of {total}',
    move: 'Moving {done} of {total}',
    copy: 'Copying {done} of {total}',
    remove: 'Moving to the trash: {done} of {total}',
    restore: 'Restoring {done} of {total}',
    purge: 'Deleting {done} of {total}',
    undo: 'Undoing {done} of {total}',
    redo: 'Redoing {done} of {total}',
    other: 'Changing {done} of {total}',
  },
  nav: {
    label: 'Drive',
    all: 'All media',
    favourites: 'Favourites',
    duplicates: 'Duplicates',
    trash: 'Trash',
    health: 'Health',
    settings: 'Settings',
    show: 'Show collections',
    hide: 'Hide collections',
    width: 'Width of the side bar',
  },
  storage: {
    used: '{size} used',
    quota: 'of {size}',
    free: '{size} free',
    persisted: 'The browser promised to keep it.',
    freeable: {
      title: 'This can make room:',
      trash: 'Empty the trash',
      parity: 'Keep less parity',
      reclaimable: 'Discard damaged bytes that were replaced',
    },
  },
};
