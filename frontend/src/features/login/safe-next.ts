/** Where to go after signing in: a path of this site, as the browser itself would read it, or the start page. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/')) return '/';
  const { origin } = window.location;
  let url: URL;
  try {
    url = new URL(next, origin);
  } catch {
    return '/';
  }
  // Browsers drop tabs and turn backslashes: "/<tab>/elsewhere" is "//elsewhere", and so may a path be after its dots.
  return url.origin === origin && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/';
}
