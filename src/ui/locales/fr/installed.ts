import type { installed as en } from '../en/installed.ts';

/** The words of the app as a thing that is installed, kept and updated, in French. */
export const installed: typeof en = {
  install: {
    title: 'Installer HM Drive',
    why: 'L’application fonctionne hors ligne, et le navigateur garde plus sûrement vos médias.',
    act: 'Installer',
    dismiss: 'Ne plus le proposer',
    done: 'HM Drive est installé sur cet appareil.',
    declined: 'Pas installé. Vous pourrez le faire plus tard, ici, dans les réglages.',
    ways: {
      ios: 'Dans Safari, touchez Partager, puis « Sur l’écran d’accueil ».',
      'safari-mac': 'Dans le menu Fichier de Safari, choisissez « Ajouter au Dock ».',
      'firefox-android':
        'Dans le menu de Firefox, choisissez « Ajouter l’application à l’écran d’accueil ».',
      firefox:
        'Sur un ordinateur, Firefox n’installe des applications que sous Windows, par l’icône de la barre d’adresse. Ailleurs, un marque-page convient, ou bien Chrome et Edge.',
      menu: 'Dans le menu du navigateur, choisissez « Installer HM Drive » ou « Ajouter à l’écran d’accueil ».',
    },
  },
  persist: {
    title: 'Gardé par le navigateur',
    yes: 'Le navigateur a promis de garder ce qui est stocké ici.',
    no: 'Le navigateur n’a pas promis de garder ce qui est stocké ici : il peut tout effacer quand le disque est plein.',
    act: 'Demander au navigateur',
    asking: 'Demande en cours… répondez à la question du navigateur.',
    refused:
      'Le navigateur ne l’a pas promis. Il accepte plus volontiers pour une application installée, mise en marque-page ou souvent utilisée : faites l’un des trois, puis demandez de nouveau.',
    meter: 'Pas encore protégé. Que faire',
  },
  update: {
    ready: 'Une nouvelle version est prête.',
    waits: 'Une nouvelle version est prête. Elle attend la fin de votre import.',
    act: 'Recharger pour mettre à jour',
    now: 'Mettre à jour maintenant',
    confirm: 'Mettre à jour pendant un import ?',
    confirmText:
      'L’import s’arrête et reprend après le rechargement. Les fichiers que le navigateur ne peut pas rouvrir seul devront être choisis de nouveau. Un export devra être recommencé.',
    later: 'Plus tard',
  },
};
