/** The words of the health screen and of the line that says what is slower, in English. Fetched when first needed. */
export const health = {
  health: {
    bytes: {
      title: 'Your files',
      verdict: {
        unknown: 'Nothing was checked yet.',
        right:
          'The one original is here and right. | All {checked} originals are here and right.',
        repaired: '{checked} checked, {repaired} of them repaired. Everything is right again.',
        needsYou:
          '{checked} checked, {repaired} repaired. One needs you. | {checked} checked, {repaired} repaired. {left} need you.',
        missing: 'One original is missing. | {left} originals are missing.',
        noneMissing: 'Nothing is missing.',
      },
      last: 'Last checked {when}, {read} read.',
      lastUnread: 'Last checked {when}; nothing had to be read again.',
      check: 'Check now',
      deep: 'Read every byte',
      stop: 'Stop',
      running: 'How far the check is',
      looking: 'Looking for every file…',
      progress: '{done} of {total}',
      parity: 'Parity first: {done} of {total}',
      lost: {
        title: 'Still missing',
        text: 'No good copy of these is within reach. Titles, tags and places are safe: import the same files again, and the items are whole.',
        more: 'And {more} more. Each shows in the library what is wrong with it.',
        nobody: 'Nobody known has it.',
        sources: 'Had last by {sources}',
      },
    },
    repairs: {
      title: 'Repairs',
      none: 'Nothing had to be repaired yet.',
      what: '{cause} · {bytes} healed from {source} · {when}',
      cause: {
        missing: 'The file was gone',
        'wrong-size': 'The file had another length',
        'wrong-bytes': 'One part had wrong bytes | {parts} parts had wrong bytes',
        unknown: 'One part was damaged | {parts} parts were damaged',
      },
      source: {
        parity: 'its own parity',
        folder: 'a copy in a folder',
        quarantine: 'a copy that was set aside',
        itself: 'itself',
        other: '{source}',
      },
      mended: {
        'catalog-mended': 'The catalogue was damaged; it was made again from the journal.',
        'catalog-salvaged':
          'Catalogue and journal were damaged; all that either of them knew was put together again.',
        'catalog-rebuilt':
          'The catalogue was not there, or in the form of another version; it was made again from the journal.',
        'journal-restored':
          'The journal was gone or behind; it was written anew from the catalogue.',
        'journal-mended':
          'Part of the journal could not be read; it was written anew from the catalogue.',
      },
      nameless: 'A file that no item shows any more',
      andMore: 'and {more} more',
      replaced: 'The damaged bytes ({bytes}) are kept until {until}.',
      discard: 'Discard',
      discardLabel: 'Discard the damaged bytes of {name}',
      discardTitle: 'Discard the damaged bytes?',
      discardText:
        'The file is whole without them. They are removed for good; this cannot be undone.',
      all: 'Show all {repairs}',
    },
    orphans: {
      title: 'Left over',
      text: 'These fit nothing that the drive knows. None of them goes without your word.',
      kind: {
        'unnamed-bytes': 'A file that belongs to no item',
        'missing-bytes': 'An item whose file is gone',
        'stray-list': 'A list of parts without its file',
        partial: 'A file that came only in part',
        quarantined: 'A damaged file that was set aside',
        stranger: 'A file that is not the drive’s',
      },
      adopt: 'Take in again',
      discard: 'Discard',
      label: { adopt: 'Take in again: {path}', discard: 'Discard: {path}' },
      discardTitle: 'Discard this?',
      discardFile: 'The file is removed for good; this cannot be undone.',
      discardItems: 'The items go to the trash, where they stay for 30 days.',
    },
    sample: {
      title: 'Damage a sample and watch it heal',
      text: 'A sample of 8 MB is stored and protected, a few of its bytes are flipped, and it is found and healed by the code that heals your files. Nothing of yours is touched.',
      start: 'Damage a sample',
      step: {
        sample: 'A sample is stored',
        parity: 'Its parity is made',
        damage: 'Some bytes are flipped',
        find: 'The damage is found',
        heal: 'It is healed',
        check: 'Every byte is checked again',
      },
      parts: '{damaged} of {chunks} parts were damaged',
      healed:
        '{damaged} of {chunks} parts were damaged and healed, in {seconds} s. Every byte is right.',
      unhealed: '{damaged} of {chunks} parts were damaged, and could not be healed.',
    },
    parity: {
      title: 'Parity: healing without another device',
      text: 'A little more than the file is kept beside it, apart from it, so that damaged places heal by themselves, on a plane too.',
      share: 'How much',
      off: 'None',
      of: 'Of what',
      all: 'Everything',
      chosen: 'Chosen collections',
      noneChosen: 'No collection is chosen yet.',
      add: 'Add a collection',
      choose: 'Choose…',
      leaveOut: 'Leave out',
      leaveOutLabel: 'Leave out: {path}',
      none: 'Nothing more is kept: a damaged file heals from another copy only.',
      cost: 'Takes about {bytes} beside your originals.',
      heals:
        'Of a file of {file}, up to {stretch} in one place heal. A file that is gone as a whole needs a copy elsewhere.',
      noRoom: 'There is not that much room.',
      save: 'Use this',
    },
    parts: {
      title: 'Parts of the app',
      verdict: {
        fine: 'Every part that is needed is here and right.',
        limited: 'A part that is needed is not here. Nothing is lost; it comes by itself.',
      },
      feature: {
        heic: {
          name: 'Decoder for HEIC photos',
          without:
            'Until it comes, HEIC photos are shown by the small preview within the file.',
        },
        films: {
          name: 'Decoder for other films',
          without:
            'Until it comes, films that this browser does not decode are kept without a picture.',
        },
      },
      state: {
        here: 'Here',
        fetching: 'On its way',
        waiting: 'Not here yet',
        damaged: 'Damaged',
        absent: 'Not needed yet',
      },
      of: '{here} of {all}',
      retry: 'next try at {time}',
      failure: {
        'fetch-failed': 'The host of the app did not answer, or broke off.',
        damaged: 'The host sent wrong bytes. None of them was taken.',
        'bad-manifest':
          'The list of parts that the host sent is not to be trusted, so it is not used.',
        'newer-format':
          'The host has parts for another version of the app. Reload to update it.',
        'quota-exceeded': 'There is not enough room. Free some, and it is fetched.',
      },
      fetch: 'Fetch now',
      fetchLabel: 'Fetch now: {part}',
    },
    engines: 'Engines',
    asking: 'Asking the engines how they are…',
    again: 'Ask again',
    verdict: {
      fine: 'Everything runs as fast as this device can.',
      webgpu: 'Thumbnails are drawn more slowly just now. Nothing is lost.',
      workers: 'Imports and thumbnails take longer just now. Nothing is lost.',
      all: 'Imports and thumbnails wait until an engine works again. Nothing is lost.',
    },
    over: 'All engines work again.',
    engine: {
      webgpu: {
        name: 'Graphics processor',
        use: 'Draws thumbnails and finds pictures that look alike.',
      },
      workers: {
        name: 'Workers',
        use: 'Read, check and draw files beside the page, several at a time.',
      },
      page: {
        name: 'This page',
        use: 'Does the same in small slices where nothing else can.',
      },
    },
    state: {
      working: 'Working',
      paused: 'Paused until {time}: one failure | Paused until {time}: {failures} failures',
      tried: 'Being tried',
      absent: 'Not on this device',
    },
    absence: {
      noWebgpu: 'This browser has no WebGPU.',
      noAdapter: 'This device offers pages no graphics processor.',
      noWorkers: 'This browser starts no workers.',
    },
    busy: 'One task now | {tasks} tasks now',
    unused: 'Not needed yet',
    nextTry: 'Next try in {time}',
    trials: 'One trial went well | {trials} trials went well',
    tryNow: 'Try again now',
    changed: '{engine}: {state}',
    lastFailure: 'Last failure, {when}: {why}',
    fault: {
      lost: 'its device was lost',
      crashed: 'it stopped in the middle of its work',
      timeout: 'it gave no answer in time',
      'out-of-memory': 'it ran out of memory',
      'wrong-answer': 'it gave a wrong answer',
      unavailable: 'it could not be started',
      other: 'it did not do what it should',
    },
    counts: { done: 'done', failed: 'failed', handedOn: 'handed on' },
    handedOnHint: 'Handed on: done by another engine while this one was paused.',
    pace: 'Usual pace: {kinds}',
    paceOf: '{kind} {time}',
    milliseconds: '{n}\u00a0ms',
    seconds: '{n}\u00a0s',
    kind: {
      ingest: 'whole file',
      hash: 'fingerprint',
      'chunk-manifest': 'list of parts',
      probe: 'facts of a file',
      thumbnail: 'thumbnail',
      'perceptual-hash': 'likeness',
      verify: 'check of stored bytes',
      parity: 'parity',
    },
    work: 'Work',
    throughput: {
      title: 'Done',
      now: '{n} a second',
      span: 'at most {most}, {mean} on average',
      label:
        'Tasks done a second in the last two minutes: {now} now, {most} at most, {mean} on average.',
    },
    waiting: {
      title: 'Waiting',
      now: 'no task | one task | {n} tasks',
      span: 'at most {most}, {mean} on average',
      label:
        'Tasks that waited in the last two minutes: {now} now, {most} at most, {mean} on average.',
    },
    noSamples: 'Nothing was measured yet.',
    queue: {
      idle: 'Nothing waits. There is room for {bound} tasks.',
      busy: 'One of at most {bound} tasks waits, {running} run now. | {waiting} of at most {bound} tasks wait, {running} run now.',
      running: 'Nothing waits, one task runs now. | Nothing waits, {running} tasks run now.',
      isPaused: 'More was asked for than fits. New work rests until half of this is done.',
      priority: {
        CRITICAL: 'On screen',
        HIGH: 'Just asked for',
        NORMAL: 'Usual',
        LOW: 'Can wait',
      },
      postponed:
        'One task made way for more urgent ones and comes back first | {tasks} tasks made way for more urgent ones and come back first',
      postponedTask: '{kind}, {id}',
      totals:
        '{done} done since the drive was opened. In all, {refused} were turned away and {postponed} made way.',
    },
    poison: {
      title: 'Files that were left alone',
      text: 'Each of these stopped two workers, or the page itself twice. It is kept as it is; only its thumbnail and what it says of itself are missing.',
      retry: 'Look into it again',
      retryLabel: 'Look into it again: {name}',
      retryAll: 'Look into all again',
      busy: 'Looking into it…',
      why: '{when}: {why}',
      fine: '{name} is all right now.',
      still: '{name} stopped the workers again. It stays as it is.',
      allFine: 'One file is all right now. | {files} files are all right now.',
      allStill:
        'One file stopped the workers again. It stays as it is. | {files} files stopped the workers again. They stay as they are.',
    },
    canvas: {
      title: 'This browser changes drawn pictures a little',
      text: 'A privacy setting adds a small noise to whatever a page draws. Thumbnails are less exact, and pictures that look alike are found less surely. Originals and their checks are untouched.',
      advice:
        'To have them exact, allow this site to use canvas data in the privacy settings of the browser, then reload the page.',
    },
    settings: {
      title: 'When an engine is paused',
      text: 'An engine that fails a few times in a row is paused, and then tried with work whose answer is known.',
      failuresToOpen: 'Failures in a row that pause an engine',
      fallbackMs: 'How long it is paused, in seconds',
      trialTimeoutMs: 'How long a trial may take, in seconds',
      successesToClose: 'Trials in a row that must go well',
      bounds: 'From {least} to {most}; usually {usual}.',
      refused: 'This was {value}; it must be a number from {least} to {most}.',
      nothing: 'nothing',
      drop: 'When the queue is full and an engine is paused',
      drops: { LOW: 'What can wait makes way', none: 'Nothing makes way' },
      reset: 'Back to the usual',
    },
    drill: {
      title: 'Drill',
      text: 'Makes an engine fail on purpose, with work made up for it: its breaker opens, the work goes on elsewhere, and the engine is tried until it works again. Nothing of yours is touched, and nothing is lost.',
      choose: 'Try a failure of',
      none: 'Not just now: no engine works that another one could stand in for.',
      failing: 'It is made to fail.',
      paused: 'It was paused; nothing runs on it.',
      elsewhere:
        'One task went on elsewhere; none was lost. | {tasks} tasks went on elsewhere; none was lost.',
      tried: 'It is tried with work whose answer is known.',
      working: 'It works again.',
      notAsked:
        'It was not asked: another engine does this work faster on this device. Nothing failed.',
    },
    line: {
      webgpu:
        'Thumbnails are drawn more slowly: the graphics processor failed once. | Thumbnails are drawn more slowly: the graphics processor failed {failures} times.',
      workers:
        'Imports and thumbnails take longer: the workers failed once. | Imports and thumbnails take longer: the workers failed {failures} times.',
      all: 'Imports and thumbnails wait: every engine failed. Nothing is lost.',
      next: 'The next try is at {time}.',
      trying: 'A new try is under way.',
      look: 'Look at the engines',
    },
  },
};
