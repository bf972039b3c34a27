// Before the tests that need k6: finds it, or builds it once, with its progress shown.
import { nodeHost } from '../src/host/node.ts'
import { findK6 } from '../src/load/k6/find.ts'

const k6 = await findK6(nodeHost(), { onProgress: (line) => console.log(line) })
console.log(`k6 ${k6.version} (${k6.from})`)
