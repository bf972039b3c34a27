import type { Step } from './model.ts'

/** The step that a run writes down as `steps[1].steps[0]`, whatever instance a loop was at; null: there is none. */
export function stepAt(steps: readonly Step[], path: string): Step | null {
  return path.startsWith('steps') ? among(steps, path.slice('steps'.length)) : null
}

/** `rest`: `[0]`, and what comes behind it. */
function among(steps: readonly Step[], rest: string): Step | null {
  const [own, index] = /^\[(\d+)\]/.exec(rest) ?? []
  const step = steps[Number(index)]
  if (own === undefined || step === undefined) return null
  const behind = rest.slice(own.length)
  return behind === '' ? step : within(step, behind)
}

function within(step: Step, rest: string): Step | null {
  const [way = '', lane] = /^(?:\.steps?|\.lanes\[(\d+)\]|\[[^\]]*\]\.steps)(?=\[)/.exec(rest) ?? []
  const further = rest.slice(way.length)
  switch (step.kind) {
    case 'phase':
    case 'during':
      return way === '.steps' ? among(step.steps, further) : null
    case 'each':
      return way.startsWith('[') ? among(step.steps, further) : null
    case 'together':
      return among(step.lanes[Number(lane)] ?? [], further)
    case 'expect-refused':
      return way === '.step' ? among([step.step], further) : null
    default:
      return null
  }
}
