export const STATES = {
  labelled: 'With a label',
  tied: 'Tied',
  unlabelled: 'Without a label',
  set_aside: 'Set aside',
} as const;
export const ROLES = { pool: 'Asked for by the model', audit: 'Audit items', gold: 'Gold items' } as const;

export type State = keyof typeof STATES;
export type Role = keyof typeof ROLES;

export const isState = (text: string): text is State => Object.hasOwn(STATES, text);
export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

/** What a choice offers. */
export const asOptions = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
