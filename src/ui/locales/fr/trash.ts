import type { trash as en } from '../en/trash.ts';

/** The words of the trash, in French. */
export const trash: typeof en = {
  trash: {
    title: 'Corbeille',
    restore: 'Restaurer',
    purge: 'Supprimer définitivement',
    purgeAll: 'Vider la corbeille',
    list: 'Éléments supprimés',
    from: 'de {where}',
    left: 'encore {n} jour | encore {n} jours',
    collection: 'Collection',
    confirmTitle:
      'Supprimer définitivement {items} élément ? | Supprimer définitivement {items} éléments ?',
    confirmText: 'C’est irréversible. L’espace sera libéré.',
    confirmSize: 'C’est irréversible. Jusqu’à {size} seront libérés.',
    search: 'Rechercher dans la corbeille',
    nothingFound: 'Rien dans la corbeille ne porte ce nom.',
    select: 'Sélectionner {name}',
  },
};
