declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  const create: () => unknown;
  export default create;
}
