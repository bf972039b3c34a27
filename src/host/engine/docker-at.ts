import { commandWords } from '../../shell-words.ts'
import type { Engine } from './engine.ts'

/**
 * How a person's command begins that is to reach this engine, whichever their shell would take: a namesake may run on
 * another. Of TLS it has to be told as well, which goes by the directory of its material: what lies there is taken.
 */
export function dockerAt({ endpoint: { url, tls } }: Pick<Engine, 'endpoint'>): string {
  if (tls === null) return commandWords(['docker', '--host', url])
  const how = tls.verify ? '--tlsverify' : '--tls'
  return commandWords(['docker', '--host', url, how], { DOCKER_CERT_PATH: tls.dir })
}
