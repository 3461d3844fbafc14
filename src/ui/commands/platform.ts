/** Whether `platform`, as `navigator.platform` says it, has ⌘ for Ctrl: Macs, and iPads with a keyboard. */
export const isApplePlatform = (platform: string): boolean =>
  /^(Mac|iPhone|iPad)/.test(platform);
