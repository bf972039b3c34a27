import { describe, expect, it } from 'vitest'
import { plannedFor } from '../../src/runbook/match.ts'

const line = (argv: string[], env: Record<string, string> = {}, cwd = '/srv') => ({ argv, cwd, env })
const planned = (...of: Parameters<typeof line>) => ({ what: of[0].join(' '), command: line(...of) })
const whatOf =
  (...of: Parameters<typeof line>) =>
  (all: ReturnType<typeof planned>[]) =>
    plannedFor({ what: '', command: line(...of) }, all)?.what ?? null

describe('what was run is what would be run', () => {
  it('when it is the same to the letter', () => {
    const all = [planned(['ship', '1']), planned(['ship', '2'])]
    expect(whatOf(['ship', '2'])(all)).toBe('ship 2')
    expect(whatOf(['ship', '3'])(all)).toBeNull()
  })

  it('when it differs only where the plan could not know', () => {
    const all = [planned(['kill', '-TERM', '<pid of web-1>']), planned(['node', '<state>/web-1/server.js'])]
    expect(whatOf(['kill', '-TERM', '41', '42'])(all)).toBe('kill -TERM <pid of web-1>')
    expect(whatOf(['node', '/tmp/x/web-1/server.js'])(all)).toBe('node <state>/web-1/server.js')
    expect(whatOf(['kill', '-KILL', '41'])(all)).toBeNull()
    expect(whatOf(['node', '/tmp/x/web-2/server.js'])(all)).toBeNull()
  })

  it('takes no redirection of a shell for what the plan could not know', () => {
    const all = [planned(['sh', '-c', 'psql <a.sql >out'])]
    expect(whatOf(['sh', '-c', 'psql <a.sql >out'])(all)).toBe('sh -c psql <a.sql >out')
    expect(whatOf(['sh', '-c', 'psql <b.sql >out'])(all)).toBeNull()
    expect(whatOf(['sh', '-c', 'psql out'])(all)).toBeNull()
  })

  it('takes one that is known in full before one that is not', () => {
    expect(whatOf(['ship', '1'])([planned(['ship', '<run>']), planned(['ship', '1'])])).toBe('ship 1')
  })

  it('takes the one that is called so, where a pid could be that of either', () => {
    const stop = (name: string) => ({ what: `stop ${name}`, command: line(['kill', `<pid of ${name}>`]) })
    const all = [stop('web-1'), stop('web-2')]
    const ran = { what: 'stop web-2', command: line(['kill', '41']) }
    expect(plannedFor(ran, all)?.what).toBe('stop web-2')
    expect(plannedFor({ ...ran, what: 'stop edge' }, all)?.what).toBe('stop web-1')
  })

  it('looks at the directory and at every variable', () => {
    const all = [planned(['ship'], { TAG: '1', PORT: '<port of web-1>' })]
    expect(whatOf(['ship'], { PORT: '3001', TAG: '1' })(all)).toBe('ship')
    expect(whatOf(['ship'], { PORT: '3001', TAG: '2' })(all)).toBeNull()
    expect(whatOf(['ship'], { TAG: '1' })(all)).toBeNull()
    expect(whatOf(['ship'], { PORT: '3001', TAG: '1', MORE: '' })(all)).toBeNull()
    expect(whatOf(['ship'], { PORT: '3001', TAG: '1' }, '/other')(all)).toBeNull()
  })

  it('takes a secret that is not shown for the same as one that is not set', () => {
    const all = [planned(['ship', '--token=‹TOKEN is not set›'])]
    expect(whatOf(['ship', '--token=‹redacted›'])(all)).toBe('ship --token=‹TOKEN is not set›')
  })

  it('does not take a dot of a plan for any letter', () => {
    expect(whatOf(['ship', '1x0', '9'])([planned(['ship', '1.0', '<run>'])])).toBeNull()
  })
})
