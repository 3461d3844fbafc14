import type { collections as en } from '../en/collections.ts';

/** The words of the tree of collections, in French. */
export const collections: typeof en = {
  tree: {
    label: 'Collections',
    add: 'Nouvelle collection',
    addBelow: 'Nouvelle collection à l’intérieur',
    more: 'Actions pour {name}',
    rename: 'Renommer',
    remove: 'Supprimer',
    none: 'Aucune collection pour l’instant.',
    item: '{name}, {items} élément | {name}, {items} éléments',
    top: 'Au premier niveau',
    moveTitle: 'Déplacer {name} dans',
    edit: 'Description, icône, étiquettes…',
    dangling: 'Une collection disparue',
  },
  links: {
    open: 'Liens…',
    title: 'Liens de {name}',
    none: 'Elle n’est encore liée à rien.',
    add: 'Lier à une autre collection',
    type: 'Sorte de lien',
    types: { alias: 'Alias', shortcut: 'Raccourci', related: 'En rapport' },
    what: {
      alias: 'Présente le contenu de l’autre comme le sien.',
      shortcut: 'Figure dans l’arborescence, à un clic de l’autre.',
      related: 'Suggère l’autre, et y est suggérée.',
    },
    removeTo: 'Supprimer le lien vers {name}',
    remove: 'Supprimer le lien',
    made: '{type} vers {name} : lien créé',
    removed: 'Lien supprimé',
    dangles: 'disparue ; le lien revivra avec elle',
    cycle:
      '{name} présente déjà cette collection, qui se présenterait donc elle-même. Un raccourci convient.',
    lists: 'Présente aussi',
    quick: 'Raccourcis',
    related: 'En rapport',
  },
  about: {
    title: 'À propos de {name}',
    icon: 'Icône (un émoji ou un mot court)',
    saved: '{name} modifiée',
    parity: 'Garder une parité de ce qui est ici',
    parityCost:
      'Les endroits abîmés guérissent alors d’eux-mêmes. Prend environ {bytes} ; davantage quand la collection grandit.',
    parityAll: 'Une parité de tout est gardée ; cela se règle dans Santé.',
    parityAbove: 'Une parité est gardée avec « {path} », qui la contient.',
  },
};
