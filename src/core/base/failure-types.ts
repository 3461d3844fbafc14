/**
 * Every word by which an expected failure is known. The screens have words for each, in each language
 * (src/ui/locales/en/failures.ts): a type that is missing here or there fails the type check.
 */
export const FAILURE_TYPES = [
  'bad-argument',
  'bad-chunk-list',
  'bad-collection',
  'bad-config',
  'bad-device-key',
  'bad-limit',
  'bad-link',
  'bad-manifest',
  'bad-patch',
  'bad-path',
  'bad-query',
  'bad-size',
  'bad-uri',
  'bad-yaml',
  'busy',
  'cancelled',
  'catalog-damaged',
  'closed',
  'cycle',
  'damaged',
  'deadline-passed',
  'defect',
  'empty-file',
  'engines-failed',
  'fetch-failed',
  'file-failed',
  'files-needed',
  'folder-failed',
  'folder-refused',
  'intake-paused',
  'io-failed',
  'is-a-search',
  'limit-reached',
  'missing',
  'name-taken',
  'newer-format',
  'no-frame',
  'no-such-method',
  'no-thumbnail',
  'not-found',
  'not-in-trash',
  'not-supported',
  'queue-full',
  'quota-exceeded',
  'read-failed',
  'sample-failed',
  'still-running',
  'too-early',
  'too-large',
  'undecodable',
  'unexpected',
  'unknown-instance',
  'waiting-for-files',
  'worker-crashed',
] as const;

/** The type of an expected failure. */
export type FailureType = (typeof FAILURE_TYPES)[number];

/** Whether a text is one of them: what comes from a journal may be of another version. */
export const isFailureType = (text: string): text is FailureType =>
  (FAILURE_TYPES as readonly string[]).includes(text);
