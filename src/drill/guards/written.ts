/** Guards as they are written, checked field by field: in a drill's body and in the configuration alike. */
import { z } from 'zod'
import { durationMs, ratio } from '../../units.ts'

const LONGEST_SPAN_MS = 300_000

const text = z.string().min(1)
const duration = written(durationMs, 'expected a duration, such as "150ms", "20s" or "2m"')
const positive = written((value) => {
  if (durationMs(value) === 0) throw new RangeError(value)
}, 'expected a duration above zero, such as "20ms" or "2s"')
const span = written((value) => {
  const ms = durationMs(value)
  if (ms === 0 || ms > LONGEST_SPAN_MS) throw new RangeError(value)
}, 'expected a duration above zero and at most "5m", such as "10s"')
const percentage = written(ratio, 'expected a percentage, such as "95%"')
const url = z.string({ error: 'expected an http or https URL' }).refine(isHttp, {
  error: 'expected an http or https URL',
})

const above = z.strictObject({ above: positive })
const kinds = {
  uptime: z.strictObject({ below: percentage }).optional(),
  errors: z.strictObject({ above: percentage }).optional(),
  p50: above.optional(),
  p95: above.optional(),
  p99: above.optional(),
  readyInstances: z.strictObject({ below: z.int().min(1) }).optional(),
  maxDuration: positive.optional(),
  file: text.optional(),
  url: url.optional(),
}
const filter = {
  route: text.optional(),
  operation: text.optional(),
  scenario: text.optional(),
  group: text.optional(),
  method: text.optional(),
}
const options = {
  over: span.optional(),
  for: duration.optional(),
  least: z.int().min(1).optional(),
  every: positive.optional(),
  timeout: positive.optional(),
  unseen: z.literal('stop').optional(),
}

type Kind = keyof typeof kinds
type Option = keyof typeof options | keyof typeof filter
const KINDS = Object.keys(kinds) as Kind[]
const OF_REQUESTS: readonly Option[] = [
  'over',
  'for',
  'least',
  'unseen',
  ...(Object.keys(filter) as (keyof typeof filter)[]),
]
/** Which options go with which kind. */
const TAKES: { [K in Kind]: readonly Option[] } = {
  uptime: OF_REQUESTS,
  errors: OF_REQUESTS,
  p50: OF_REQUESTS,
  p95: OF_REQUESTS,
  p99: OF_REQUESTS,
  readyInstances: ['for', 'unseen'],
  maxDuration: [],
  file: ['unseen'],
  url: ['every', 'timeout', 'for', 'unseen'],
}

export const writtenGuard = z
  .strictObject({ name: text.optional(), ...kinds, ...options, ...filter })
  .superRefine((guard, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const named = KINDS.filter((kind) => guard[kind] !== undefined)
    const [kind, another] = named
    if (kind === undefined) issue([], `expected one of ${KINDS.join(', ')}`)
    else if (another !== undefined)
      issue([another], `a guard is about one thing, and this is about ${kind} already; write two`)
    else {
      const takes = TAKES[kind]
      for (const option of [...Object.keys(options), ...Object.keys(filter)] as Option[]) {
        if (guard[option] === undefined || takes.includes(option)) continue
        const what = takes.length === 0 ? 'nothing' : takes.join(', ')
        issue([option], `means nothing with ${kind}, which takes ${what}`)
      }
    }
  })

export type WrittenGuard = z.output<typeof writtenGuard>

/** What stands for a variable that is not set is left to whoever needs it: other environments have variables of their own. */
const NOT_SET = /^‹\S+ is not set›$/

function isHttp(value: string): boolean {
  if (NOT_SET.test(value)) return true
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}

function written(read: (value: string) => unknown, error: string) {
  return z.string({ error }).refine((value) => reads(() => read(value)), { error })
}

function reads(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
