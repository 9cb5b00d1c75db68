const KEPT = 'link behind the #';

/**
 * What a link says: it stands behind the # of the address, which no browser sends to a server. It is taken out of the
 * address, so that it stays in no history, and kept for this tab while somebody signs in.
 */
export function takeLink(): string {
  const link = decodeURIComponent(window.location.hash.slice(1));
  if (link !== '') {
    sessionStorage.setItem(KEPT, link);
    window.history.replaceState(window.history.state, '', window.location.pathname);
  }
  return link || (sessionStorage.getItem(KEPT) ?? '');
}

export const forgetLink = () => sessionStorage.removeItem(KEPT);
