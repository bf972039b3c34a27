import type { Verdict } from '../../verdict/schema.ts'
import { html as esc } from '../escape.ts'

const HEIGHT = 16

/** A lane for each instance that was watched: ready, up and not ready, down, and where its word was wrong. */
export function lanes({ instances }: Verdict, x: (second: number) => number, width: number): string {
  if (instances.length === 0) return ''
  const rows = instances.map(({ instance, stretches }, row) => {
    const bars = stretches.map(({ startMs, endMs, alive, ready, release, judged }) => {
      const [from, to] = [startMs / 1000, endMs / 1000]
      const is = judged !== 'right' ? 'wrong' : !alive ? 'down' : ready === 200 ? 'up' : 'unready'
      const words = `${instance}${release === null ? '' : ` on ${release}`}: ${WORDS[is]}, ${from.toFixed(1)}–${to.toFixed(1)} s`
      const w = Math.max(0.5, x(to) - x(from)).toFixed(1)
      return `<rect class="${is}" x="${x(from)}" y="${row * HEIGHT + 2}" width="${w}" height="${HEIGHT - 4}"><title>${esc(words)}</title></rect>`
    })
    return `<g>${bars.join('')}<text x="4" y="${row * HEIGHT + 12}">${esc(instance.slice(0, 40))}</text></g>`
  })
  const height = rows.length * HEIGHT
  const view = `viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" style="height:${height}px"`
  return `<svg ${view} role="img" aria-label="what each instance said">${rows.join('')}</svg>`
}

const WORDS = { wrong: 'its word was wrong', down: 'down', up: 'ready', unready: 'up and not ready' } as const
