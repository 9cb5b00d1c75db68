import { REPRESENTATION_TITLES } from '@/shared/api/constants.gen';
import type { Kind } from '@/shared/api/schema.gen';
import { parseOverrides } from '@/shared/project-setup/setup-draft';

/** The project's own labels choose. */
export const BY_ITSELF = 'auto';

export interface LooksOption {
  value: string;
  label: string;
}

/** What the model looks at, as the overrides say; null while they are no JSON object, or hold something else there. */
export function looksIn(overrides: string): string | null {
  const parsed = parseOverrides(overrides);
  if (parsed === null) return null;
  const { features = BY_ITSELF } = parsed;
  return typeof features === 'string' ? features : null;
}

/** The overrides with another `features`, all others as they are. */
export function withLooks(overrides: string, name: string): string {
  const kept = Object.entries(parseOverrides(overrides) ?? {}).filter(([field]) => field !== 'features');
  const others = Object.fromEntries(kept);
  const wanted = name === BY_ITSELF ? others : { ...others, features: name };
  return Object.keys(wanted).length === 0 ? '' : JSON.stringify(wanted, null, 2);
}

/** The choices for items of this kind; one typed into the overrides stands among them by its name. */
export function looksOptions(kind: Kind, chosen: string | null): LooksOption[] {
  const known = [
    { value: BY_ITSELF, label: 'Chosen by itself (recommended)' },
    ...Object.entries(REPRESENTATION_TITLES[kind]).map(([value, label]) => ({ value, label })),
  ];
  const isKnown = chosen === null || known.some(({ value }) => value === chosen);
  return isKnown ? known : [...known, { value: chosen, label: chosen }];
}
