/** Enough for what ends by itself, as the last sleepers of a fake clock do. */
const TURNS = 2000

function turning(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Immediate').length
}

/**
 * Takes what turns the event loop by now, and gives how many do so beyond that when asked: a loop on virtual time that
 * nobody stopped turns for ever, and takes from all that is tested after it in this process.
 */
export function countLeftTurning(): () => Promise<number> {
  const before = turning()
  return async () => {
    // What was begun just now turns nothing yet.
    let turn = 0
    do await new Promise(setImmediate)
    while (++turn < TURNS && turning() > before)
    return Math.max(0, turning() - before)
  }
}
