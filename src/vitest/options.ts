/** What a test may say of its drill; checked before anything is started. */
import { z } from 'zod'
import { problemsOf } from '../config/check.ts'
import { type Drill, isDrill } from '../drill/drill.ts'
import { FiredrillError } from '../errors.ts'

export interface DrillTestOptions {
  /** A drill of the project by its name, or one that is made here: `killNode({ rate: '50/s' })`. Default: the test's name. */
  drill?: string | Drill
  /** As `--target` and `--env`. */
  target?: string
  environment?: string
  /** Parameters, as `--set`. */
  set?: Readonly<Record<string, string | number | boolean>>
  /** Decides which instance is picked. */
  seed?: number
  /** Names of what was there before and may be touched, as `--confirm`. */
  confirm?: readonly string[]
  /** As `--blast-radius`: so many instances at once may be hit, where the drill says so too. */
  blastRadius?: number | 'all'
  /** Take only what is proven at 95 %. */
  strict?: boolean
  /** Run again, so many times at most, when only the instruments kept it from being decided; default 0. */
  retryInconclusive?: number
  /** Where records go, instead of the configured place. */
  out?: string
  /** What becomes of the test where the drill could not be decided: it fails, or it is skipped with the reason. */
  inconclusive?: 'fail' | 'skip'
  /** vitest's own. Without a `timeout` there is none: a drill ends by itself. */
  timeout?: number
  tags?: string[]
}

const schema = z.strictObject({
  drill: z
    .union([z.string().min(1), z.custom<Drill>(isDrill)], {
      error: 'expected the name of a drill, or a drill such as killNode()',
    })
    .optional(),
  target: z.string().min(1).optional(),
  environment: z.string().min(1).optional(),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  seed: z.int().min(0).optional(),
  confirm: z.array(z.string()).default([]),
  blastRadius: z.union([z.int().min(1), z.literal('all')]).optional(),
  strict: z.boolean().default(false),
  retryInconclusive: z.int().min(0).max(10).default(0),
  out: z.string().min(1).optional(),
  inconclusive: z.enum(['fail', 'skip']).default('fail'),
  timeout: z.number().min(0).optional(),
  tags: z.array(z.string()).optional(),
})

export type CheckedOptions = z.output<typeof schema>

/** Throws `usage` with one line for each wrong option. */
export function checkOptions(name: string, options: DrillTestOptions): CheckedOptions {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  const problems = problemsOf(schema, parsed.error.issues, options, 'options')
  throw new FiredrillError('usage', `drillTest('${name}'): ${problems.join('\n')}`, {
    hint: 'Correct them in the test file; docs/vitest.md has them all.',
    cause: parsed.error,
  })
}
