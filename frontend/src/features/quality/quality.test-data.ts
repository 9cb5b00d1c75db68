import type { Quality, QualityFigure } from '@/shared/api/schema.gen';

export const known = (value: number, n = 120): QualityFigure => ({
  value,
  low: value - 0.05,
  high: value + 0.05,
  n,
  needed: n,
});

export const missing = (n: number, needed = 93): QualityFigure => ({ value: null, low: null, high: null, n, needed });

const noModel = { model: missing(0), model_cells: [] };

/** Ada, Ben and Eve labelled; Ada and Ben share most; of Eve some is held against the truth, of Ben against the model. */
export function testQuality(changed: Partial<Quality> = {}): Quality {
  const people = [
    { id: 1, name: 'ada', labels: 120, truth: missing(0), cells: [], ...noModel, dawid_skene: 0.97 },
    {
      id: 2,
      name: 'ben',
      labels: 120,
      truth: missing(0),
      cells: [],
      model: known(0.75, 100),
      model_cells: [
        { first: 'good', second: 'good', items: 75 },
        { first: 'bad', second: 'good', items: 25 },
      ],
      dawid_skene: 0.84,
    },
    {
      id: 9,
      name: 'eve',
      labels: 14,
      truth: known(0.9, 40),
      cells: [
        { first: 'good', second: 'good', items: 36 },
        { first: 'good', second: 'bad', items: 4 },
      ],
      ...noModel,
      dawid_skene: null,
    },
  ];
  return {
    sentence: 'Two people who labelled the same item said the same in 76.7 to 90.0 % of cases.',
    items: 120,
    agreement: {
      percent: known(0.83),
      fleiss: known(0.66),
      krippendorff: known(0.67),
      krippendorff_ordinal: known(0.67),
    },
    classes: [
      { label: 'good', agreement: known(0.84), kappa: known(0.66) },
      { label: 'bad', agreement: missing(3), kappa: missing(3) },
    ],
    people,
    pairs: [
      {
        first: 1,
        second: 2,
        same: known(0.83),
        kappa: known(0.67),
        cells: [
          { first: 'good', second: 'good', items: 60 },
          { first: 'good', second: 'bad', items: 20 },
          { first: 'bad', second: 'bad', items: 40 },
        ],
      },
      {
        first: 2,
        second: 9,
        same: missing(14),
        kappa: missing(14),
        cells: [{ first: 'bad', second: 'bad', items: 14 }],
      },
    ],
    pairs_in_all: 2,
    weighed: { items: 120, tied: 6, settled: 4, outvoted: 0 },
    suspected: 0,
    ...changed,
  };
}
