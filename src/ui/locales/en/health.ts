/** The words of the health screen and of the line that says what is slower, in English. Fetched when first needed. */
export const health = {
  health: {
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
      now: 'one task | {n} tasks',
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
