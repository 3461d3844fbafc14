import type { exports as en } from '../en/exports.ts';

/** The words of exports, in French. */
export const exports: typeof en = {
  exports: {
    menu: 'Exporter…',
    title: 'Exporter {name}',
    as: 'Exporter sous forme de',
    zip: 'Un seul fichier zip',
    zipHint: 'Avec ses dossiers, sans compression : les médias n’y gagneraient rien.',
    folder: 'Un dossier de cet appareil',
    folderHint: 'Écrit fichier par fichier. Ce qui y porte le même nom est remplacé.',
    noFolder: 'Ce navigateur ne peut pas écrire dans un dossier.',
    sidecars: 'Titres, mots-clés, notes et lieux à côté de chaque fichier',
    sidecarsHint: 'Sous forme de fichiers XMP, que lisent les autres logiciels de photo.',
    start: 'Exporter',
    running: 'Exportations',
    of: 'Exportation de {name}',
    cancel: 'Annuler l’exportation de {name}',
    crowded: 'Non exporté : {name}',
    retry: 'Réessayer',
    dismiss: 'Abandonner l’exportation de {name}',
    done: '{items} fichier exporté, {size} | {items} fichiers exportés, {size}',
    failed:
      '{items} fichier n’a pas pu être exporté : {name}. {why} | {items} fichiers n’ont pas pu être exportés, dont {name}. {why}',
    selection: '{items} élément | {items} éléments',
  },
};
