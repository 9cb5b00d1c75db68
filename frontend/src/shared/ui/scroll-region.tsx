import type { ReactNode } from 'react';

interface ScrollRegionProps {
  label: string;
  className: string | undefined;
  children: ReactNode;
}

/** Scrolls what is too large for its place; must be reachable by keyboard for that. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls is operated by keys
    <div className={className} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
