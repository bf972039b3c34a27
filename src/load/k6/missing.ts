import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { ACCEPTED_VERSIONS } from './k6.ts'

/** `k6-missing`, with how k6 is had on this platform. */
export function missing(host: Pick<Host, 'platform'>, message: string, cause?: unknown): FiredrillError {
  const install =
    host.platform === 'darwin'
      ? 'Run `brew install k6`'
      : 'Install k6 as https://grafana.com/docs/k6/latest/set-up/install-k6/ says for your distribution'
  const go = host.platform === 'darwin' ? '`brew install go`' : 'install Go from https://go.dev/dl/'
  const hint = `${install}; or ${go}, with which firedrill builds it; or let K6_PATH name a k6 of version ${ACCEPTED_VERSIONS}.`
  return new FiredrillError('k6-missing', message, cause === undefined ? { hint } : { hint, cause })
}
