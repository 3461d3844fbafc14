import type { history as en } from '../en/history.ts';

/** The words of the history, in French. */
export const history: typeof en = {
  history: {
    title: 'Historique',
    none: 'Aucune modification pour l’instant.',
    noneText:
      'Tout ce que vous ajoutez, modifiez ou supprimez est noté ici et peut être annulé.',
    undone: 'annulé',
    more: 'Afficher les modifications plus anciennes',
    all: 'Afficher toutes les modifications',
    verbs: {
      'create-collection': 'Création de {path}',
      'edit-collection': 'Modification de {path}',
      'move-collection': 'Déplacement de {path} vers {to}',
      'remove-collection': 'Mise à la corbeille de {path}',
      import: 'Importation de {items} élément | Importation de {items} éléments',
      edit: 'Modification de {items} élément | Modification de {items} éléments',
      move: 'Déplacement de {items} élément vers {to} | Déplacement de {items} éléments vers {to}',
      copy: 'Ajout de {items} élément à {to} | Ajout de {items} éléments à {to}',
      remove:
        'Mise à la corbeille de {items} élément | Mise à la corbeille de {items} éléments',
      group: 'Regroupement de {items} élément | Regroupement de {items} éléments',
      ungroup: 'Séparation d’un groupe | Séparation de {items} groupes',
      merge: 'Fusion de {items} élément | Fusion de {items} éléments',
      restore: 'Restauration de {items} élément | Restauration de {items} éléments',
      purge:
        'Suppression définitive de {items} élément | Suppression définitive de {items} éléments',
      'create-link': 'Lien de {source} vers {target}',
      'remove-link': 'Suppression d’un lien',
      settings: 'Modification des réglages',
      undo: 'Annulation : {what}',
      redo: 'Rétablissement : {what}',
    },
  },
};
