import { expect, test } from 'vitest';
import { auditAnswersAtEnd, sureWords, widestHalf } from './audit';

const stock = { items: 5000, labels_done: 0, audit_answered: 0 };
const plan = { overlap: 1, auditPercent: 10, budget: { labels: 1000 } } as const;

test('the audit share takes its part of the budget, or of the items where these are fewer', () => {
  expect(auditAnswersAtEnd(stock, plan)).toBe(100);
  expect(auditAnswersAtEnd({ ...stock, items: 300 }, plan)).toBe(30);
  expect(auditAnswersAtEnd(stock, { ...plan, overlap: 4 })).toBe(25);
  expect(auditAnswersAtEnd({ ...stock, items: 100 }, { ...plan, overlap: 4 })).toBe(10);
});

test('answers that are there stay, and a new share counts for what is still to come', () => {
  const running = { ...stock, labels_done: 400, audit_answered: 41 };
  expect(auditAnswersAtEnd(running, { ...plan, auditPercent: 20 })).toBe(41 + 120);
  expect(auditAnswersAtEnd({ ...running, labels_done: 1000 }, { ...plan, auditPercent: 50 })).toBe(41);
});

test('half of the interval is that of the server: 93 answers are enough for ten points whatever the share', () => {
  expect(widestHalf(92)).toBeGreaterThan(0.1);
  expect(widestHalf(93)).toBeLessThanOrEqual(0.1);
  // Wilson's interval of 50 of 100 is 40.38 to 59.62 %.
  expect(widestHalf(100)).toBeCloseTo(0.0962, 4);
});

test('how sure it will be follows share, budget and items', () => {
  expect(sureWords(stock, plan)).toBe('Accuracy to ± 10 points or better at the end.');
  expect(sureWords(stock, { ...plan, auditPercent: 20 })).toBe('Accuracy to ± 7 points or better at the end.');
  expect(sureWords(stock, { ...plan, auditPercent: 2 })).toBe(
    'Accuracy to ± 21 points or better at the end; it is shown from ± 10 points on.',
  );
  expect(sureWords({ ...stock, items: 1_000_000 }, { ...plan, auditPercent: 50, budget: { labels: 100_000 } })).toBe(
    'Accuracy to ± 0.5 points or better at the end.',
  );
  expect(sureWords(stock, { ...plan, auditPercent: 0 })).toBe(
    'No audit answers by the end: accuracy will not be known.',
  );
});

test('nothing is promised while items, budget or share are missing', () => {
  expect(sureWords({ ...stock, items: 0 }, plan)).toBeNull();
  expect(sureWords(stock, { ...plan, auditPercent: '' })).toBeNull();
  expect(sureWords(stock, { ...plan, budget: { labels: '' } })).toBeNull();
});
