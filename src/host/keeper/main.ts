/**
 * The keeper: what runs in a container beside a target whose engine is on another machine. When nothing was heard of the
 * run for the length of the lease, it takes back what it was told to. There is Node where it runs, and nothing of
 * firedrill: `program.ts` makes one text of this file and those that it imports from beside it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askBy } from './asking.ts'
import { createKeeper, TICK_MS } from './keeper.ts'
import type { Orders } from './orders.ts'
import type { Said } from './said.ts'
import type { Task } from './task.ts'

const REFUSED = 3

// The last argument: `Orders`, as JSON.
const orders = JSON.parse(process.argv.at(-1) ?? '') as Orders
const say = (said: Said) => console.log(JSON.stringify(said))
const keeper = createKeeper(orders, { ask: askBy(orders.socket), say, monoMs: () => performance.now() })
// The first process of a container takes no notice of a signal that it has no handler for.
process.on('SIGUSR2', keeper.renew)
let ending = false
process.on('SIGTERM', () => {
  ending = true
  void keeper.fire('it was told to stop')
})
if (!(await keeper.begin())) process.exit(REFUSED)
const taken = new Set<string>()
for (;;) {
  for (const file of readdirSync(orders.tasks).filter((name) => name.endsWith('.json') && !taken.has(name))) {
    taken.add(file)
    if (keeper.fired) continue
    const tasks = JSON.parse(readFileSync(join(orders.tasks, file), 'utf8')) as Task[]
    for (const task of tasks) keeper.hold(task)
    writeFileSync(join(orders.tasks, file.replace(/json$/, 'held')), '')
  }
  await keeper.tick()
  // What could not be taken back at once is tried again, for as long as it is given.
  if (ending && keeper.over) process.exit(0)
  await sleep(TICK_MS)
}
