import { runtimeConfig } from 'firedrill/drills'

export default runtimeConfig({
  ledger: ['writes', 'jobs'],
  other: {
    with: { LOG_LEVEL: 'debug', JOB_POLL_MS: '250' },
    shows: { 'configuration.LOG_LEVEL': 'debug', 'configuration.JOB_POLL_MS': '250' },
  },
  bad: { LOG_LEVEL: 'loud', DB_POOL: 'many', DATABASE_URL: 'somewhere' },
})
