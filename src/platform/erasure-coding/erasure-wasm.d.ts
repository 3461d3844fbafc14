declare module '@subspace/reed-solomon-erasure.wasm/dist/reed_solomon_erasure_bg.wasm?url' {
  /** Where the module lies, of this origin. */
  const url: string;
  export default url;
}
