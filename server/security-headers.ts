/** What the page may do, directive by directive; `docs/architecture.md` says why. */
const POLICY: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'", 'https:', 'wss:'],
  'manifest-src': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'require-trusted-types-for': ["'script'"],
  // `default` admits script URLs of this origin only (src/platform/page/script-urls.ts); `vue` is what
  // Vue's runtime makes for the static markup of its own compiled templates.
  'trusted-types': ['default', 'vue'],
};

/** Plain-text servers of the same machine: a MinIO or WebDAV under test, a signalling host. */
const LOCAL_SERVERS = [
  'http://localhost:*',
  'http://127.0.0.1:*',
  'ws://localhost:*',
  'ws://127.0.0.1:*',
];

/**
 * The headers of every answer. Where the host itself serves this machine only (`isLocal`), the page may
 * also reach plain-text servers of this machine.
 */
export const securityHeaders = (isLocal: boolean): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': contentPolicy(isLocal),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/** Whether a listening address is reached from this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const contentPolicy = (isLocal: boolean): string =>
  Object.entries(POLICY)
    .map(([directive, sources]) =>
      [
        directive,
        ...sources,
        ...(isLocal && directive === 'connect-src' ? LOCAL_SERVERS : []),
      ].join(' '),
    )
    .join('; ');
