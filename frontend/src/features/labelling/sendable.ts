import { MAX_COMMENT_CHARS, MAX_SECONDS, MAX_SKIP_REASON_CHARS } from '@/shared/api/constants.gen';
import type { Answer } from './deck';

/** The answer with nothing in it that the server cannot take: what is odd in it is mended, never the answer lost. */
export function sendable(answer: Answer): Answer {
  return {
    ...answer,
    skip_reason: plainText(answer.skip_reason, MAX_SKIP_REASON_CHARS),
    comment: plainText(answer.comment, MAX_COMMENT_CHARS),
    seconds: Number.isFinite(answer.seconds) ? Math.min(MAX_SECONDS, Math.max(0, answer.seconds)) : 0,
  };
}

/** Half an emoji, which a field that is full may leave behind, becomes the sign for what cannot be read. */
export function plainText(text: string, most: number): string {
  const whole = text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
  return Array.from(whole).slice(0, most).join('');
}
