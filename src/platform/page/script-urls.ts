/** What this file needs of the Trusted Types API (https://w3c.github.io/trusted-types/dist/spec/). */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/**
 * Lets this thread start workers and the service worker under `require-trusted-types-for 'script'`:
 * from scripts of its own origin, and from nowhere else. Every other sink (HTML, script text) stays
 * shut. Call it once in each page and worker, before the first `new Worker`.
 *
 * It is the default policy, since Vite finds workers by the literal form
 * `new Worker(new URL('…', import.meta.url))`, which leaves no place for a named policy's call.
 */
export const installScriptUrlPolicy = (): void => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createScriptURL: ownScriptUrl });
};

/** The absolute form of `url`; throws a `TypeError` where it is not a script of this origin. */
export const ownScriptUrl = (url: string): string => {
  const { href, origin } = new URL(url, globalThis.location.href);
  if (origin === globalThis.location.origin && !href.startsWith('blob:')) return href;
  throw new TypeError(
    `A script of ${url} was refused: scripts come from this app's own address.`,
  );
};
