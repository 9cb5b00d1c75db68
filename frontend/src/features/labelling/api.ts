import { request } from '@/shared/api/client';
import { DeckResponse, OwnAnswers } from '@/shared/api/guards.gen';
import type { DeckRequest } from '@/shared/api/schema.gen';

/** The hot path: answers up, items down. `keepalive` lets it outlive the page. */
export const exchangeDeck = (project: number, body: DeckRequest, keepalive = false) =>
  request('POST', `/api/projects/${project}/deck`, DeckResponse, { body, keepalive });

/** What this person answered last, wherever that was, newest first; refused once somebody else is signed in. */
export const fetchOwnAnswers = async (project: number, person: number) =>
  (await request('GET', `/api/projects/${project}/own-answers?person=${person}`, OwnAnswers)).answers;
