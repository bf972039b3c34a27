import { expect, test } from 'vitest'
import {
  configurationText,
  DRILL_FORMAT,
  drillText,
  readDrill,
  readStoredConfiguration,
} from '../../src/journal/stored-drill.ts'
import { buildRecord } from '../measure/build-record.ts'

const { drill } = buildRecord({ phases: [{ name: 'lost', durationMs: 2000 }] })

test('a drill is read back as it was, and says its format', () => {
  const text = drillText(drill)
  expect(JSON.parse(text).format).toBe(DRILL_FORMAT)
  expect(readDrill(text, 'drill.json')).toEqual(drill)
})

test('one of before formats were said is read all the same', () => {
  expect(readDrill(JSON.stringify(drill), 'drill.json')).toEqual(drill)
})

test('a newer one is refused by name', () => {
  const newer = drillText(drill).replace(DRILL_FORMAT, 'firedrill-drill/2')
  expect(() => readDrill(newer, 'r/drill.json')).toThrow(
    /r\/drill\.json has the format firedrill-drill\/2; this firedrill reads up to firedrill-drill\/1/,
  )
})

test.each([
  ['a wrong field', drillText({ ...drill, seed: -1 }), /drill\.json cannot be read: seed/],
  ['a field that is not known', drillText({ ...drill, ...{ speed: 1 } }), /speed/],
  ['a list', '[]', /drill\.json cannot be read: name/],
  ['nothing', '', /not JSON/],
])('%s is refused', (_what, text, words) => {
  expect(() => readDrill(text, 'drill.json')).toThrow(words)
})

test('a configuration is kept with its format', () => {
  expect(JSON.parse(configurationText({ warmUp: '5s' }))).toEqual({
    format: 'firedrill-configuration/1',
    warmUp: '5s',
  })
})

test('a configuration is read back as it was given, without the format; a newer one is refused', () => {
  const text = configurationText({ warmUp: '5s' })
  expect(readStoredConfiguration(text, 'configuration.json')).toEqual({ warmUp: '5s' })
  expect(readStoredConfiguration('{"warmUp":"5s"}', 'configuration.json')).toEqual({ warmUp: '5s' })
  expect(() => readStoredConfiguration(text.replace('/1', '/2'), 'configuration.json')).toThrow(/\/2/)
})
