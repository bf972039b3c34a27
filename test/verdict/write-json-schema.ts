/** Writes the files in `schema/`; run it after a change of `src/verdict/schema.ts` or `src/config/gate-policy.ts`. */
import { writeFileSync } from 'node:fs'
import { gatePolicyJsonSchema } from '../../src/config/gate-policy-schema.ts'
import { verdictJsonSchema } from '../../src/verdict/json-schema.ts'

writeFileSync(new URL('../../schema/verdict.schema.json', import.meta.url), verdictJsonSchema())
writeFileSync(new URL('../../schema/gate-policy.schema.json', import.meta.url), gatePolicyJsonSchema())
