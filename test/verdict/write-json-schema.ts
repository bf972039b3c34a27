/** Writes `schema/verdict.schema.json`; run it after a change of `src/verdict/schema.ts`. */
import { writeFileSync } from 'node:fs'
import { verdictJsonSchema } from '../../src/verdict/json-schema.ts'

writeFileSync(new URL('../../schema/verdict.schema.json', import.meta.url), verdictJsonSchema())
