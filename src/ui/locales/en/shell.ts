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
    andMore: '{names} and {more} more',
    aFile: 'A file',
    withoutBytes: 'Without good bytes: {names}.',
    said: {
      'check-left':
        'The check found {missing} missing and {corrupt} damaged, and repaired {repaired}. Import what is left again to bring it back.',
      'missing-left': '{names}: the bytes are missing. Import it again to repair it.',
      'damaged-left': '{names}: the bytes are damaged. Import it again to repair it.',
      'originals-missing':
        '{missing} of {checked} originals are missing on this device. Import them again to bring them back.',
      'files-gone':
        'This browser cleared the files of the drive: {missing} of {checked} originals are missing on this device. Collections, tags and trash are all kept; import the files again to bring them back.',
      'journal-unread':
        'A part of the drive’s record cannot be read. What the database knows of it stays, and the record is written anew from it later.',
      'intake-paused':
        'Too much was asked for at once: new work is taken in again when half of what waits is done.',
    },
    degraded: {
      'journal-damaged':
        'A part of the journal was damaged. Everything that could be read is here.',
      'journal-restored':
        'A part of the drive’s record was missing. It was written again from the database; nothing is lost.',
      'files-gone':
        'The browser cleared the files of this drive. Collections, tags and trash are all here; the originals have to be imported again.',
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
