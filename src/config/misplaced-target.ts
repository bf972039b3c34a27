/** One target where several by name belong, or the other way round: told as such, and not field by field. */
import { FiredrillError } from '../errors.ts'
import { isPlain } from './env.ts'

/** Throws `config-invalid`. What is wrong in another way is the schema's to say. */
export function refuseMisplacedTarget(raw: unknown, file: string): void {
  if (!isPlain(raw)) return
  look(raw, '', file)
  if (!isPlain(raw.environments)) return
  for (const [name, environment] of Object.entries(raw.environments))
    if (isPlain(environment)) look(environment, `environments.${name}.`, file)
}

function look({ target, targets }: Record<string, unknown>, at: string, file: string): void {
  if (isTarget(targets))
    throw new FiredrillError(
      'config-invalid',
      `${at}targets: expected targets by their names, got one target`,
      {
        hint: `In ${file}, write \`target: ${targets.kind}({ … })\` for a single one, or \`targets: { local: ${targets.kind}({ … }) }\`.`,
      },
    )
  if (!isPlain(target)) return
  const [first] = Object.values(target)
  if (!isTarget(first) || !Object.values(target).every(isTarget)) return
  const names = Object.keys(target)
  const several = names.length === 1 ? 'one by its name' : 'several by their names'
  throw new FiredrillError(
    'config-invalid',
    `${at}target: expected one target, got ${several} (${names.join(', ')})`,
    {
      hint: `In ${file}, write \`targets: { ${names[0]}: … }\`, or \`target: ${first.kind}({ … })\` for a single one.`,
    },
  )
}

/** As `processes()` and its like make it. */
function isTarget(value: unknown): value is { kind: string } {
  return isPlain(value) && typeof value.kind === 'string' && isPlain(value.options)
}
