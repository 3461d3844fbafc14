/** Made by scripts/collect-licences.mjs when the app is built. */
declare module 'virtual:licences' {
  /** Every package that the app ships, and those that they depend on, by name. */
  export const licences: readonly {
    readonly name: string;
    readonly version: string;
    /** As SPDX writes it. */
    readonly licence: string;
    readonly text: string;
  }[];
}
