import { gracefulStop } from 'firedrill/drills'

export default gracefulStop({
  ledger: ['writes', 'jobs'],
  fast: ['list products', 'show product', 'place order'],
  jobs: { open: 'open jobs', twice: 'jobs done twice', oldestMs: 'oldest open job' },
})
