/** The words of the settings, in English. */
export const settings = {
  settings: {
    title: 'Settings',
    device: 'This drive',
    name: 'Name',
    nameHint: 'What other devices will see, when you choose to share.',
    appearance: 'Appearance',
    theme: 'Theme',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languages: { system: 'Like the system', en: 'English', fr: 'Français' },
    storage: 'Storage',
    parts: {
      originals: 'Originals',
      thumbnails: 'Previews',
      caches: 'Caches',
      trash: 'Trash',
    },
    reclaimable: '{size} can be freed',
    app: 'The app on this device',
    config: 'Configuration',
    configHint: 'All settings as one text file, config.yaml.',
    export: 'Save config.yaml',
    import: 'Read config.yaml',
    imported: 'Settings read from the file.',
    care: 'Care',
    rebuild: 'Rebuild the catalogue',
    rebuildHint:
      'Makes the list of everything again from the files themselves. Nothing is lost.',
    rebuilt: 'Rebuilt from {acts} changes ({entries} entries) in {seconds} s.',
    rebuildMissing:
      '{items} item is missing its bytes. | {items} items are missing their bytes.',
    history: 'Recent changes',
    historyNone: 'No changes yet.',
    undone: 'undone',
    about: 'Version {version}. Nothing leaves this device.',
  },
};
