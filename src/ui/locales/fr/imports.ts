import type { imports as en } from '../en/imports.ts';

/** The words of imports, in French. */
export const imports: typeof en = {
  drop: {
    into: 'Déposez pour ajouter à {name}',
    stays: 'Les copies restent sur cet appareil. Rien n’est envoyé.',
  },
  imports: {
    title: 'Importations',
    open: 'Afficher les importations',
    close: 'Masquer les importations',
    into: 'Dans {name}',
    arriving: 'En train d’arriver',
    progress: '{done} sur {total}',
    progressLabel: 'Importation dans {name}',
    left: 'encore {time}',
    pause: 'Suspendre',
    resume: 'Reprendre',
    cancel: 'Annuler',
    dismiss: 'Retirer de la liste',
    states: {
      running: 'Lecture',
      paused: 'Suspendue',
      'waiting-for-files': 'Attend des fichiers',
      done: 'Terminée',
      cancelled: 'Annulée',
    },
    added: '{items} ajouté | {items} ajoutés',
    duplicates: '{items} déjà présent | {items} déjà présents',
    failed: '{items} échec | {items} échecs',
    nothingNew: 'Rien de nouveau',
    whereHere: '{name} : déjà dans {where}',
    waitingText:
      'Le navigateur ne peut pas rouvrir ces fichiers seul. Déposez-les ici ou choisissez-les ; ce qui est fait ne sera pas refait.',
    moreFiles: 'et {items} de plus',
    dropAgain: 'Choisir à nouveau ces fichiers',
    none: 'Aucune importation pour l’instant.',
    started: 'Importation de {items} fichier | Importation de {items} fichiers',
    nothingDropped: 'Rien de tout cela ne peut être importé.',
  },
};
