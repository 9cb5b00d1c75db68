import type { InvitationRow } from '@/shared/api/accounts';
import { formatMoment } from '@/shared/lib/format';

/** A path of this site, as an address to pass on. */
export const absolute = (path: string) => `${window.location.origin}${path}`;

/** What became of it: "open until …", "came in as dora …". */
export function stateWords(invitation: InvitationRow): string {
  const { state, used_by, used_at, expires_at, mailed_at, mail_problem } = invitation;
  switch (state) {
    case 'used':
      return `came in${used_by ? ` as ${used_by}` : ''}${used_at ? `, ${formatMoment(used_at)}` : ''}`;
    case 'expired':
      return `ran out ${formatMoment(expires_at)}; invite them again`;
    case 'revoked':
      return `ended: ${invitation.invited_by} may no longer invite people here`;
    case 'open': {
      const letter = mail_problem || (mailed_at ? `A letter went out ${formatMoment(mailed_at)}.` : '');
      return `open until ${formatMoment(expires_at)}${letter ? `. ${letter}` : ''}`;
    }
  }
}
