/** One way in which the system started or called the installed app. */
export interface Launch {
  /** The address that was asked for, `null` where the browser tells none. */
  readonly targetUrl: string | null;
  /** The files to open; none but for a file handler. */
  readonly handles: readonly FileSystemFileHandle[];
}

/** https://wicg.github.io/web-app-launch/#launchqueue-interface; Chromium only. */
interface LaunchQueue {
  setConsumer(
    consumer: (launch: {
      readonly targetURL?: string | null;
      readonly files?: readonly FileSystemHandle[];
    }) => void,
  ): void;
}

/**
 * Hands every launch to `listener`, those too that came before this call: the browser queues them. Does
 * nothing where there is no launch queue. Folders are passed over: the manifest asks for files.
 */
export const onLaunch = (
  page: Window & { readonly launchQueue?: LaunchQueue },
  listener: (launch: Launch) => void,
): void => {
  page.launchQueue?.setConsumer(({ targetURL = null, files = [] }) => {
    listener({ targetUrl: targetURL, handles: files.filter(isFileHandle) });
  });
};

const isFileHandle = (handle: FileSystemHandle): handle is FileSystemFileHandle =>
  handle.kind === 'file';
