/** Events of releases and how they were shipped. Mirrors events.ts. */
import { z } from 'zod'
import { REFUSED_CODES } from '../../drill/model.ts'
import { release as ref } from '../../drill/schema/references.ts'
import { args } from '../../drill/schema/values.ts'
import { release, text, texts } from './values.ts'

const window = text

/** By type; see `EVENT_SCHEMAS`. */
export const OF_RELEASES = {
  release: z.object({ type: z.literal('release'), ref, release }),
  'deploy-started': z.object({
    type: z.literal('deploy-started'),
    window,
    from: release,
    to: release,
    strategy: text,
  }),
  'instance-switched': z.object({ type: z.literal('instance-switched'), window, name: text, to: release }),
  'deploy-ended': z.object({
    type: z.literal('deploy-ended'),
    window,
    outcome: z.enum(['deployed', 'refused', 'cancelled']),
    code: z.enum(REFUSED_CODES).nullable(),
    detail: text,
  }),
  'rollback-decided': z.object({ type: z.literal('rollback-decided'), window, why: text, to: release }),
  'rollback-started': z.object({ type: z.literal('rollback-started'), window }),
  'rollback-acted': z.object({ type: z.literal('rollback-acted'), window }),
  canary: z.object({
    type: z.literal('canary'),
    window,
    decision: z.enum(['promote', 'roll-back', 'inconclusive']),
    why: text,
    comparison: args,
  }),
  migrated: z.object({
    type: z.literal('migrated'),
    window,
    release: text,
    direction: z.enum(['up', 'down']),
    moved: texts.nullable(),
  }),
}
