/** What a target says of itself and of this machine, before anything is started. */
/** One line of `doctor`. */
export interface Finding {
  good: boolean
  what: string
  /** What to do about it; empty where it is good. */
  hint: string
}

export interface Usable {
  yes: boolean
  /** `Docker 20.10.24 answers and its images are here`, `no engine answers at unix:///var/run/docker.sock`. */
  why: string
}

export interface InferredValue {
  name: string
  value: string
  source: string
}

export interface Refusal {
  code:
    | 'plan-refused'
    | 'tool-missing'
    | 'engine-unreachable'
    | 'config-invalid'
    | 'port-in-use'
    | 'capability-missing'
    | 'load-unknown'
    | 'load-script-invalid'
    | 'release-missing'
    | 'blast-radius'
    | 'host-not-allowed'
  reason: string
  hint: string
}

/** What is not the run's own: a person has to name it before anything is done. */
export interface Touched {
  /** What has to be typed: `shop-staging`. */
  name: string
  /** Where it is: `the project shop-staging on the engine at tcp://10.0.0.5:2376`. */
  where: string
  things: readonly { name: string; image: string; state: string }[]
}
