/* The only door to WASM. */

/** The engine, once its module is compiled. */
export const engine = () => import("jotsmith-core");
