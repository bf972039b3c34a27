/** The balancer that `init` writes for a Compose project that has none: a file of its own, which the app never sees. */
import type { Balancer } from './way.ts'

export const BALANCER = { file: 'compose.firedrill.yml', service: 'firedrill-edge', port: 8080 } as const

export interface Balanced {
  balancer: Balancer
  instances: readonly string[] | { service: string; count: number }
  /** On which an instance listens. */
  port: number
  /** What it asks each instance. */
  ready: string
}

/** The whole file. `$` is Compose's own sign: none stands in it but those that are meant. */
export function balancerFile(of: Balanced): string {
  return [
    '# A balancer for drills alone, written by firedrill init. Your own files stay as they are; put in yours if you have one.',
    'services:',
    ...appLines(of),
    `  ${BALANCER.service}:`,
    '    image: haproxy:3.2-alpine',
    '    configs: [{ source: firedrill-edge, target: /usr/local/etc/haproxy/haproxy.cfg }]',
    '    ports: ["127.0.0.1:0:8080"]',
    ...networkLines(of.balancer),
    '',
    'configs:',
    '  firedrill-edge:',
    '    content: |',
    ...configuration(of).map((line) => (line === '' ? '' : `      ${line}`)),
    '',
  ].join('\n')
}

function appLines({ balancer, instances }: Balanced): string[] {
  const { build, frees } = balancer
  if (!('service' in instances) || (build === null && frees.length === 0)) return []
  return [
    `  ${instances.service}:`,
    ...(build === null ? [] : [`    build: ${build}`]),
    // Two containers cannot have one port of the machine, nor one name.
    ...(frees.includes('ports') ? ['    ports: !reset []'] : []),
    ...(frees.includes('container_name') ? ['    container_name: !reset null'] : []),
  ]
}

/** What is said of no network is in the project's default one. */
function networkLines({ networks, isInternal }: Balancer): string[] {
  const all = isInternal ? [...networks, BALANCER.service] : networks
  if (all.join() === 'default') return []
  return [
    `    networks: ${JSON.stringify(all)}`,
    // By it the port is published.
    ...(isInternal ? ['', 'networks:', `  ${BALANCER.service}: {}`] : []),
  ]
}

/** Asks each instance whether it is ready, tries another where one breaks off, and repeats only what is safe. */
function configuration({ instances, port, ready }: Balanced): string[] {
  const servers =
    'service' in instances
      ? [`server-template ${instances.service}- 5 ${instances.service}:${port}`]
      : instances.map((name) => `server ${name} ${name}:${port}`)
  return [
    'defaults',
    '  mode http',
    '  timeout connect 1s',
    '  timeout client 30s',
    '  timeout server 30s',
    '  timeout check 500ms',
    '  timeout http-keep-alive 75s',
    '  retries 2',
    '  option redispatch 1',
    '  retry-on conn-failure empty-response response-timeout',
    '',
    'resolvers engine',
    '  nameserver dns 127.0.0.11:53',
    '  hold valid 500ms',
    '  hold nx 1s',
    '',
    'frontend users',
    `  bind :${BALANCER.port}`,
    '  http-request disable-l7-retry unless METH_GET or METH_OPTIONS or { req.hdr(idempotency-key) -m found }',
    '  default_backend app',
    '',
    'backend app',
    '  balance random(2)',
    `  option httpchk GET ${ready}`,
    '  default-server check inter 200ms fall 2 rise 2 observe layer4 error-limit 1 on-error mark-down',
    '  default-server resolvers engine init-addr libc,none',
    ...servers.map((server) => `  ${server}`),
  ]
}
