import type { open as en } from '../en/open.ts';

/** The words of opening an address, in French. */
export const open: typeof en = {
  open: {
    title: 'Ouvrir un lien',
    opening: 'Ouverture…',
    open: 'Ouvrir',
    label: 'Lien vers une image, un film ou une collection',
    placeholder: 'hm://local/…',
    toLibrary: 'Vers la bibliothèque',
    badAddress: 'Ce lien ne mène à aucun média',
    badAddressWhy:
      'Un lien commence par hm:// et nomme une collection, un fichier ou les deux.',
    otherDrive: 'Ce lien appartient à un autre espace',
    otherDriveWhy: 'Pour l’instant, seuls les liens commençant par hm://local/ s’ouvrent ici.',
    notFound: 'Rien ici n’a cette adresse',
    notFoundWhy:
      'L’élément a pu être supprimé, déplacé ou renommé, ou n’a jamais été sur cet appareil.',
    failed: 'Le lien n’a pas pu être ouvert',
    failedWhy: 'Réessayez dans un instant.',
    lostPart: '« #{part} » ne désigne rien ici. Tout est affiché.',
  },
};
