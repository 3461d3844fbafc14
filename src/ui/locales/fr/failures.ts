import type { failures as en } from '../en/failures.ts';

/** The words of every failure that a person can meet, in French. Fetched when the first one is met. */
export const failures: typeof en = {
  failing: {
    'bad-argument': {
      plain:
        'L’espace ne connaît pas ce qui lui a été demandé. Rechargez la page, puis réessayez.',
    },
    'bad-chunk-list': {
      plain:
        'La liste des parties de ce fichier est abîmée. Importez-le à nouveau pour la réparer.',
    },
    'bad-collection': {
      plain:
        'Cette collection ne peut pas être enregistrée ainsi. Vérifiez son nom, sa description et ses mots-clés.',
    },
    'bad-config': {
      plain:
        'Ce ne sont pas les réglages d’un espace. Choisissez un config.yaml enregistré par un espace.',
      path_value: 'Le réglage {path} ne peut pas être {value}. Rien n’a été changé.',
      path_value_min_max:
        'Le réglage {path} était {value} ; il doit aller de {min} à {max}. Rien n’a été changé.',
    },
    'bad-device-key': {
      plain:
        'La clé de cet appareil est illisible. Rechargez la page ; si rien ne change, effacez seulement les clés de cet espace dans les données du site.',
    },
    'bad-limit': { plain: 'On ne peut pas demander autant d’entrées. Rechargez la page.' },
    'bad-link': {
      plain: 'Ce lien ne peut pas servir.',
      link: '« {link} » n’est pas une adresse web que l’on peut importer. Donnez-en une qui commence par https:// et ne nomme aucun utilisateur.',
    },
    'bad-manifest': {
      plain:
        'Ce n’est pas une liste de fichiers signée, ou elle a été modifiée ensuite. Demandez-la à nouveau.',
    },
    'bad-patch': {
      plain:
        'Une valeur ne peut pas être enregistrée ainsi : rien n’a été changé. Vérifiez ce que vous avez saisi.',
    },
    'bad-path': {
      plain:
        'Ce nom ne peut pas servir pour une collection. Évitez les barres obliques et restez bref.',
      name: 'Une collection ne peut pas s’appeler « {name} ». Choisissez un autre nom.',
      path: '« {path} » ne peut pas servir d’emplacement. Évitez les doubles barres obliques et gardez des noms courts.',
    },
    'bad-query': { plain: 'Cette recherche n’est pas comprise. Vérifiez ses filtres.' },
    'bad-size': { plain: 'Aucun aperçu de cette taille n’est conservé. Rechargez la page.' },
    'bad-uri': {
      plain: 'Ce n’est pas l’adresse d’un espace. Une telle adresse commence par hm://.',
    },
    'bad-yaml': {
      plain:
        'Ce fichier n’est pas du YAML lisible. Choisissez un config.yaml enregistré par un espace.',
    },
    busy: {
      plain:
        'Une autre partie de l’espace s’en sert en ce moment. Attendez un instant, puis réessayez.',
    },
    cancelled: { plain: 'L’opération a été annulée. Ce qui était déjà fait reste.' },
    'catalog-damaged': {
      plain:
        'Une partie du catalogue est abîmée. Ouvrez les réglages et refaites-le à partir des fichiers : rien n’est perdu.',
    },
    closed: { plain: 'L’espace s’est fermé. Rechargez la page.' },
    cycle: {
      plain:
        'Une collection ne peut ni aller dans elle-même, ni se lister elle-même. Choisissez un emplacement en dehors.',
    },
    damaged: {
      plain:
        'Ce fichier est abîmé sur cet appareil, il n’est donc pas affiché. Importez-le à nouveau pour le réparer.',
      name: '« {name} » est abîmé sur cet appareil, il n’est donc pas affiché. Importez le fichier à nouveau pour le réparer.',
    },
    'deadline-passed': {
      plain:
        'Cela n’a pas été fait dans le temps imparti. Réessayez en laissant plus de temps.',
    },
    defect: {
      plain:
        'L’application a rencontré une erreur qui n’aurait pas dû se produire. Ce qui est enregistré est en sûreté. Rechargez la page ; si cela se répète, signalez-le.',
    },
    'empty-file': { plain: 'Ce fichier est vide : il n’y a rien à garder.' },
    'engines-failed': {
      plain:
        'Rien sur cet appareil n’a pu le faire : chaque moyen s’est arrêté en cours. Rien n’est perdu ; réessayez plus tard.',
    },
    'fetch-failed': {
      plain:
        'Le fichier n’a pas pu être pris sur le web. Téléchargez-le dans un autre onglet, puis déposez-le ici.',
      url: '{url} n’a pas pu être lu : il n’y a pas de connexion, ou le serveur ne laisse pas d’autres sites le lire. Téléchargez le fichier dans un autre onglet, puis déposez-le ici.',
      url_status:
        'Le serveur a répondu {status} pour {url}. Vérifiez l’adresse, ou téléchargez le fichier et déposez-le ici.',
    },
    'file-failed': {
      plain:
        'Le fichier n’a pas pu être écrit ; rien n’en a été gardé. Vérifiez qu’il y a assez de place, ou choisissez un autre endroit, puis exportez à nouveau.',
      name: '« {name} » n’a pas pu être écrit ; rien n’en a été gardé. Vérifiez qu’il y a assez de place, ou choisissez un autre endroit, puis exportez à nouveau.',
    },
    'files-needed': {
      plain:
        'L’importation attend des fichiers que le navigateur ne peut pas rouvrir. Déposez-les à nouveau et elle continue.',
      filesDone_filesTotal:
        'L’importation attend : {filesDone} fichiers sur {filesTotal} sont faits. Déposez les autres à nouveau et elle continue.',
    },
    'folder-failed': {
      plain:
        'Le dossier n’a pas pu être écrit. Vérifiez qu’il existe encore et qu’il y reste de la place.',
      path_written:
        '« {path} » n’a pas pu être écrit dans le dossier. Fichiers écrits en entier avant lui : {written}. Vérifiez que le dossier existe encore et qu’il y reste de la place, puis exportez à nouveau.',
      path_written_neededBytes:
        'Le dossier n’a pas de place pour « {path} » ({neededBytes}), et rien n’en est resté. Fichiers écrits en entier avant lui : {written}. Libérez-y de la place ou choisissez un autre dossier, puis exportez à nouveau.',
    },
    'folder-refused': {
      plain:
        'Le navigateur n’a plus le droit d’écrire dans ce dossier. Choisissez-le à nouveau.',
    },
    'intake-paused': {
      plain:
        'Trop a été demandé à la fois. Le travail reprendra quand la moitié de ce qui attend sera faite.',
    },
    'io-failed': {
      plain:
        'Le stockage du navigateur n’a pas fait ce qui lui était demandé. Rechargez la page ; ce qui est enregistré est en sûreté.',
    },
    'is-a-search': {
      plain:
        'C’est une recherche enregistrée : on y trouve, on n’y range pas. Choisissez une collection.',
      path: '« {path} » est une recherche enregistrée : on y trouve, on n’y range pas. Choisissez une collection.',
    },
    'limit-reached': {
      plain:
        'L’espace a pris tout ce que ses réglages permettent. Relevez-y la limite, ou videz la corbeille.',
      leftBytes:
        'Les réglages ne laissent plus que {leftBytes} à l’espace. Relevez-y la limite, ou videz la corbeille.',
    },
    missing: {
      plain:
        'Le contenu de ce fichier n’est pas sur cet appareil. Importez-le à nouveau pour le retrouver.',
      name: 'Le contenu de « {name} » n’est pas sur cet appareil. Importez le fichier à nouveau pour le retrouver.',
    },
    'name-taken': {
      plain:
        'Une collection porte déjà ce nom. Choisissez un autre nom ou un autre emplacement.',
      path: 'Il y a déjà une collection « {path} ». Choisissez un autre nom ou un autre emplacement.',
    },
    'newer-format': {
      plain:
        'Cet espace a été utilisé par une version plus récente de l’application. Rechargez la page pour l’obtenir.',
    },
    'no-frame': { plain: 'Le film ne montre encore aucune image. Réessayez dans un instant.' },
    'no-such-method': {
      plain: 'Cette page et l’espace ne sont pas de la même version. Rechargez la page.',
    },
    'no-thumbnail': { plain: 'Il n’y a pas d’aperçu de ce fichier.' },
    'not-found': {
      plain: 'Cela n’existe plus : peut-être déplacé, renommé ou supprimé.',
      path: 'Il n’y a plus de collection « {path} » : peut-être déplacée, renommée ou supprimée.',
    },
    'not-in-trash': {
      plain:
        'Seul ce qui est dans la corbeille peut être supprimé pour de bon. Mettez-le d’abord à la corbeille.',
    },
    'not-supported': {
      plain: 'Ce navigateur ne peut pas écrire dans un dossier. Exportez plutôt en zip.',
    },
    'queue-full': {
      plain:
        'Il attend déjà autant que cet appareil peut faire en temps utile. Réessayez quand une partie sera faite.',
    },
    'quota-exceeded': {
      plain:
        'Il n’y a plus de place sur cet appareil. Libérez de la place ou videz la corbeille, puis continuez : rien n’est perdu.',
      neededBytes:
        'Il n’y a pas de place pour {neededBytes} sur cet appareil. Libérez de la place ou faites-en moins à la fois, puis réessayez : rien n’est perdu.',
      neededBytes_archiveBytes:
        'Il n’y a pas de place pour {neededBytes} sur cet appareil. Les exportations précédentes occupent {archiveBytes} : une fois enregistrées, rechargez la page, et cette place se libère.',
      neededBytes_freeBytes:
        'Il faut {neededBytes}, et il en reste {freeBytes}. Libérez de la place ou faites-en moins à la fois, puis réessayez : rien n’est perdu.',
    },
    'read-failed': {
      plain:
        'Le fichier n’a pas pu être lu : il a été déplacé, modifié ou verrouillé depuis qu’il a été choisi. Fermez ce qui l’utilise, puis réessayez ou choisissez-le à nouveau.',
    },
    'sample-failed': {
      plain: 'La collection d’exemple n’a pas pu être créée ici. Rien d’autre n’est touché.',
    },
    'still-running': { plain: 'Cette importation n’est pas terminée. Annulez-la d’abord.' },
    'too-early': {
      plain: 'L’espace fera le ménage de lui-même dans un instant. Il n’y a rien à faire.',
    },
    'too-large': {
      plain:
        'Le fichier est plus grand que ce que cet espace peut contenir. Relevez la limite dans les réglages, ou laissez le fichier où il est.',
      sizeBytes_limitBytes:
        'Le fichier pèse {sizeBytes}, et cet espace peut contenir {limitBytes} au plus. Relevez la limite dans les réglages, ou laissez le fichier où il est.',
    },
    undecodable: {
      plain: 'Cette image n’a pas pu être décodée. L’original est conservé tel quel.',
    },
    unexpected: {
      plain:
        'L’espace a rencontré une erreur inattendue. Réessayez ; si cela se répète, signalez-le.',
    },
    'unknown-instance': {
      plain: 'Cette adresse mène à un autre espace, que l’on ne peut pas encore joindre.',
      instance: '« {instance} » est un autre espace, que l’on ne peut pas encore joindre.',
    },
    'waiting-for-files': {
      plain:
        'L’importation attend des fichiers que le navigateur ne peut pas rouvrir. Déposez-les à nouveau et elle continue.',
    },
    'worker-crashed': {
      plain:
        'Une partie de l’application s’est arrêtée deux fois pendant ce travail. Réessayez ; rien de ce qui est enregistré n’est perdu.',
      name: '« {name} » n’a pas pu être enregistré : ce qui le copiait s’est arrêté deux fois. Réessayez.',
    },
  },
};
