import type { media as en } from '../en/media.ts';

/** The words of what is said about an item, in French. */
export const media: typeof en = {
  reasons: {
    'not-visual': 'Ce n’est ni une image, ni un film, ni de la musique.',
    'picture-undecodable':
      'L’image est endommagée, ou faite d’une façon que ce navigateur ne sait pas lire.',
    'heic-undecodable': 'Cette image HEIC n’a pas pu être décodée.',
    'tiff-undecodable': 'Cette image TIFF n’a pas pu être décodée.',
    'format-undecodable': 'Rien ici ne décode encore ce format.',
    'raw-without-preview': 'Ce fichier RAW ne contient pas d’aperçu.',
    'svg-not-drawn': 'Les dessins de ce type sont conservés, mais pas affichés.',
    'too-many-pixels': 'L’image est trop grande pour être décodée sans risque.',
    'video-undecodable': 'Ce navigateur ne sait pas décoder ce film.',
    'video-format-unread': 'Rien ici ne lit encore ce type de film.',
    'part-missing':
      'La partie de l’application qui lit ceci n’est pas encore arrivée. Elle est chargée d’elle-même, et l’aperçu est fait ensuite. Santé dit quand.',
    'no-cover': 'Ce fichier ne contient pas de pochette.',
    'audio-unread': 'Rien ici ne lit encore ce type de musique.',
    'canvas-scrambled':
      'Ce navigateur brouille ce que les pages dessinent, pour vous protéger : aucun aperçu ne peut être fait. Le fichier est intact.',
    poison: 'Un décodeur s’est bloqué sur ce fichier ; il est conservé sans aperçu.',
    'could-not-be-made': 'L’aperçu n’a pas pu être refait.',
  },
};
