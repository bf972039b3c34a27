/** The host as it is: this machine, through Node. */
import { FiredrillError } from '../errors.ts'
import { nodeClock } from './clock.ts'
import { nodeEngines } from './engine/node.ts'
import { nodeFiles } from './files.ts'
import type { Host } from './host.ts'
import { linuxMachine, silentMachine } from './machine.ts'
import { nodeNet } from './net.ts'
import { darwinSource } from './processes/darwin.ts'
import { linuxSource } from './processes/linux.ts'
import { nodeProcesses } from './processes/processes.ts'
import { whoIsHere } from './who.ts'

/** Throws `platform-unsupported` anywhere but on Linux and macOS. */
export function nodeHost(platform: NodeJS.Platform = process.platform): Host {
  if (platform !== 'linux' && platform !== 'darwin') throw unsupported(platform)
  const clock = nodeClock()
  const source = platform === 'linux' ? linuxSource(clock) : darwinSource()
  const files = nodeFiles()
  const processes = nodeProcesses(source, clock)
  return {
    platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    who: whoIsHere(),
    clock,
    files,
    processes,
    net: nodeNet(clock),
    engines: nodeEngines({ clock, files, processes }),
    machine: platform === 'linux' ? linuxMachine(files) : silentMachine,
  }
}

function unsupported(platform: string): FiredrillError {
  return new FiredrillError('platform-unsupported', `firedrill does not run on ${platform}.`, {
    hint:
      platform === 'win32'
        ? 'Use the Windows Subsystem for Linux: run `wsl --install`, and run the drill from its shell.'
        : 'Run it on Linux or macOS.',
  })
}
