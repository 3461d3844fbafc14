/** The words of opening an address, in English. */
export const open = {
  open: {
    title: 'Open a link',
    opening: 'Opening…',
    open: 'Open',
    label: 'Link to a picture, a film or a collection',
    placeholder: 'hm://local/…',
    toLibrary: 'To the library',
    badAddress: 'This is no link to media',
    badAddressWhy: 'A link begins with hm:// and names a collection, a file or both.',
    otherDrive: 'This link belongs to another drive',
    otherDriveWhy: 'Only links that begin with hm://local/ can be opened here so far.',
    notFound: 'Nothing here has this address',
    notFoundWhy: 'It may have been removed, moved or renamed, or it was never on this device.',
    failed: 'The link could not be opened',
    failedWhy: 'Try once more in a moment.',
    lostPart: '“#{part}” means nothing here. All of it is shown.',
  },
};
