/** The words of the screen of duplicates, in English. */
export const duplicates = {
  duplicates: {
    title: 'Duplicates',
    looking: 'Comparing your pictures…',
    summary:
      '{groups} group. Merging it frees {size}. | {groups} groups. Merging them frees {size}.',
    frees: '{items} item, frees {size} | {items} items, frees {size}',
    kinds: { essence: 'Same picture, other metadata', similar: 'Look alike' },
    kept: 'Keep',
    toTrash: 'To trash',
    pixels: '{width} × {height}',
    noDate: 'No date',
    noWords: 'No title or description',
    noTags: 'No tags',
    merge: 'Merge',
    separate: 'Not duplicates',
    skip: 'Skip',
    more: 'Show more',
    mergeAll: { essence: 'Merge all same pictures', similar: 'Merge all that look alike' },
    mergeAllTitle: {
      essence:
        'Merge {groups} group of the same picture? | Merge {groups} groups of the same picture?',
      similar:
        'Merge {groups} group that looks alike? | Merge {groups} groups that look alike?',
    },
    mergeAllText:
      '{items} item goes to the trash. Once that is emptied, {size} are free. Collections, tags and ratings stay with what is kept. | {items} items go to the trash. Once that is emptied, {size} are free. Collections, tags and ratings stay with what is kept.',
    merged: 'Merged; {items} item is in the trash | Merged; {items} items are in the trash',
    separated: 'They will not be shown together again',
    emptyTitle: 'No duplicates.',
    emptyText:
      'Pictures that are the same, or look alike, are shown here side by side, so that you can keep the best.',
    emptySkipped: 'Only those that you skipped are left.',
    showSkipped: 'Show skipped',
  },
};
