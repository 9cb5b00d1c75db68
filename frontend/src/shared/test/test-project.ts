import type { Project } from '@/shared/api/schema.gen';

/** A project for tests. */
export const testProject = (changes: Partial<Project> = {}): Project => ({
  id: 1,
  name: 'Shop reviews',
  kind: 'text',
  status: 'draft',
  role: 'manager',
  guidelines: '',
  labels: [
    { id: 1, name: 'positive', key: '1', color: '#0072B2', position: 0 },
    { id: 2, name: 'negative', key: '2', color: '#E69F00', position: 1 },
  ],
  overlap: 1,
  budget_labels: 1000,
  budget_money: '120.00',
  price_per_label: '0.1200',
  currency: 'EUR',
  audit_share: 0.1,
  lease_minutes: 10,
  deck_size: 20,
  strategy: 'default',
  batch_size: 100,
  start_fraction: 0.8,
  advanced: {},
  items: 5000,
  items_with_truth: 0,
  labels_done: 0,
  spent_money: '0.00',
  created_at: '2026-01-01T10:00:00Z',
  missing: [],
  ...changes,
});
