/** Okabe-Ito, then darker and lighter variants: told apart by most colour-blind people. Never shown without the name. */
export const CLASS_COLORS = [
  '#0072B2',
  '#E69F00',
  '#009E73',
  '#CC79A7',
  '#56B4E9',
  '#D55E00',
  '#F0E442',
  '#999999',
  '#004C77',
  '#996A00',
  '#00694D',
  '#995A7D',
  '#A3D7F4',
  '#8F3F00',
  '#F7F0A0',
  '#5C5C5C',
] as const;

/** Class keys in the order in which they are given out. The digits of the number pad count as digits. */
export const CLASS_KEYS = '1234567890qwertyuiopadhjklxvbnm';

export const RESERVED_KEYS = ['s', 'f', 'c', 'g', 'z', '?', '/'] as const;
