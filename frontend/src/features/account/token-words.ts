import type { AccessToken, TokenScope } from '@/shared/api/schema.gen';
import { formatMoment } from '@/shared/lib/format';

interface ScopeWords {
  title: string;
  about: string;
}

export const SCOPES: Record<TokenScope, ScopeWords> = {
  read: { title: 'Read', about: 'Look at everything that you may see. Changes nothing.' },
  label: { title: 'Label', about: 'Take items and answer them, as you would on the labelling page.' },
  manage: { title: 'Manage', about: 'Everything that you may do in your projects, reading and labelling among it.' },
};

/** ["read", "label"] -> "Read, label" */
export function scopeWords(scopes: readonly TokenScope[]): string {
  const words = scopes.map((scope) => SCOPES[scope].title.toLowerCase()).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** When it ends, and when it was last used: to the minute, as the server notes it. */
export function timeWords({ expires_at, has_expired, last_used_at }: AccessToken, now?: Date): string {
  const end = expires_at === null ? 'no end' : `${has_expired ? 'ran out' : 'until'} ${formatMoment(expires_at, now)}`;
  return `${end}, ${last_used_at === null ? 'never used' : `last used ${formatMoment(last_used_at, now)}`}`;
}

/** Choices of how long a token works, in days. */
export const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'Until I revoke it' },
];
