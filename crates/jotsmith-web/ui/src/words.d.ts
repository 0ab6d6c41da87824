/* What claims are, one on a line, as the engine learns it: made by the build (xtask/src/page/bundle.rs). */
declare module "jotsmith-words" {
  export const words: string;
}
