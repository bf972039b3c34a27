/** What a drill waits for or is triggered by, in words. */
import type { Condition, LinePattern } from '../model.ts'
import { clauseText } from './objectives.ts'
import { describeRelease } from './references.ts'
import { exactMs } from './values.ts'

/** `clients have recovered`, `every instance serves the next release`, `errors above 2 % over 3 s`. */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'recovered':
      return 'clients have recovered'
    case 'ready':
      return `${so(condition.atLeast, 'is', 'are')} ready`
    case 'probe':
      return `probe ${condition.name} shows ${JSON.stringify(condition.equals)}`
    case 'serving':
      return `${so(condition.atLeast, 'serves', 'serve')} ${describeRelease(condition.release)}`
    case 'unready': {
      const because = condition.check === null ? '' : `, naming ${condition.check}`
      return `${so(condition.atLeast, 'is', 'are')} unready${because}`
    }
    case 'measured': {
      const held = condition.forMs === 0 ? '' : `, for ${exactMs(condition.forMs)}`
      return `${clauseText(condition.objective)} over ${exactMs(condition.overMs)}${held}`
    }
    case 'any':
      return condition.of.map(describeCondition).join(', or ')
    case 'logged':
      return `a log has ${describeLogged(condition.text)}`
  }
}

/** `"crash loop"`, `a line that matches /crash loop/i`. */
export function describeLogged(text: string | LinePattern): string {
  return typeof text === 'string'
    ? JSON.stringify(text)
    : `a line that matches /${text.pattern}/${text.flags}`
}

/** `every instance is`, `at least 1 instance is`, `at least 2 instances are`. */
function so(atLeast: number | 'all', one: string, many: string): string {
  if (atLeast === 'all') return `every instance ${one}`
  return atLeast === 1 ? `at least 1 instance ${one}` : `at least ${atLeast} instances ${many}`
}
