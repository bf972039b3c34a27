import { fileURLToPath } from 'node:url'

/** The program beside this file: `main.ts` as it is, or the compiled `main.js` of the published package. */
export const WIRE_PROGRAM = fileURLToPath(
  import.meta.resolve(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js'),
)
