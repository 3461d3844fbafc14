/** The words of what other apps hand over, in English. */
export const incoming = {
  incoming: {
    title: 'Ready to import',
    intro: 'Nothing of this is in your drive yet. Look at it, then decide.',
    shared: '{items} file was shared | {items} files were shared',
    opened: '{items} file was opened | {items} files were opened',
    sharedText: 'A text was shared',
    sharedLink: 'A link was shared',
    where: 'Where to put it',
    choose: 'Choose a collection',
    toRoot: 'Into all media instead',
    import: 'Import {items} file | Import {items} files',
    importLink: 'Import from this link',
    discard: 'Discard',
    noLink: 'There is no link in this text, so there is nothing to import.',
    gone: 'No longer there',
    leftOut:
      '{items} more file was left out: a share takes 500 files or 8 GB. Choose it with Import instead. | {items} more files were left out: a share takes 500 files or 8 GB. Choose them with Import instead.',
    none: 'Nothing waits here.',
    noneHint:
      'Share files to HM Drive, or open them with it, and they are shown here before anything is imported.',
    waits: '{items} share waits for you | {items} shares wait for you',
    look: 'Look',
    refused: {
      full: 'Ten shares wait already. Import or discard some of them, then share this again.',
      'no-room':
        'There was no room to keep what was shared. Free some space, then share it again.',
      empty: 'There was nothing in what was shared.',
      foreign: 'Another website tried to put files here. Nothing was kept.',
      unreadable:
        'What was shared could not be read. Share it again, or choose the files with Import.',
      missed: 'HM Drive was not ready for what was shared. It is now: share it again.',
    },
  },
};
