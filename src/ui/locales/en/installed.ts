/** The words of the app as a thing that is installed, kept and updated, in English. */
export const installed = {
  install: {
    title: 'Install HM Drive',
    why: 'It works offline, and the browser is more likely to keep your media.',
    act: 'Install',
    dismiss: 'Do not offer this again',
    done: 'HM Drive is installed on this device.',
    declined: 'Not installed. You can do it later, here in the settings.',
    ways: {
      ios: 'In Safari, touch Share, then “Add to Home Screen”.',
      'safari-mac': 'In Safari’s File menu, choose “Add to Dock”.',
      'firefox-android': 'In Firefox’s menu, choose “Add app to Home screen”.',
      firefox:
        'Firefox on a computer installs apps on Windows only, by the icon in the address bar. Elsewhere a bookmark does, or Chrome and Edge.',
      menu: 'In the browser’s menu, choose “Install HM Drive” or “Add to Home screen”.',
    },
  },
  persist: {
    title: 'Kept by the browser',
    yes: 'The browser promised to keep what is stored here.',
    no: 'The browser has not promised to keep what is stored here: it may clear all of it when the disk runs full.',
    act: 'Ask the browser',
    asking: 'Asking… answer the browser’s question.',
    refused:
      'The browser did not promise it. It tends to say yes to an app that is installed, bookmarked or often used: do one of these, then ask again.',
    meter: 'Not protected yet. What to do',
  },
  update: {
    ready: 'A new version is ready.',
    waits: 'A new version is ready. It waits until your import is done.',
    act: 'Reload to update',
    now: 'Update now',
    confirm: 'Update while an import runs?',
    confirmText:
      'The import stops and goes on after the reload. Files that the browser cannot open by itself must be chosen again. An export has to be begun anew.',
    later: 'Later',
  },
};
