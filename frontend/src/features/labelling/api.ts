import { request } from '@/shared/api/client';
import { DeckResponse, OwnAnswers } from '@/shared/api/guards.gen';
import type { DeckRequest } from '@/shared/api/schema.gen';

/** The hot path: answers up, items down. `keepalive` lets it outlive the page. */
export const exchangeDeck = (project: number, body: DeckRequest, keepalive = false) =>
  request('POST', `/api/projects/${project}/deck`, DeckResponse, { body, keepalive });

/** What I answered last, wherever that was, newest first. */
export const fetchOwnAnswers = async (project: number) =>
  (await request('GET', `/api/projects/${project}/own-answers`, OwnAnswers)).answers;
