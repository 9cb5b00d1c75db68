import type { Overview } from '@/shared/api/schema.gen';

export const testEstimate = { value: 0.941, low: 0.929, high: 0.953, n: 120 };
/** The figures of a project in full swing, for tests. */
export const testOverview: Overview = {
  sentence: 'At 1,200 labels the model is right on 94.1 % (± 1.2) of items.',
  spent: {
    labels: 1200,
    budget_labels: 1800,
    money: '144.00',
    budget_money: '216.00',
    currency: 'EUR',
    labels_money: '144.00',
    compute_money: '0.00',
  },
  left: { labels: 600, money: '72.00', finish_at: null, hours: 1.9 },
  accuracy: testEstimate,
  pace: { labels_per_hour: 310, people_online: 3 },
  curve: [
    { round: 1, labels: 600, money: '72.00', value: 0.9, low: 0.87, high: 0.93, n: 60 },
    { round: 2, labels: 1200, money: '144.00', ...testEstimate },
  ],
  forecast: null,
  classes: [
    { id: 1, name: 'positive', color: '#0072B2', labels: 800, share: 0.667, prevalence: testEstimate },
    { id: 2, name: 'negative', color: '#E69F00', labels: 400, share: 0.333, prevalence: null },
  ],
  rounds: [
    {
      number: 1,
      status: 'done',
      started_at: '2026-03-02T10:00:00Z',
      finished_at: null,
      labels_new: 600,
      labels_total: 600,
      candidates: 2000,
      update_s: 7,
      score_s: 3,
      query_s: 0.2,
      other_s: 0.5,
      rank_correlation: null,
      error: '',
    },
  ],
  ranking: {
    round: 1,
    age_s: 240,
    labels_behind: 34,
    running: false,
    worker_alive: true,
    worker_seen_at: '2026-01-01T10:00:00Z',
    next_round_in: 46,
  },
  people: [
    {
      id: 2,
      username: 'bob',
      role: 'annotator',
      labels: 640,
      skips: 12,
      seconds_per_label: 2.4,
      labels_per_hour: 182,
      audit_agreement: testEstimate,
      last_seen_at: null,
      online: true,
    },
  ],
  items: { total: 12_040, pool: 10_640, labelled: 1200, audit: 140, leased: 60, set_aside: 0 },
  warnings: [],
};
