import type { editing as en } from '../en/editing.ts';

/** The words of editing items, in French. */
export const editing: typeof en = {
  editing: {
    title: 'Modifier {items} élément | Modifier {items} éléments',
    tagsTitle: 'Étiquettes de {items} élément | Étiquettes de {items} éléments',
    tagPlaceholder: 'Ajouter une étiquette',
    tagRemove: 'Retirer l’étiquette {tag}',
    tagForAll: 'Donner à tous l’étiquette {tag}',
    tagInvalid: 'Une étiquette compte de 1 à 100 caractères, sur une ligne.',
    some: '(certains l’ont)',
    mixed: 'Valeurs différentes',
    empty: 'Sera vidé',
    emptyAll: 'Tout vider',
    leave: 'Laisser tel quel',
    clearPlace: 'Effacer le lieu',
    dates: { keep: 'Laisser', set: 'Fixer', shift: 'Décaler', clear: 'Effacer' },
    clock: 'Date et heure sur place',
    zone: 'Décalage UTC',
    zoneUnknown: 'Inconnu',
    days: 'Jours',
    hours: 'Heures',
    minutes: 'Minutes',
    direction: 'Sens',
    later: 'Plus tard',
    earlier: 'Plus tôt',
    preview: 'Première et dernière date après la modification',
    undated: '{items} élément n’a pas de date | {items} éléments n’ont pas de date',
    dateInvalid: 'Cette date ou ce décalage n’existe pas.',
    point: 'Lieu',
    pointPlaceholder: '48.8584, 2.2945 ou un lien de carte',
    placeName: 'Nom du lieu',
    placeFaults: {
      'no-coordinates': 'Saisissez latitude et longitude, ou collez le lien d’une carte.',
      'short-link':
        'Un lien court ne dit rien à lui seul : ouvrez-le, puis copiez le lien long.',
      'out-of-range': 'Une latitude va de -90 à 90, une longitude de -180 à 180.',
    },
  },
};
