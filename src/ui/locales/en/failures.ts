import type { FailureType } from '../../../core/base/failure-types.ts';

/**
 * What is said of a failure. `plain` says it without its facts; any other text is named after the facts that
 * it shows, joined by `_`, and is taken where the failure has all of them.
 */
export type FailureTexts = Readonly<Record<string, string>> & { readonly plain: string };

/** The words of every failure that a person can meet, in English. Fetched when the first one is met. */
export const failures = {
  failing: {
    'bad-argument': {
      plain:
        'The drive was asked for something that it does not know. Reload the page, then try again.',
    },
    'bad-chunk-list': {
      plain: 'The list of this file’s parts is damaged. Import the file again to repair it.',
    },
    'bad-collection': {
      plain:
        'This collection cannot be saved like that. Look at its name, description and tags.',
    },
    'bad-config': {
      plain: 'These are no settings of a drive. Choose a config.yaml that a drive has saved.',
      path_value: 'The setting {path} cannot be {value}. Nothing was changed.',
      path_value_min_max:
        'The setting {path} was {value}; it must be from {min} to {max}. Nothing was changed.',
    },
    'bad-device-key': {
      plain:
        'The key of this device cannot be read. Reload the page; if it stays so, clear the site data of this drive’s keys only.',
    },
    'bad-limit': { plain: 'That many entries cannot be asked for. Reload the page.' },
    'bad-link': {
      plain: 'This is no link that can be used.',
      link: '“{link}” is no web address that can be imported. Give one that begins with https:// and names no user.',
    },
    'bad-manifest': {
      plain:
        'This is no list of files that was signed, or it was changed afterwards. Ask for it again.',
    },
    'bad-patch': {
      plain:
        'A value cannot be saved like that, so nothing was changed. Look at what you typed.',
    },
    'bad-path': {
      plain: 'This name cannot be used for a collection. Leave out slashes, and keep it short.',
      name: 'A collection cannot be called “{name}”. Choose another name.',
      path: '“{path}” cannot be used as a place. Leave out double slashes, and keep names short.',
    },
    'bad-query': { plain: 'This search cannot be understood. Look at its filters.' },
    'bad-size': { plain: 'No preview of this size is kept. Reload the page.' },
    'bad-uri': { plain: 'This is no address of a drive. One begins with hm://.' },
    'bad-yaml': {
      plain: 'This file is no readable YAML. Choose a config.yaml that a drive has saved.',
    },
    busy: {
      plain: 'Another part of the drive is using this just now. Wait a moment, then try again.',
    },
    cancelled: { plain: 'This was cancelled. What was done until then stays.' },
    'catalog-damaged': {
      plain:
        'A part of the catalogue is damaged. Open the settings and rebuild it from the files: nothing is lost.',
    },
    closed: { plain: 'The drive has closed. Reload the page.' },
    cycle: {
      plain:
        'A collection cannot be put into itself, or list itself. Choose a place outside it.',
    },
    damaged: {
      plain:
        'This file is damaged on this device, so it is not shown. Import it again to repair it.',
      name: '“{name}” is damaged on this device, so it is not shown. Import the file again to repair it.',
    },
    'deadline-passed': {
      plain:
        'This was not done in the time that was given for it. Try it again, with more time.',
    },
    defect: {
      plain:
        'Something went wrong in the app that should not have. What is saved is safe. Reload the page; if it happens again, please report it.',
    },
    'empty-file': { plain: 'This file is empty: there is nothing to keep.' },
    'engines-failed': {
      plain:
        'Nothing on this device could do this: each way stopped while it worked. Nothing is lost; try it again later.',
    },
    'fetch-failed': {
      plain:
        'The file could not be fetched from the web. Download it in a tab of its own, then drop it here.',
      url: '{url} could not be read: there is no connection, or the server does not let other sites read it. Download the file in a tab of its own, then drop it here.',
      url_status:
        'The server answered {status} for {url}. Look at the address, or download the file and drop it here.',
    },
    'file-failed': {
      plain:
        'The file could not be written, so nothing of it was kept. Look whether there is room for it, or choose another place, then export again.',
      name: '“{name}” could not be written, so nothing of it was kept. Look whether there is room for it, or choose another place, then export again.',
    },
    'files-needed': {
      plain:
        'The import waits for files that the browser cannot open again. Drop them once more, and it goes on.',
      filesDone_filesTotal:
        'The import waits: {filesDone} of {filesTotal} files are done. Drop the others again, and it goes on.',
    },
    'folder-failed': {
      plain: 'The folder could not be written. Look whether it is still there and has room.',
      path_written:
        '“{path}” could not be written into the folder. Files written whole before it: {written}. Look whether the folder is still there and has room, then export again.',
      path_written_neededBytes:
        'The folder has no room for “{path}” ({neededBytes}), and nothing of it is left there. Files written whole before it: {written}. Make room there, or choose another folder, then export again.',
    },
    'folder-refused': {
      plain: 'The browser may no longer write into this folder. Choose it again.',
    },
    'intake-paused': {
      plain:
        'Too much was asked for at once. New work is taken in again when half of what waits is done.',
    },
    'io-failed': {
      plain:
        'The browser’s storage did not do what it was asked. Reload the page; what is saved is safe.',
    },
    'is-a-search': {
      plain:
        'This is a saved search: what it lists is found, not put there. Choose a collection.',
      path: '“{path}” is a saved search: what it lists is found, not put there. Choose a collection.',
    },
    'limit-reached': {
      plain:
        'The drive has taken all that its settings allow. Raise the limit there, or empty the trash.',
      leftBytes:
        'The settings let the drive take only {leftBytes} more. Raise the limit there, or empty the trash.',
    },
    missing: {
      plain:
        'The bytes of this file are not on this device. Import it again to bring them back.',
      name: 'The bytes of “{name}” are not on this device. Import the file again to bring them back.',
    },
    'name-taken': {
      plain:
        'There is a collection of this name already. Choose another name or another place.',
      path: 'There is a collection “{path}” already. Choose another name or another place.',
    },
    'newer-format': {
      plain:
        'This drive was last used by a newer version of the app. Reload the page to get that version.',
    },
    'no-frame': { plain: 'The film shows no picture yet. Try again in a moment.' },
    'no-such-method': {
      plain: 'This page and the drive are of different versions. Reload the page.',
    },
    'no-thumbnail': { plain: 'There is no preview of this file.' },
    'not-found': {
      plain: 'This is not there any more: it may have been moved, renamed or deleted.',
      path: 'There is no collection “{path}” any more: it may have been moved, renamed or deleted.',
    },
    'not-in-trash': {
      plain: 'Only what is in the trash can be deleted for good. Remove it first.',
    },
    'not-supported': {
      plain: 'This browser cannot write into a folder. Export as a zip instead.',
    },
    'queue-full': {
      plain:
        'As much is waiting as this device can do in good time. Try it again when some of it is done.',
    },
    'quota-exceeded': {
      plain:
        'There is no room left on this device. Free some space or empty the trash, then go on: nothing is lost.',
      neededBytes:
        'There is no room for {neededBytes} on this device. Free some space or do less at a time, then try again: nothing is lost.',
      neededBytes_archiveBytes:
        'There is no room for {neededBytes} on this device. Earlier exports hold {archiveBytes}: once they are saved, reload the page, and they make room.',
      neededBytes_freeBytes:
        'This needs {neededBytes}, and there are {freeBytes} left. Free some space or do less at a time, then try again: nothing is lost.',
    },
    'read-failed': {
      plain:
        'The file could not be read: it was moved, changed or locked since it was chosen. Close what uses it, then retry or choose it again.',
    },
    'sample-failed': {
      plain: 'The sample collection could not be made here. Nothing else is touched.',
    },
    'still-running': { plain: 'This import has not ended yet. Cancel it first.' },
    'too-early': {
      plain: 'The drive will tidy up by itself in a moment. There is nothing to do.',
    },
    'too-large': {
      plain:
        'The file is larger than this drive may be. Raise the limit in the settings, or leave the file where it is.',
      sizeBytes_limitBytes:
        'The file has {sizeBytes}, and this drive may hold {limitBytes} at most. Raise the limit in the settings, or leave the file where it is.',
    },
    undecodable: { plain: 'This picture could not be decoded. The original is kept as it is.' },
    unexpected: {
      plain:
        'The drive met an error that it did not expect. Retry; if it fails again, please report it.',
    },
    'unknown-instance': {
      plain: 'This address leads to another drive, which cannot be reached yet.',
      instance: '“{instance}” is another drive, and cannot be reached yet.',
    },
    'waiting-for-files': {
      plain:
        'The import waits for files that the browser cannot open again. Drop them once more, and it goes on.',
    },
    'worker-crashed': {
      plain:
        'A part of the app stopped twice while it worked on this. Try it once more; nothing that was saved is lost.',
      name: '“{name}” could not be stored: what copied it stopped twice. Retry it.',
    },
  } satisfies Record<FailureType, FailureTexts>,
};
