import type { PaySheet, QualityFigure, Work, WorkFigures, WorkPerson } from '@/shared/api/schema.gen';

const open = { begin: null, end: null, zone: 'Europe/Berlin', currency: 'EUR', money: '0.0000' };

export const nobodysWork: Work = { ...open, middle: null, people: [], computing: '0.0000' };
export const emptySheet: PaySheet = { ...open, rows: [], labels: 0, skips: 0 };

export const unknown = (n = 0): QualityFigure => ({ value: null, low: null, high: null, n, needed: 93 });
export const share = (value: number, n = 200): QualityFigure => ({
  value,
  low: value - 0.05,
  high: value + 0.05,
  n,
  needed: n,
});

export const bob: WorkPerson = { id: 2, name: 'bob', role: 'annotator', has_left: false, from_file: '' };
export const carol: WorkPerson = { id: 3, name: 'carol', role: null, has_left: true, from_file: '' };

export const worked = (who: WorkPerson, changes: Partial<WorkFigures> = {}): WorkFigures => ({
  who,
  labels: 0,
  skips: 0,
  taken_back: 0,
  seconds: null,
  agreement: unknown(),
  right: unknown(),
  changes: [],
  drift: 'Too few labels in both halves to compare.',
  money: '0.0000',
  ...changes,
});

export const someWork: Work = {
  ...nobodysWork,
  middle: '2026-03-02T12:00:00Z',
  people: [
    worked(bob, {
      labels: 1240,
      skips: 1,
      taken_back: 3,
      seconds: { median: 3.1, low: 2.2, high: 4.8, n: 1200 },
      agreement: share(0.9),
      right: unknown(30),
      drift: 'Faster: 5.0 s, then 3.0 s.',
      money: '124.3000',
    }),
    worked(carol, { labels: 7, drift: 'No change that the data carry.', money: '0.7000' }),
  ],
  computing: '0.5000',
  money: '125.5000',
};

export const someSheet: PaySheet = {
  ...emptySheet,
  rows: [
    {
      period: '2026-03-01',
      who: bob,
      labels: 1243,
      skips: 1,
      price_low: '0.1000',
      price_high: '0.1250',
      money: '124.3000',
    },
    {
      period: '2026-03-01',
      who: carol,
      labels: 7,
      skips: 0,
      price_low: '0.1000',
      price_high: '0.1000',
      money: '0.7000',
    },
    { period: '2026-03-01', who: null, labels: 0, skips: 0, price_low: null, price_high: null, money: '0.5000' },
  ],
  labels: 1250,
  skips: 1,
  money: '125.5000',
};
