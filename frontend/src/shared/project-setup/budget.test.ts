import { expect, test } from 'vitest';
import {
  budgetFromProject,
  budgetPatch,
  budgetProblems,
  editBudget,
  formatAmount,
  labelsForMoney,
  moneyForLabels,
  parseAmount,
} from './budget';

const draft = { labels: 1000, money: '120.00', price: '0.12', currency: 'EUR' } as const;

test.each([
  ['12', 120_000],
  ['12.5', 125_000],
  [' 12,50 ', 125_000],
  ['0.0375', 375],
])('%s is an amount', (text, units) => {
  expect(parseAmount(text)).toBe(units);
});

test.each(['', 'free', '-3', '1.23456', '1.2.3'])('“%s” is no amount', (text) => {
  expect(parseAmount(text)).toBeNull();
});

test('amounts keep two decimals and show more only where they count', () => {
  expect(formatAmount(125_000)).toBe('12.50');
  expect(formatAmount(375)).toBe('0.0375');
});

test('money follows from labels, rounded up so that the last label is paid', () => {
  expect(moneyForLabels(1800, '0.12')).toBe('216.00');
  expect(moneyForLabels(333, '0.0375')).toBe('12.49');
  expect(moneyForLabels(1800, '0')).toBeNull();
});

test('labels follow from money, whole ones only', () => {
  expect(labelsForMoney('100', '0.12')).toBe(833);
  expect(labelsForMoney('100', '0')).toBeNull();
});

test('money made from labels buys exactly those labels again', () => {
  for (const price of ['0.07', '0.0375', '0.12', '1.3333']) {
    for (const labels of [1, 7, 333, 100_001]) {
      const money = moneyForLabels(labels, price) ?? '';
      expect(labelsForMoney(money, price)).toBeGreaterThanOrEqual(labels);
    }
  }
});

test('the field that was typed in stands, the other follows', () => {
  expect(editBudget(draft, { labels: 500 })).toMatchObject({ labels: 500, money: '60.00' });
  expect(editBudget(draft, { money: '60' })).toMatchObject({ labels: 500, money: '60' });
  expect(editBudget(draft, { price: '0.2' })).toMatchObject({ labels: 1000, money: '200.00' });
  expect(editBudget(draft, { price: '0' })).toMatchObject({ labels: 1000, money: '' });
  expect(editBudget(draft, { currency: 'USD' })).toMatchObject({ labels: 1000, money: '120.00' });
});

test('half-typed money leaves the labels alone', () => {
  expect(editBudget(draft, { money: '60.' })).toMatchObject({ labels: 1000, money: '60.' });
});

test('each problem stands at its field', () => {
  expect(budgetProblems(draft)).toEqual({});
  expect(Object.keys(budgetProblems({ labels: '', money: 'x', price: 'y', currency: 'eur' })).sort()).toEqual([
    'budget_labels',
    'budget_money',
    'currency',
    'price_per_label',
  ]);
});

test('free labels have no money budget', () => {
  expect(budgetPatch({ ...draft, price: '0' })).toMatchObject({ budget_money: null, price_per_label: '0.00' });
  expect(budgetPatch({ ...draft, money: '12,50' })).toMatchObject({ budget_money: '12.50' });
});

test('what the server stored reads as a person would write it', () => {
  const stored = { budget_labels: 100, budget_money: null, price_per_label: '0.1200', currency: 'EUR' };
  expect(budgetFromProject(stored)).toEqual({ labels: 100, money: '12.00', price: '0.12', currency: 'EUR' });
});
