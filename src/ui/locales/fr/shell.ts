import type { shell as en } from '../en/shell.ts';

/** The words of the frame of the app, in French. */
export const shell: typeof en = {
  app: {
    name: 'HM Drive',
    skipToContent: 'Aller au contenu',
    opening: 'Ouverture de votre espace…',
    stays: 'Tout reste sur cet appareil.',
  },
  failure: {
    title: 'Votre espace ne peut pas s’ouvrir ici',
    missing: 'Il manque à ce navigateur : {features}.',
    advice:
      'Utilisez une version récente de Chrome, Edge, Firefox ou Safari, hors navigation privée.',
    insecure:
      'Une page sécurisée est nécessaire. Ouvrez-la en https ou, sur cet appareil, par localhost.',
    again: 'Réessayer',
    features: {
      'secure-context': 'une page sécurisée (https)',
      opfs: 'un stockage privé pour les fichiers',
      indexeddb: 'une base de données',
      locks: 'des verrous entre onglets',
    },
  },
  status: {
    label: 'État de l’espace',
    dismiss: 'Masquer',
    name: '« {name} »',
    aFile: 'Un fichier',
    look: 'Santé',
    said: {
      'check-left': 'Un fichier manquant ou abîmé. | {left} fichiers manquants ou abîmés.',
      'missing-left': '{name} manque : réimportez-le.',
      'damaged-left': '{name} est abîmé : réimportez-le.',
      'originals-missing': 'Un original manque. | {left} originaux manquent.',
      'files-gone': 'Le navigateur a effacé vos originaux.',
      'journal-unread': 'Une partie du registre est illisible.',
      'intake-paused': 'Trop à la fois : la suite attend.',
    },
    degraded: {
      'journal-damaged':
        'Une partie du journal était endommagée. Tout ce qui pouvait être lu est là.',
      'journal-restored':
        'Une partie du registre de cet espace manquait. Elle a été réécrite à partir de la base de données ; rien n’est perdu.',
      'files-gone': 'Le navigateur a effacé vos originaux.',
      'catalog-rebuilt':
        'La base de données de cet espace manquait ou n’était plus à jour. Elle a été refaite à partir des fichiers ; rien n’est perdu.',
      'catalog-mended':
        'La base de données de cet espace était endommagée. Elle a été refaite à partir du registre ; rien n’est perdu.',
      'catalog-salvaged':
        'La base de données et le registre de cet espace étaient tous deux endommagés. Tout ce qui pouvait être lu de l’un ou de l’autre est là.',
      'part-heic':
        'Une partie de l’application manque : les photos HEIC n’ont que leur petit aperçu jusqu’à ce qu’elle arrive. Santé dit quand.',
      'part-films':
        'Une partie de l’application manque : certains films n’ont pas d’image jusqu’à ce qu’elle arrive. Santé dit quand.',
      workers:
        'Ce navigateur ne lance aucune tâche d’arrière-plan : tout fonctionne, plus lentement.',
      wasm: 'Ce navigateur n’exécute pas WebAssembly : la lecture des fichiers est plus lente, et certaines photos HEIC n’ont pas d’aperçu.',
    },
  },
  acting: {
    label: 'Modification en cours',
    tag: 'Étiquetage : {done} sur {total}',
    edit: 'Modification : {done} sur {total}',
    move: 'Déplacement : {done} sur {total}',
    copy: 'Copie : {done} sur {total}',
    remove: 'Mise à la corbeille : {done} sur {total}',
    restore: 'Restauration : {done} sur {total}',
    purge: 'Suppression : {done} sur {total}',
    undo: 'Annulation : {done} sur {total}',
    redo: 'Rétablissement : {done} sur {total}',
    other: 'Modification : {done} sur {total}',
  },
  nav: {
    label: 'Espace',
    all: 'Tous les médias',
    favourites: 'Favoris',
    duplicates: 'Doublons',
    trash: 'Corbeille',
    health: 'Santé',
    settings: 'Réglages',
    show: 'Afficher les collections',
    hide: 'Masquer les collections',
    width: 'Largeur de la barre latérale',
  },
  storage: {
    used: '{size} utilisés',
    quota: 'sur {size}',
    free: '{size} libres',
    persisted: 'Le navigateur a promis de tout garder.',
    freeable: {
      title: 'Ceci peut faire de la place :',
      trash: 'Vider la corbeille',
      parity: 'Garder moins de parité',
      reclaimable: 'Supprimer les octets abîmés déjà remplacés',
    },
  },
};
