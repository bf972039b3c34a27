import { RECORD_FILES } from '../journal/record.ts'
import { canonicalVerdict } from '../verdict/canonical.ts'
import type { Reporter } from './reporter.ts'

export const json: Reporter = {
  file: RECORD_FILES.verdict,
  render: ({ verdict }) => canonicalVerdict(verdict),
}
