import { describe, expect, test } from 'vitest'
import {
  deniedRanges,
  envIn,
  k6Environment,
  loadVariables,
  refuseArguments,
  runArguments,
  runEnvironment,
} from '../../../src/load/k6/arguments.ts'

const outputsOf = (argv: readonly string[]) => argv.filter((_, i) => argv[i - 1] === '--out')
const RATE = { kind: 'constant-arrival-rate', ratePerSecond: 1 } as const

test('our output stays beside those of the user', () => {
  const argv = runArguments('/e.js', ['--out', 'json=a.json'], {})
  expect(argv[0]).toBe('run')
  expect(argv.at(-1)).toBe('/e.js')
  expect(outputsOf(argv)).toEqual(['csv=-', 'json=a.json'])
})

test('outputs that K6_OUT asks for stay in the environment: a password in them is in no argument', () => {
  const env = { K6_OUT: 'influxdb=http://me:pw@x,json=a.json' }
  expect(runArguments('/e.js', ['--tag', 'a=b'], env).join(' ')).not.toMatch(/pw|--out/)
  expect(runEnvironment(env, {}, []).K6_OUT).toBe('csv=-,influxdb=http://me:pw@x,json=a.json')
  expect(runEnvironment({}, {}, []).K6_OUT).toBeUndefined()
})

test.each([[['--out', 'json=b.json']], [['--out=json=b.json']], [['-o', 'json=b.json']]])(
  'the flags %j take the place of K6_OUT, as they do for k6',
  (further) => {
    const env = { K6_OUT: 'influxdb=http://me:pw@x' }
    expect(runArguments('/e.js', further, env)).toEqual(expect.arrayContaining(['csv=-', ...further]))
    expect(runEnvironment(env, {}, further).K6_OUT).toBeUndefined()
  },
)

test('what k6 may not connect to is said by a flag, which nothing of the user’s can take back', () => {
  const argv = runArguments(
    '/e.js',
    ['--blacklist-ip', '127.0.0.2/32'],
    {},
    {
      denied: ['128.0.0.0/1', '8000::/1'],
    },
  )
  expect(argv.filter((_, i) => argv[i - 1] === '--blacklist-ip')).toEqual([
    '128.0.0.0/1,8000::/1',
    '127.0.0.2/32',
  ])
  expect(runArguments('/e.js', [], {})).not.toContain('--blacklist-ip')
})

test('thresholds are judged by k6 only where the script has some', () => {
  const judging = runArguments('/e.js', [], {}, { denied: ['8000::/1'], judges: true })
  expect(judging).toContain('--summary-mode=compact')
  expect(judging).toContain('--blacklist-ip')
  expect(judging).not.toContain('--no-thresholds')
  expect(runArguments('/e.js', [], {})).toEqual(
    expect.arrayContaining(['--summary-mode=disabled', '--no-thresholds']),
  )
})

test('what script and environment keep k6 from stays denied: the flag would take their place', () => {
  const env = { K6_BLACKLIST_IPS: '127.0.0.3/32, 127.0.0.4/32' }
  expect(deniedRanges(['128.0.0.0/1'], ['127.0.0.2/32', 7, '128.0.0.0/1'], env)).toEqual([
    '128.0.0.0/1',
    '127.0.0.2/32',
    '127.0.0.3/32',
    '127.0.0.4/32',
  ])
  expect(deniedRanges([], undefined, {})).toEqual([])
})

describe('what cannot be passed on is refused', () => {
  test.each([
    [['--vus', '3']],
    [['--rps=50']],
    [['--execution-segment', '0:1/2']],
    [['-d=3s']],
    [['-d30s']],
    [['-u3']],
    [['-ocsv']],
    [['--paused']],
    [['--summary-mode=full']],
    [['--out', 'json']],
    [['-o', 'csv=-']],
    [['--out=json=-']],
  ])('%j', (args) => {
    expect(() => refuseArguments(args, RATE)).toThrowError(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })

  test('and nothing else', () => {
    refuseArguments(['-e', 'A=b', '--out', 'json=a.json', '--insecure-skip-tls-verify', '--tag', 'a=b'], RATE)
    expect(() => refuseArguments(['--vus', '3'], { kind: 'script' })).not.toThrow()
    expect(() => refuseArguments(['--linger'], { kind: 'script' })).toThrow()
  })
})

test("the user's environment passes, but for what would overrule the profile or the stream", () => {
  const inherited = {
    PATH: '/bin',
    K6_VUS: '3',
    K6_RPS: '5',
    K6_EXECUTION_SEGMENT: '0:1/2',
    K6_EXECUTION_SEGMENT_SEQUENCE: '0,1/2,1',
    K6_CSV_TIME_FORMAT: 'unix',
    K6_OUT: 'x',
    NOT: undefined,
    BOTH: '1',
  }
  expect(k6Environment(inherited, { TOKEN: 't', BOTH: '2', K6_AUTO_EXTENSION_RESOLUTION: 'true' })).toEqual({
    PATH: '/bin',
    TOKEN: 't',
    BOTH: '2',
    GOGC: '200',
    K6_CSV_TIME_FORMAT: 'unix_micro',
    K6_CSV_SAVE_INTERVAL: '200ms',
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'true',
  })
  expect(k6Environment({ GOGC: '50' }, {})).toMatchObject({
    GOGC: '50',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  })
})

test('variables in arguments are found in each of their forms', () => {
  expect(envIn(['-e', 'A=1', '--env', 'B=2=3', '--env=C=', '-eD=4', '--tag', 'E=5', '-e', 'none'])).toEqual({
    A: '1',
    B: '2=3',
    C: '',
    D: '4',
  })
})

test('what says how much load is made is said as variables, where there are no flags for it', () => {
  expect(
    loadVariables(['--vus', '3', '-d30s', '--tag', 'a=b', '--rps=20', '-s', '10s:5', '--stage=20s:1']),
  ).toEqual({
    K6_VUS: '3',
    K6_DURATION: '30s',
    K6_RPS: '20',
    K6_STAGES: '10s:5,20s:1',
  })
  expect(loadVariables(['--verbose', '-e', 'A=1', '-d'])).toEqual({})
})
