import type { audio as en } from '../en/audio.ts';

/** The words of music: the player, its queue, albums, in French. */
export const audio: typeof en = {
  audio: {
    player: 'Lecteur de musique',
    show: 'Afficher {name}',
    play: 'Lire',
    pause: 'Mettre en pause',
    previous: 'Précédent',
    next: 'Suivant',
    shuffle: 'Lecture aléatoire',
    repeat: {
      off: 'Répétition : désactivée',
      all: 'Répétition : tout',
      one: 'Répétition : ce titre',
    },
    mute: 'Couper le son',
    volume: 'Volume',
    seek: 'Position',
    timeOf: '{time} sur {length}',
    queue: 'File d’attente',
    sounds: '{items} son | {items} sons',
    clear: 'Vider',
    close: 'Fermer le lecteur',
    closeQueue: 'Fermer la file d’attente',
    drag: 'Faire glisser pour réordonner',
    queueKeys: 'Alt et les flèches déplacent une ligne, Suppr la retire.',
    movedTo: 'Déplacé en position {place}',
    remove: 'Retirer {name} de la file d’attente',
    unplayable: 'Ce navigateur ne peut pas le lire.',
    playAll: 'Tout lire',
    playSelected: 'Lire les sons sélectionnés',
  },
  albums: {
    title: 'Albums',
    none: 'Autres sons',
    unknownArtist: 'Artiste inconnu',
    tracks: '{items} titre | {items} titres',
    play: 'Lire {name}',
    playAlbum: 'Lire l’album',
    back: 'Tous les albums',
    list: 'Titres',
    emptyTitle: 'Pas encore de musique.',
    emptyText:
      'Les morceaux que vous importez sont rangés ici par album, avec leurs pochettes.',
    gone: 'Cet album n’est plus là.',
  },
};
