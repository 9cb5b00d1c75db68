import { Button } from '@mantine/core';
import { useLayoutEffect, useRef, useState, useSyncExternalStore, type CSSProperties, type RefObject } from 'react';
import type { DeckImage, DeckItem } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import { Headings, SmallPrint } from '@/shared/ui/item-fields';
import { ScrollRegion } from '@/shared/ui/scroll-region';
import type { DeckImages } from './images';
import { displaySize } from './image-size';
import type { View } from './zoom';
import classes from './item-view.module.css';

interface ItemViewProps {
  item: DeckItem;
  images: DeckImages;
  view: View;
  /** The element that scrolls, for the scroll keys. */
  scroller: RefObject<HTMLDivElement | null>;
}

/** The hero. Its frame never changes size; only what is inside it. */
export function ItemView({ item, images, view, scroller }: ItemViewProps) {
  const hasMore = useScrollStart(scroller, item);
  const isCaptioned = item.image !== null && item.fields.length > 0;
  return (
    <section className={classes.frame} data-captioned={isCaptioned || undefined} aria-label="Item">
      {/* A scrolling region must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={scroller} className={item.image ? classes.imageStage : classes.textStage} tabIndex={0}>
        {item.image ? <ImageItem item={item} images={images} view={view} /> : <TextItem item={item} />}
      </div>
      {isCaptioned ? (
        <ScrollRegion label="Beside the image" className={classes.caption}>
          <Headings fields={item.fields} />
          <SmallPrint fields={item.fields} />
        </ScrollRegion>
      ) : null}
      {hasMore && !item.image ? (
        <div className={classes.more} aria-hidden>
          more below <kbd>↓</kbd>
        </div>
      ) : null}
      {item.image ? <ImageNote image={item.image} scale={view.scale} /> : null}
    </section>
  );
}

/** How the image on screen differs from the file, where it does. */
function ImageNote({ image, scale }: { image: DeckImage; scale: number }) {
  const { isWidened } = displaySize(image.width, image.height);
  if (scale > 1)
    return (
      <div className={classes.more} aria-hidden>
        {scale.toFixed(1)} × <kbd>z</kbd> fits
      </div>
    );
  if (!isWidened) return null;
  return (
    <div className={classes.more}>
      {formatCount(image.width)} × {formatPlural(image.height, 'pixel')}, drawn wider to be seen
    </div>
  );
}

/** Each item starts at its top. Returns whether there is something to scroll to. */
function useScrollStart(scroller: RefObject<HTMLDivElement | null>, item: DeckItem): boolean {
  const [hasMore, setHasMore] = useState(false);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => setHasMore(element.scrollHeight - element.clientHeight - element.scrollTop > 8);
    element.scrollTo(0, 0);
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [item.id, scroller]);
  return hasMore;
}

const LONG_TEXT = 700;

function TextItem({ item: { text, fields } }: { item: DeckItem }) {
  const words = text ?? '';
  return (
    <div className={words.length > LONG_TEXT ? classes.longText : classes.text}>
      <Headings fields={fields} />
      <p dir="auto" className={classes.words}>
        {words}
      </p>
      <SmallPrint fields={fields} />
    </div>
  );
}

function ImageItem({ item, images, view }: { item: DeckItem; images: DeckImages; view: View }) {
  const holder = useRef<HTMLDivElement>(null);
  const status = useSyncExternalStore(images.subscribe, () => images.status(item));
  useLayoutEffect(() => {
    holder.current?.replaceChildren(images.element(item));
  }, [images, item]);
  const { width, height, cap, isPixelArt } = displaySize(item.image?.width ?? 1, item.image?.height ?? 1);
  const style = {
    '--w': width,
    '--h': height,
    '--cap': `${cap}px`,
    '--scale': view.scale,
    '--x': `${view.x}px`,
    '--y': `${view.y}px`,
  } as CSSProperties;
  return (
    <div
      className={classes.imageBox}
      style={style}
      data-pixelated={isPixelArt || undefined}
      data-close={view.scale > 1 || undefined}
    >
      <div ref={holder} className={classes.holder} data-status={status} />
      {status === 'failed' ? (
        <div className={classes.failed} role="alert">
          <p>This image could not be loaded. Try again, or skip it.</p>
          <Button size="xs" variant="default" onClick={() => images.retry(item)}>
            Try again
          </Button>
        </div>
      ) : null}
    </div>
  );
}
