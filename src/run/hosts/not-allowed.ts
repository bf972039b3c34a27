import { bareHost } from '../../host/ipv6.ts'
import type { Refusal } from '../../target/target.ts'

/** `what`: `the edge`, `the probe "open jobs"`. Of the URL only its place is said: the rest may be secret. */
export function notAllowed(
  what: string,
  url: string,
  objection: string,
): Refusal & { code: 'host-not-allowed' } {
  const { origin, hostname } = new URL(url)
  return {
    code: 'host-not-allowed',
    reason: `${what} would be asked at ${origin}: ${objection}.`,
    hint: `Where that is meant, list it in firedrill.config.ts: allowedHosts: ['${bareHost(hostname)}'].`,
  }
}
