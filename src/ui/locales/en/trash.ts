/** The words of the trash, in English. */
export const trash = {
  trash: {
    title: 'Trash',
    restore: 'Restore',
    purge: 'Delete for good',
    purgeAll: 'Empty trash',
    list: 'Removed things',
    from: 'from {where}',
    left: '{n} day left | {n} days left',
    collection: 'Collection',
    confirmTitle: 'Delete {items} thing for good? | Delete {items} things for good?',
    confirmText: 'This cannot be undone. The space is freed.',
    confirmSize: 'This cannot be undone. It frees up to {size}.',
    search: 'Search in the trash',
    nothingFound: 'Nothing in the trash is called that.',
    select: 'Select {name}',
  },
};
