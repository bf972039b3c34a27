/** A process that runs is started once more just as it was, as proc(5) tells: the same program, arguments and environment. */
import { readFileSync } from 'node:fs'

/** A shell script that starts it in the background; what it says is appended to `log`. */
export function startScript(pid: number, cwd: string, log: string): string {
  const read = (file: string): string[] =>
    readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0').filter(Boolean)
  const command = [...read('environ'), ...read('cmdline')].map(quoted).join(' ')
  return `#!/bin/sh\ncd ${quoted(cwd)} && exec setsid -f env -i ${command} >>${quoted(log)} 2>&1 </dev/null\n`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
