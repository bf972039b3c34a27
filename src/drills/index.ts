/** Stock drills, as factories: `export default killNode({ rate: '50/s' })`. One file each. */

export type { KillNodeOptions } from './kill-node.ts'
export { killNode } from './kill-node.ts'
