import { describe, expect, it } from 'vitest'
import { gatePolicySchema, toGatePolicy, unreadablePolicy } from '../../src/config/gate-policy.ts'
import { refusalOf } from './project.ts'

const FORMAT = 'firedrill-gate-policy/1'
const read = (policy: object) => toGatePolicy({ format: FORMAT, ...policy }, 'gate.yaml').requirements
const refused = async (policy: object) => refusalOf(() => read(policy))
const drill = 'kill-node'

describe('a policy', () => {
  it('says for all drills what a drill does not say by itself', () => {
    const [first, second] = read({
      target: 'compose',
      within: '7d',
      proven: true,
      drills: [{ drill }, { drill: 'soak', target: 'processes', within: '12h', runs: 3, proven: false }],
    })
    expect(first).toEqual({
      drill,
      runs: 1,
      withinMs: 7 * 24 * 3_600_000,
      proven: true,
      target: 'compose',
      environment: null,
      set: {},
      role: null,
      expect: [],
    })
    expect(second).toMatchObject({ target: 'processes', withinMs: 12 * 3_600_000, runs: 3, proven: false })
  })

  it('takes parameters as they are typed', () => {
    const [one] = read({
      within: '1d',
      target: 'x',
      drills: [{ drill, set: { rate: '50/s', migrate: false, n: 2 } }],
    })
    expect(one?.set).toEqual({ rate: '50/s', migrate: 'false', n: '2' })
  })

  it('is named field by field where it is wrong', async () => {
    const wrong = { within: '7', drills: [{ drill, runs: 0, artefact: 'served' }, { drill: 5 }] }
    expect(await refused(wrong)).toEqual({
      code: 'policy-invalid',
      message: [
        'policy.within: expected an age, such as "12h" or "7d", got "7"',
        'policy.drills[0].runs: expected a whole number from 1 to 1000, got 0',
        'policy.drills[0].artefact: is not a known field; did you mean "artifact"?',
        'policy.drills[1].drill: expected a string that is not empty, got 5',
      ].join('\n'),
      hint: 'Correct these fields in gate.yaml; docs/gate.md has an example.',
    })
  })

  it.each([
    [
      'no drill',
      { within: '7d', target: 'x', drills: [] },
      'policy.drills: expected a list that is not empty',
    ],
    [
      'nothing said of age',
      { target: 'x', drills: [{ drill }] },
      'policy.drills[0].within: expected how old',
    ],
    [
      'no place',
      { within: '7d', drills: [{ drill }] },
      'policy.drills[0]: expected a target or an environment',
    ],
    [
      'one drill twice',
      { within: '7d', target: 'x', drills: [{ drill }, { drill, runs: 2 }] },
      'policy.drills[1]: kill-node is asked for twice',
    ],
    [
      'another format',
      { format: 'firedrill-gate-policy/2', drills: [] },
      'policy.format: expected "firedrill-gate-policy/1"',
    ],
  ])('with %s would let anything through, and is refused', async (_what, policy, says) => {
    expect((await refused(policy)).message).toContain(says)
  })

  it('may ask for one drill in several places and ways', () => {
    const drills = [
      { drill },
      { drill, target: 'y' },
      { drill, set: { lose: 'pause' } },
      { drill, environment: 'staging' },
    ]
    expect(read({ within: '7d', target: 'x', drills })).toHaveLength(4)
  })

  it('must be an object', async () => {
    for (const whole of [null, 'kill-node', 5, []])
      expect((await refusalOf(() => toGatePolicy(whole, 'gate.yaml'))).message).toMatch(
        /^policy: expected an object/,
      )
    expect(gatePolicySchema.safeParse({}).success).toBe(false)
  })
})

it('a text that is no YAML is told by its first line', () => {
  const error = unreadablePolicy(new Error('Flow sequence in block collection\n\n  at line 2'), 'gate.yaml')
  expect(error).toMatchObject({
    code: 'policy-invalid',
    message: 'policy: it cannot be read as YAML or JSON: Flow sequence in block collection',
  })
})
