/** Les mots de l'écran des doublons, en français. */
export const duplicates = {
  duplicates: {
    title: 'Doublons',
    looking: 'Comparaison de vos images…',
    summary:
      '{groups} groupe. Le fusionner libère {size}. | {groups} groupes. Les fusionner libère {size}.',
    frees: '{items} élément, libère {size} | {items} éléments, libère {size}',
    kinds: { essence: 'Même image, autres métadonnées', similar: 'Se ressemblent' },
    kept: 'Garder',
    toTrash: 'À la corbeille',
    pixels: '{width} × {height}',
    noDate: 'Sans date',
    noWords: 'Ni titre ni description',
    noTags: 'Sans mot-clé',
    merge: 'Fusionner',
    separate: 'Pas des doublons',
    skip: 'Passer',
    more: 'En afficher plus',
    mergeAll: {
      essence: 'Fusionner les images identiques',
      similar: 'Fusionner celles qui se ressemblent',
    },
    mergeAllTitle: {
      essence:
        'Fusionner {groups} groupe d’images identiques ? | Fusionner {groups} groupes d’images identiques ?',
      similar:
        'Fusionner {groups} groupe d’images semblables ? | Fusionner {groups} groupes d’images semblables ?',
    },
    mergeAllText:
      '{items} élément va à la corbeille. Une fois celle-ci vidée, {size} seront libres. Collections, mots-clés et notes restent avec ce qui est gardé. | {items} éléments vont à la corbeille. Une fois celle-ci vidée, {size} seront libres. Collections, mots-clés et notes restent avec ce qui est gardé.',
    merged:
      'Fusion faite ; {items} élément est à la corbeille | Fusion faite ; {items} éléments sont à la corbeille',
    separated: 'Ces éléments ne seront plus présentés ensemble',
    emptyTitle: 'Aucun doublon.',
    emptyText:
      'Les images identiques ou qui se ressemblent sont présentées ici côte à côte, pour que vous gardiez la meilleure.',
    emptySkipped: 'Il ne reste que ceux que vous avez passés.',
    showSkipped: 'Afficher ceux qui ont été passés',
  },
};
