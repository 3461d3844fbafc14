/** The address of a script that is bundled like a worker's; `vite/client` says the same to pages. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
