import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type RefObject } from 'react';

const OVERSCAN = 10;

export interface WindowRows {
  list: RefObject<HTMLDivElement | null>;
  /** The rows that are drawn. */
  rows: VirtualItem[];
  /** Pixels of all rows. */
  height: number;
  /** Pixels from the top of the list to a row. */
  topOf: (row: VirtualItem) => number;
  scrollTo: (index: number) => void;
}

/** Of many rows of one height those that are on screen; the page scrolls. */
export function useWindowRows(count: number, rowHeight: number): WindowRows {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => setTop(Math.round(element.getBoundingClientRect().top + window.scrollY));
    const watch = new ResizeObserver(look);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return {
    list,
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    topOf: (row) => row.start - top,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  };
}
