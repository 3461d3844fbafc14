/** The words of exports, in English. */
export const exports = {
  exports: {
    menu: 'Export…',
    title: 'Export {name}',
    as: 'Export as',
    zip: 'One zip file',
    zipHint: 'Folders inside, nothing compressed: media do not get smaller.',
    folder: 'A folder on this device',
    folderHint: 'Written file by file. What has the same name there is replaced.',
    noFolder: 'This browser cannot write into folders.',
    sidecars: 'Titles, tags, ratings and places beside each file',
    sidecarsHint: 'As XMP files, which other photo programs read.',
    start: 'Export',
    running: 'Exports',
    of: 'Exporting {name}',
    cancel: 'Cancel the export of {name}',
    crowded: 'Not exported: {name}',
    retry: 'Try again',
    dismiss: 'Let the export of {name} be',
    done: '{items} file exported, {size} | {items} files exported, {size}',
    failed:
      '{items} file could not be exported: {name}. {why} | {items} files could not be exported, first {name}. {why}',
    selection: '{items} item | {items} items',
  },
};
