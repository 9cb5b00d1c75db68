import { useEffect, useState, useSyncExternalStore } from 'react';
import { csrfToken } from '@/shared/api/client';
import type { OwnAnswer } from '@/shared/api/schema.gen';
import { exchangeDeck, fetchOwnAnswers } from './api';
import type { Deck } from './deck';
import { DeckImages } from './images';
import { createLeftItems } from './left-items';
import { createOutbox } from './outbox';
import { DeckStore } from './store';
import { DeckSync, type Send } from './sync';
import { claimTab } from './tabs';

export interface Workplace {
  store: DeckStore;
  sync: DeckSync;
  images: DeckImages;
  /** Take the project over from another tab. */
  takeOver: () => void;
}

interface Parts extends Workplace {
  run: () => () => void;
}

function createParts(project: number, user: number): Parts {
  const store = new DeckStore(createOutbox(user, project));
  const send: Send = (body, keepalive) => exchangeDeck(project, { ...body, person: user }, keepalive);
  const sync = new DeckSync(store, send, createLeftItems(user, project));
  const images = new DeckImages();
  let claim: () => void = () => undefined;
  const takeOver = () => {
    claim();
    store.reload();
    store.dispatch({ type: 'resumed' });
  };
  const run = () => {
    const tab = claimTab(user, project, () => store.dispatch({ type: 'superseded' }));
    claim = tab.claim;
    claim();
    const stops = [
      sync.start(),
      watchPage(store, sync),
      watchImages(store, images),
      watchPast(store, () => fetchOwnAnswers(project, user)),
      tab.close,
    ];
    return () => stops.forEach((stop) => stop());
  };
  return { store, sync, images, takeOver, run };
}

/** The deck of one project and everything that runs beside it, for as long as the page is open. */
export function useWorkplace(project: number, user: number): Workplace {
  const [parts] = useState(() => createParts(project, user));
  useEffect(() => parts.run(), [parts]);
  return parts;
}

export const useDeck = (store: DeckStore): Deck => useSyncExternalStore(store.subscribe, store.get);

function watchPage(store: DeckStore, sync: DeckSync): () => void {
  const stopper = new AbortController();
  const { signal } = stopper;
  let token = csrfToken();
  const onReturn = () => {
    sync.noteReturn();
    // Each sign-in in this browser draws a new one: ask at once whether it was the same person.
    if (csrfToken() !== token) sync.poke();
    token = csrfToken();
  };
  const onVisibility = () => {
    const now = Date.now();
    if (document.visibilityState === 'hidden') {
      store.dispatch({ type: 'hidden', now });
      sync.flush();
    } else {
      onReturn();
      store.dispatch({ type: 'shown', now });
    }
  };
  store.dispatch({ type: document.visibilityState === 'hidden' ? 'hidden' : 'shown', now: Date.now() });
  document.addEventListener('visibilitychange', onVisibility, { signal });
  window.addEventListener('focus', onReturn, { signal });
  window.addEventListener('pagehide', () => sync.leave(), { signal });
  // From the browser's memory, as it was left.
  window.addEventListener('pageshow', (event) => event.persisted && onReturn(), { signal });
  window.addEventListener('online', () => sync.poke(), { signal });
  window.addEventListener('pointerdown', () => sync.noteActivity(), { signal });
  window.addEventListener('keydown', () => sync.noteActivity(), { signal });
  watchAttention(store, signal);
  window.addEventListener(
    'beforeunload',
    (event) => {
      if (!store.isDurable && store.get().outbox.length > 0) event.preventDefault();
    },
    { signal },
  );
  return () => {
    sync.leave();
    stopper.abort();
  };
}

/** Fetches what was answered before, once the first items are here; again after somebody else sat at this browser. */
function watchPast(store: DeckStore, fetchPast: () => Promise<OwnAnswer[]>): () => void {
  let isAsked = false;
  const ask = () => {
    const { state, trouble } = store.get();
    if (trouble?.kind === 'other_person') isAsked = false;
    if (isAsked || state === null || trouble) return;
    isAsked = true;
    fetchPast().then(
      (answers) => store.dispatch({ type: 'remembered', answers }),
      // Asked again with the next news; labelling goes on without.
      () => (isAsked = false),
    );
  };
  return store.subscribe(ask);
}

const SIGNS_OF_WORK = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll', 'touchmove'];
const ATTENTION_EVERY_MS = 5_000;

function watchAttention(store: DeckStore, signal: AbortSignal): void {
  let last = 0;
  const onSign = () => {
    const now = Date.now();
    if (Math.abs(now - last) < ATTENTION_EVERY_MS || store.get().cards.length === 0) return;
    last = now;
    store.dispatch({ type: 'attended', now });
  };
  for (const sign of SIGNS_OF_WORK) window.addEventListener(sign, onSign, { signal, capture: true, passive: true });
}

function watchImages(store: DeckStore, images: DeckImages): () => void {
  let cards: Deck['cards'] = [];
  let hadTrouble = false;
  const prepare = () => {
    const deck = store.get();
    const items = deck.cards.map((card) => card.item).filter((item) => item.image !== null);
    if (deck.cards !== cards) images.prepare(items);
    if (hadTrouble && !deck.trouble) images.retryFailed(items);
    cards = deck.cards;
    hadTrouble = deck.trouble !== null;
  };
  prepare();
  return store.subscribe(prepare);
}
