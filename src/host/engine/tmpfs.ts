import type { HostConfig } from 'dockerode'
import { bytes } from '../../units.ts'

/** By where they are mounted; 0: none of its own, which is half of the machine's memory. */
export function tmpfsOf({
  Tmpfs = {},
  Mounts = [],
}: Pick<HostConfig, 'Tmpfs' | 'Mounts'>): Record<string, number> {
  const short = Object.entries(Tmpfs ?? {}).map(([path, options]) => [path, sizeIn(options)] as const)
  const long = (Mounts ?? [])
    .filter(({ Type }) => Type === 'tmpfs')
    .map(({ Target, TmpfsOptions }) => [Target, TmpfsOptions?.SizeBytes ?? 0] as const)
  return Object.fromEntries([...short, ...long])
}

/** Of mount options: `rw,size=16m,mode=1777`. A share of the machine's memory is no bound of its own. */
function sizeIn(options: string): number {
  const size = /(?:^|,)size=(\d+[kmgKMG]?)(?:,|$)/.exec(options)?.[1]
  return size === undefined ? 0 : bytes(size.toLowerCase())
}
