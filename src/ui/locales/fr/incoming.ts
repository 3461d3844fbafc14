import type { incoming as en } from '../en/incoming.ts';

/** The words of what other apps hand over, in French. */
export const incoming: typeof en = {
  incoming: {
    title: 'Prêt à importer',
    intro: 'Rien de tout cela n’est encore dans votre espace. Regardez, puis décidez.',
    shared: '{items} fichier partagé | {items} fichiers partagés',
    opened: '{items} fichier ouvert | {items} fichiers ouverts',
    sharedText: 'Un texte a été partagé',
    sharedLink: 'Un lien a été partagé',
    where: 'Où le ranger',
    choose: 'Choisir une collection',
    toRoot: 'Plutôt dans tous les médias',
    import: 'Importer {items} fichier | Importer {items} fichiers',
    importLink: 'Importer depuis ce lien',
    discard: 'Écarter',
    noLink: 'Ce texte ne contient aucun lien : il n’y a rien à importer.',
    gone: 'N’est plus là',
    leftOut:
      '{items} autre fichier a été laissé de côté : un partage accepte 500 fichiers ou 8 Go. Choisissez-le plutôt avec Importer. | {items} autres fichiers ont été laissés de côté : un partage accepte 500 fichiers ou 8 Go. Choisissez-les plutôt avec Importer.',
    none: 'Rien n’attend ici.',
    noneHint:
      'Partagez des fichiers vers HM Drive, ou ouvrez-les avec lui : ils s’affichent ici avant tout import.',
    waits: '{items} partage vous attend | {items} partages vous attendent',
    look: 'Voir',
    refused: {
      full: 'Dix partages attendent déjà. Importez-en ou écartez-en quelques-uns, puis partagez de nouveau.',
      'no-room':
        'Il n’y avait pas assez de place pour garder ce partage. Libérez de l’espace, puis partagez de nouveau.',
      empty: 'Ce partage ne contenait rien.',
      foreign: 'Un autre site a tenté de déposer des fichiers ici. Rien n’a été gardé.',
      unreadable:
        'Ce partage est illisible. Partagez de nouveau, ou choisissez les fichiers avec Importer.',
      missed:
        'HM Drive n’était pas prêt à recevoir ce partage. Il l’est maintenant : partagez de nouveau.',
    },
  },
};
