import type { settings as en } from '../en/settings.ts';

/** The words of the settings, in French. */
export const settings: typeof en = {
  settings: {
    title: 'Réglages',
    device: 'Cet espace',
    name: 'Nom',
    nameHint: 'Ce que verront vos autres appareils, si vous choisissez de partager.',
    appearance: 'Apparence',
    theme: 'Thème',
    themes: { system: 'Comme le système', light: 'Clair', dark: 'Sombre' },
    language: 'Langue',
    languages: { system: 'Comme le système', en: 'English', fr: 'Français' },
    storage: 'Stockage',
    parts: {
      originals: 'Originaux',
      thumbnails: 'Aperçus',
      caches: 'Caches',
      parity: 'Parité',
      trash: 'Corbeille',
      reclaimable: 'Abîmés, remplacés',
      other: 'Catalogue et application',
      free: 'Libre',
    },
    used: '{used} utilisés.',
    usedOf: '{used} utilisés sur {quota} ; le navigateur peut encore prendre {free}.',
    quotaHint:
      'Ce que le navigateur peut prendre n’engage que lui : un disque plein donne moins.',
    reclaimable: '{size} peuvent être libérés',
    app: 'L’application sur cet appareil',
    config: 'Configuration',
    configHint: 'Tous les réglages dans un fichier texte, config.yaml.',
    export: 'Enregistrer config.yaml',
    import: 'Lire config.yaml',
    imported: 'Réglages lus depuis le fichier.',
    care: 'Entretien',
    rebuild: 'Reconstruire le catalogue',
    rebuildHint: 'Refait la liste de tout à partir des fichiers eux-mêmes. Rien n’est perdu.',
    rebuilt: 'Reconstruit à partir de {acts} modifications ({entries} entrées) en {seconds} s.',
    rebuildMissing:
      'Le contenu de {items} élément est introuvable. | Le contenu de {items} éléments est introuvable.',
    history: 'Modifications récentes',
    historyNone: 'Aucune modification pour l’instant.',
    undone: 'annulée',
    about: 'Version {version}. Rien ne quitte cet appareil.',
  },
  limits: {
    title: 'Limites',
    none: 'Aucune limite',
    nothing: 'rien',
    maxSize: 'Ce que cet espace peut prendre au plus',
    maxSizeHint: 'Par exemple 500 Go. Vide : autant que le navigateur donne.',
    cacheSize: 'Ce que les aperçus peuvent prendre au plus',
    cacheSizeHint:
      'Les aperçus les moins utilisés partent d’abord, et sont refaits quand il en faut.',
    refused: 'C’était {value} ; il faut une taille de {min} à {max}, comme 10 Go.',
    share: 'Partagé en une fois avec cette application',
    shareValue: '{files} fichiers, {size}',
    sidecar: 'Plus grand fichier XMP lu pour une image',
  },
  licences: {
    title: 'Licences',
    intro:
      'L’application est faite de {items} module d’autrui, avec ce dont il dépend. | L’application est faite de {items} modules d’autrui, y compris ceux dont ils dépendent.',
    back: 'Retour aux réglages',
  },
};
