declare module 'libheif-js/libheif-wasm/libheif.js' {
  const create: (options: { readonly wasmBinary: Uint8Array }) => unknown;
  export default create;
}
