import type { health as en } from '../en/health.ts';

/** The words of the health screen and of the line that says what is slower, in French. */
export const health: typeof en = {
  health: {
    bytes: {
      title: 'Vos fichiers',
      verdict: {
        unknown: 'Rien n’a encore été vérifié.',
        right:
          'Le seul original est là et intact. | Les {checked} originaux sont tous là et intacts.',
        repaired: '{checked} vérifiés, dont {repaired} réparés. Tout est de nouveau intact.',
        needsYou:
          '{checked} vérifiés, {repaired} réparés. Un a besoin de vous. | {checked} vérifiés, {repaired} réparés. {left} ont besoin de vous.',
        missing: 'Un original manque. | {left} originaux manquent.',
        noneMissing: 'Rien ne manque.',
      },
      last: 'Dernière vérification : {when}, {read} lus.',
      lastUnread: 'Dernière vérification : {when} ; rien n’était à relire.',
      check: 'Vérifier maintenant',
      deep: 'Lire chaque octet',
      stop: 'Arrêter',
      running: 'Avancement de la vérification',
      looking: 'Recherche de chaque fichier…',
      progress: '{done} sur {total}',
      parity: 'La parité d’abord : {done} sur {total}',
      lost: {
        title: 'Toujours manquants',
        text: 'Aucune bonne copie n’est à portée. Titres, étiquettes et lieux sont en sécurité : importez de nouveau les mêmes fichiers, et les éléments sont entiers.',
        more: 'Et {more} de plus. La bibliothèque montre ce que chacun a.',
        nobody: 'Personne de connu ne l’a.',
        sources: 'Vu en dernier chez {sources}',
      },
    },
    repairs: {
      title: 'Réparations',
      none: 'Rien n’a eu besoin de réparation jusqu’ici.',
      what: '{cause} · {bytes} réparés grâce à {source} · {when}',
      cause: {
        missing: 'Le fichier avait disparu',
        'wrong-size': 'Le fichier n’avait plus sa longueur',
        'wrong-bytes':
          'Une partie avait des octets faux | {parts} parties avaient des octets faux',
        unknown: 'Une partie était abîmée | {parts} parties étaient abîmées',
      },
      source: {
        parity: 'sa propre parité',
        folder: 'une copie dans un dossier',
        quarantine: 'une copie mise de côté',
        itself: 'lui-même',
        other: '{source}',
      },
      mended: {
        'catalog-mended': 'Le catalogue était abîmé ; il a été refait à partir du journal.',
        'catalog-salvaged':
          'Le catalogue et le journal étaient abîmés ; tout ce que l’un ou l’autre savait a été réuni.',
        'catalog-rebuilt':
          'Le catalogue manquait, ou avait la forme d’une autre version ; il a été refait à partir du journal.',
        'journal-restored':
          'Le journal manquait ou était en retard ; il a été récrit à partir du catalogue.',
        'journal-mended':
          'Une partie du journal était illisible ; il a été récrit à partir du catalogue.',
      },
      nameless: 'Un fichier qu’aucun élément ne montre plus',
      andMore: 'et {more} de plus',
      replaced: 'Les octets abîmés ({bytes}) sont gardés jusqu’au {until}.',
      discard: 'Supprimer',
      discardLabel: 'Supprimer les octets abîmés de {name}',
      discardTitle: 'Supprimer les octets abîmés ?',
      discardText:
        'Le fichier est entier sans eux. Ils sont supprimés pour de bon ; c’est irrévocable.',
      all: 'Tout montrer ({repairs})',
    },
    orphans: {
      title: 'Restes',
      text: 'Ceci ne correspond à rien que cet espace connaisse. Rien n’en part sans votre accord.',
      kind: {
        'unnamed-bytes': 'Un fichier qui n’appartient à aucun élément',
        'missing-bytes': 'Un élément dont le fichier a disparu',
        'stray-list': 'Une liste de parties sans son fichier',
        partial: 'Un fichier arrivé en partie seulement',
        quarantined: 'Un fichier endommagé mis de côté',
        stranger: 'Un fichier étranger à cet espace',
      },
      adopt: 'Reprendre',
      discard: 'Jeter',
      label: { adopt: 'Reprendre : {path}', discard: 'Jeter : {path}' },
      discardTitle: 'Jeter ceci ?',
      discardFile: 'Le fichier est supprimé définitivement.',
      discardItems: 'Les éléments vont à la corbeille, où ils restent 30 jours.',
    },
    sample: {
      title: 'Abîmer un échantillon et le voir guérir',
      text: 'Un échantillon de 8 Mo est rangé et protégé, quelques-uns de ses octets sont inversés, puis il est retrouvé et réparé par le code qui répare vos fichiers. Rien de ce qui est à vous n’est touché.',
      start: 'Abîmer un échantillon',
      step: {
        sample: 'Un échantillon est rangé',
        parity: 'Sa parité est calculée',
        damage: 'Des octets sont inversés',
        find: 'Les dégâts sont trouvés',
        heal: 'Ils sont réparés',
        check: 'Chaque octet est revérifié',
      },
      parts: '{damaged} parties sur {chunks} étaient abîmées',
      healed:
        '{damaged} parties sur {chunks} étaient abîmées et sont réparées, en {seconds} s. Chaque octet est juste.',
      unhealed: '{damaged} parties sur {chunks} étaient abîmées et n’ont pas pu être réparées.',
    },
    parity: {
      title: 'Parité : réparer sans autre appareil',
      text: 'Un peu plus que le fichier est gardé, à part, pour que les endroits abîmés guérissent d’eux-mêmes, en avion aussi.',
      share: 'Combien',
      off: 'Aucune',
      of: 'De quoi',
      all: 'De tout',
      chosen: 'De collections choisies',
      noneChosen: 'Aucune collection n’est encore choisie.',
      add: 'Ajouter une collection',
      choose: 'Choisir…',
      leaveOut: 'Retirer',
      leaveOutLabel: 'Retirer : {path}',
      none: 'Rien de plus n’est gardé : un fichier abîmé ne guérit que grâce à une autre copie.',
      cost: 'Prend environ {bytes} à côté de vos originaux.',
      heals:
        'D’un fichier de {file}, jusqu’à {stretch} d’un seul tenant guérissent. Un fichier entièrement perdu a besoin d’une copie ailleurs.',
      noRoom: 'Il n’y a pas autant de place.',
      save: 'Utiliser',
    },
    parts: {
      title: 'Parties de l’application',
      verdict: {
        fine: 'Toutes les parties nécessaires sont là et intactes.',
        limited: 'Une partie nécessaire manque. Rien n’est perdu ; elle arrive d’elle-même.',
      },
      feature: {
        heic: {
          name: 'Décodeur des photos HEIC',
          without:
            'Jusqu’à son arrivée, les photos HEIC sont montrées par le petit aperçu que contient le fichier.',
        },
        films: {
          name: 'Décodeur des autres films',
          without:
            'Jusqu’à son arrivée, les films que ce navigateur ne décode pas sont conservés sans image.',
        },
      },
      state: {
        here: 'Présent',
        fetching: 'En route',
        waiting: 'Pas encore là',
        damaged: 'Endommagé',
        absent: 'Pas encore nécessaire',
      },
      of: '{here} sur {all}',
      retry: 'prochain essai à {time}',
      failure: {
        'fetch-failed': 'L’hôte de l’application n’a pas répondu, ou s’est interrompu.',
        damaged: 'L’hôte a envoyé de mauvais octets. Aucun n’a été pris.',
        'bad-manifest':
          'La liste des parties envoyée par l’hôte n’est pas digne de confiance : elle n’est pas utilisée.',
        'newer-format':
          'L’hôte a des parties pour une autre version de l’application. Rechargez la page pour la mettre à jour.',
        'quota-exceeded': 'Il n’y a pas assez de place. Libérez-en, et elle sera chargée.',
      },
      fetch: 'Charger maintenant',
      fetchLabel: 'Charger maintenant : {part}',
    },
    engines: 'Moteurs',
    asking: 'Demande de l’état des moteurs…',
    again: 'Demander à nouveau',
    verdict: {
      fine: 'Tout va aussi vite que cet appareil le permet.',
      webgpu: 'Les vignettes sont dessinées plus lentement en ce moment. Rien n’est perdu.',
      workers:
        'Les importations et les vignettes prennent plus de temps en ce moment. Rien n’est perdu.',
      all: 'Les importations et les vignettes attendent qu’un moteur fonctionne à nouveau. Rien n’est perdu.',
    },
    over: 'Tous les moteurs fonctionnent à nouveau.',
    engine: {
      webgpu: {
        name: 'Processeur graphique',
        use: 'Dessine les vignettes et trouve les images qui se ressemblent.',
      },
      workers: {
        name: 'Tâches d’arrière-plan',
        use: 'Lisent, vérifient et dessinent les fichiers à côté de la page, plusieurs à la fois.',
      },
      page: {
        name: 'Cette page',
        use: 'Fait le même travail par petites tranches quand rien d’autre ne le peut.',
      },
    },
    state: {
      working: 'En marche',
      paused:
        'En pause jusqu’à {time} : une panne | En pause jusqu’à {time} : {failures} pannes',
      tried: 'À l’essai',
      absent: 'Absent de cet appareil',
    },
    absence: {
      noWebgpu: 'Ce navigateur n’a pas WebGPU.',
      noAdapter: 'Cet appareil n’offre aucun processeur graphique aux pages.',
      noWorkers: 'Ce navigateur ne lance aucune tâche d’arrière-plan.',
    },
    busy: 'Une tâche en ce moment | {tasks} tâches en ce moment',
    unused: 'Pas encore utile',
    nextTry: 'Prochain essai dans {time}',
    trials: 'Un essai a réussi | {trials} essais ont réussi',
    tryNow: 'Réessayer maintenant',
    changed: '{engine} : {state}',
    lastFailure: 'Dernière panne, {when} : {why}',
    fault: {
      lost: 'son matériel s’est retiré',
      crashed: 'arrêt en plein travail',
      timeout: 'pas de réponse à temps',
      'out-of-memory': 'plus assez de mémoire',
      'wrong-answer': 'une réponse fausse',
      unavailable: 'démarrage impossible',
      other: 'le travail demandé n’a pas été fait',
    },
    counts: { done: 'faites', failed: 'pannes', handedOn: 'confiées' },
    handedOnHint: 'Confiées : faites par un autre moteur pendant que celui-ci était en pause.',
    pace: 'Allure habituelle : {kinds}',
    paceOf: '{kind} {time}',
    milliseconds: '{n}\u00a0ms',
    seconds: '{n}\u00a0s',
    kind: {
      ingest: 'fichier entier',
      hash: 'empreinte',
      'chunk-manifest': 'liste des parties',
      probe: 'données d’un fichier',
      thumbnail: 'vignette',
      'perceptual-hash': 'ressemblance',
      verify: 'contrôle des octets gardés',
      parity: 'parité',
    },
    work: 'Travail',
    throughput: {
      title: 'Fait',
      now: '{n} par seconde',
      span: 'au plus {most}, {mean} en moyenne',
      label:
        'Tâches faites par seconde ces deux dernières minutes : {now} en ce moment, {most} au plus, {mean} en moyenne.',
    },
    waiting: {
      title: 'En attente',
      now: 'aucune tâche | une tâche | {n} tâches',
      span: 'au plus {most}, {mean} en moyenne',
      label:
        'Tâches en attente ces deux dernières minutes : {now} en ce moment, {most} au plus, {mean} en moyenne.',
    },
    noSamples: 'Rien n’a encore été mesuré.',
    queue: {
      idle: 'Rien n’attend. Il y a de la place pour {bound} tâches.',
      busy: 'Une tâche attend, sur {bound} au plus ; en cours : {running}. | {waiting} tâches attendent, sur {bound} au plus ; en cours : {running}.',
      running:
        'Rien n’attend, une tâche est en cours. | Rien n’attend, {running} tâches sont en cours.',
      isPaused:
        'Il a été demandé plus qu’il n’y a de place. Le nouveau travail attend que la moitié soit faite.',
      priority: {
        CRITICAL: 'À l’écran',
        HIGH: 'Juste demandé',
        NORMAL: 'Courant',
        LOW: 'Peut attendre',
      },
      postponed:
        'Une tâche a laissé passer les plus urgentes et revient la première | {tasks} tâches ont laissé passer les plus urgentes et reviennent les premières',
      postponedTask: '{kind}, {id}',
      totals:
        'Faites depuis l’ouverture de l’espace : {done}. En tout, refusées : {refused}, reportées : {postponed}.',
    },
    poison: {
      title: 'Fichiers laissés de côté',
      text: 'Chacun d’eux a arrêté deux tâches d’arrière-plan, ou deux fois la page elle-même. Il est gardé tel quel ; seules sa vignette et ses données manquent.',
      retry: 'L’examiner à nouveau',
      retryLabel: 'L’examiner à nouveau : {name}',
      retryAll: 'Tout examiner à nouveau',
      busy: 'Examen en cours…',
      why: '{when} : {why}',
      fine: '{name} va bien à présent.',
      still: '{name} a encore arrêté les tâches d’arrière-plan. Il reste tel quel.',
      allFine: 'Un fichier va bien à présent. | {files} fichiers vont bien à présent.',
      allStill:
        'Un fichier a encore arrêté les tâches d’arrière-plan. Il reste tel quel. | {files} fichiers ont encore arrêté les tâches d’arrière-plan. Ils restent tels quels.',
    },
    canvas: {
      title: 'Ce navigateur modifie un peu les images dessinées',
      text: 'Un réglage de confidentialité ajoute un léger bruit à ce qu’une page dessine. Les vignettes sont moins exactes, et les images qui se ressemblent sont trouvées moins sûrement. Les originaux et leurs contrôles n’en sont pas touchés.',
      advice:
        'Pour qu’elles soient exactes, autorisez ce site à utiliser les données de canevas dans les réglages de confidentialité du navigateur, puis rechargez la page.',
    },
    settings: {
      title: 'Quand un moteur est mis en pause',
      text: 'Un moteur qui tombe en panne plusieurs fois de suite est mis en pause, puis essayé avec un travail dont la réponse est connue.',
      failuresToOpen: 'Pannes de suite qui mettent un moteur en pause',
      fallbackMs: 'Durée de la pause, en secondes',
      trialTimeoutMs: 'Durée permise pour un essai, en secondes',
      successesToClose: 'Essais de suite qui doivent réussir',
      bounds: 'De {least} à {most} ; d’ordinaire {usual}.',
      refused: 'Reçu : {value} ; il faut un nombre de {least} à {most}.',
      nothing: 'rien',
      drop: 'Quand la file est pleine et qu’un moteur est en pause',
      drops: { LOW: 'Ce qui peut attendre laisse passer', none: 'Rien ne laisse passer' },
      reset: 'Revenir aux valeurs d’ordinaire',
    },
    drill: {
      title: 'Exercice',
      text: 'Met un moteur en panne exprès, avec un travail inventé pour lui : il est mis en pause, le travail se poursuit ailleurs, et le moteur est essayé jusqu’à ce qu’il fonctionne à nouveau. Rien de ce qui est à vous n’est touché, et rien n’est perdu.',
      choose: 'Essayer une panne de',
      none: 'Pas en ce moment : aucun moteur en marche n’a de remplaçant.',
      failing: 'Il est mis en panne.',
      paused: 'Il est en pause ; rien ne lui est confié.',
      elsewhere:
        'Une tâche s’est poursuivie ailleurs ; aucune n’est perdue. | {tasks} tâches se sont poursuivies ailleurs ; aucune n’est perdue.',
      tried: 'Il est essayé avec un travail dont la réponse est connue.',
      working: 'Il fonctionne à nouveau.',
      notAsked:
        'Rien ne lui a été demandé : un autre moteur fait ce travail plus vite sur cet appareil. Rien n’est tombé en panne.',
    },
    line: {
      webgpu:
        'Les vignettes sont dessinées plus lentement : le processeur graphique est tombé en panne une fois. | Les vignettes sont dessinées plus lentement : le processeur graphique est tombé en panne {failures} fois.',
      workers:
        'Les importations et les vignettes prennent plus de temps : les tâches d’arrière-plan sont tombées en panne une fois. | Les importations et les vignettes prennent plus de temps : les tâches d’arrière-plan sont tombées en panne {failures} fois.',
      all: 'Les importations et les vignettes attendent : tous les moteurs sont tombés en panne. Rien n’est perdu.',
      next: 'Le prochain essai est à {time}.',
      trying: 'Un nouvel essai est en cours.',
      look: 'Voir les moteurs',
    },
  },
};
