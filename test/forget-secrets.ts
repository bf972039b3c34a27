/** Test files share a process: what one has taught it must not be hidden from the next. */
import { afterAll } from 'vitest'
import { ownRedaction } from '../src/redact/process.ts'

afterAll(() => ownRedaction.forget())
