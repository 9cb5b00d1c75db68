import { Checkbox } from '@mantine/core';
import { useEffect, useImperativeHandle, type CSSProperties, type KeyboardEvent, type Ref } from 'react';
import { Link } from 'wouter';
import classes from '@/features/items/item-list.module.css';
import { howSure, modelWords, peopleWords, snippetOf, valueWords } from '@/features/items/item-words';
import { isNone, isPicked } from '@/features/items/picked';
import { itemAt, nextIndex, type ListHandle } from '@/features/items/row-keys';
import type { ItemsInUse } from '@/features/items/use-items';
import type { PickedInUse } from '@/features/items/use-picked';
import type { Place } from '@/features/items/use-place';
import { useWindowRows } from '@/features/items/use-window-rows';
import type { Item, Project } from '@/shared/api/schema.gen';
import { colorOf, nameOf } from '@/shared/items/names';
import { STATES } from '@/shared/lib/item-words';
import { ClassMark } from '@/shared/ui/class-mark';

const ROW_HEIGHT = 64;

interface ItemListProps {
  project: Project;
  items: ItemsInUse;
  place: Place;
  /** How many there are in all, as far as it is known. */
  total: number | undefined;
  /** null: whoever looks may do nothing with them. */
  picks: PickedInUse | null;
  handle: Ref<ListHandle>;
}

/** One row an item; only those on screen are drawn. */
export function ItemTable({ project, items: { items, onSeen }, place, total, picks, handle }: ItemListProps) {
  const { list, rows, height, topOf, scrollTo } = useWindowRows(items.length, ROW_HEIGHT);
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => onSeen(last));
  useImperativeHandle(handle, () => ({ focus: (index) => focusRow(list.current, index, scrollTo) }));
  const extra = place.columns.length;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of the links in it
    <div
      role="table"
      aria-label="Items"
      aria-rowcount={(total ?? items.length) + 1}
      className={classes.table}
      style={{ '--extra': extra } as CSSProperties}
      data-extra={extra > 0 || undefined}
      data-picks={picks !== null || undefined}
      onKeyDown={(event) => {
        const next = nextIndex(event, items.length);
        if (next !== null) focusRow(list.current, next, scrollTo);
        pickBySpace(event, picks);
      }}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={classes.head}>
          {picks ? (
            <span role="columnheader" className={classes.pick}>
              <Checkbox
                label={<span className="visually-hidden">Choose all that are loaded</span>}
                classNames={{ label: classes.hit }}
                checked={picks.areLoadedIn}
                indeterminate={!picks.areLoadedIn && !isNone(picks.picked)}
                onChange={picks.toggleLoaded}
              />
            </span>
          ) : null}
          {COLUMNS.map(({ title, className }) => (
            <span key={title} role="columnheader" className={className}>
              {title}
            </span>
          ))}
          {place.columns.map((name) => (
            <span key={name} role="columnheader" className={classes.minor}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <div ref={list} role="rowgroup" className={classes.rows} style={{ height }}>
        {rows.map((row) => {
          const item = items[row.index];
          return item ? (
            <Row
              key={item.id}
              project={project}
              item={item}
              index={row.index}
              top={topOf(row)}
              place={place}
              picks={picks}
              isOpen={place.item === item.id}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

// A tablet shows less, and a phone item and label alone; the drawer says the rest.
const COLUMNS = [
  { title: 'Item', className: undefined },
  { title: 'Label', className: undefined },
  { title: 'How sure', className: classes.minor },
  { title: 'People', className: `${classes.minor} ${classes.people}` },
  { title: 'Model', className: classes.minor },
];

interface RowProps {
  project: Project;
  item: Item;
  index: number;
  top: number;
  place: Place;
  picks: PickedInUse | null;
  isOpen: boolean;
}

function Row({ project, item, index, top, place, picks, isOpen }: RowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      data-item={item.id}
      data-open={isOpen || undefined}
      data-picked={(picks !== null && isPicked(picks.picked, item.id)) || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {picks ? (
        <span role="cell" className={classes.pick}>
          <PickBox item={item} picks={picks} />
        </span>
      ) : null}
      <span role="cell" className={classes.content}>
        {item.image ? <img src={item.image.url} alt="" loading="lazy" decoding="async" /> : null}
        <Link href={place.hrefOf(item.id)} className={classes.link} dir="auto">
          {snippetOf(item)}
        </Link>
      </span>
      <span role="cell">
        <LabelOf project={project} item={item} />
      </span>
      <span role="cell" className={`${classes.minor} ${classes.figure}`}>
        {howSure(item)}
      </span>
      <span role="cell" className={`${classes.minor} ${classes.people}`}>
        {peopleWords(item)}
      </span>
      <span role="cell" className={classes.minor}>
        {modelWords(item)}
      </span>
      {place.columns.map((column) => (
        <span key={column} role="cell" dir="auto" className={classes.minor}>
          {valueWords(item.metadata[column])}
        </span>
      ))}
    </div>
  );
}

/** With Shift all from the one before up to this one. */
function PickBox({ item, picks }: { item: Item; picks: PickedInUse }) {
  return (
    <Checkbox
      label={<span className="visually-hidden">Choose {nameOf(item)}</span>}
      classNames={{ label: classes.hit }}
      checked={isPicked(picks.picked, item.id)}
      disabled={picks.picked.isAll}
      onChange={({ nativeEvent }) => {
        const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
        (isRange ? picks.toggleTo : picks.toggle)(item.id);
      }}
    />
  );
}

/** Space would scroll the page. */
function pickBySpace(event: KeyboardEvent, picks: PickedInUse | null) {
  const id = event.target instanceof HTMLAnchorElement && event.key === ' ' ? itemAt(event.target) : null;
  if (picks === null || id === null) return;
  event.preventDefault();
  picks.toggle(id);
}

function LabelOf({ project, item }: { project: Project; item: Item }) {
  if (item.label !== null) return <ClassMark name={item.label} color={colorOf(project, item.label)} />;
  return <span className={classes.dimmed}>{STATES[item.state]}</span>;
}

const TILE = 168;
const GAP = 12;
const CAPTION = 44;

/** Pictures side by side. */
export function ItemGrid({
  project,
  items: { items, onSeen },
  place,
  total,
  picks,
  handle,
  width,
}: ItemListProps & { width: number }) {
  const across = Math.max(2, Math.floor((width + GAP) / (TILE + GAP)));
  const side = (width - GAP * (across - 1)) / across;
  const { list, rows, height, topOf, scrollTo } = useWindowRows(
    Math.ceil(items.length / across),
    Math.round(side) + CAPTION + GAP,
  );
  const last = ((rows.at(-1)?.index ?? -1) + 1) * across - 1;
  useEffect(() => onSeen(last));
  const toRow = (index: number) => scrollTo(Math.floor(index / across));
  useImperativeHandle(handle, () => ({ focus: (index) => focusRow(list.current, index, toRow) }));
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of the links in it
    <section
      aria-label={total === undefined ? 'Pictures' : `Pictures, ${total} in all`}
      onKeyDown={(event) => {
        const next = nextIndex(event, items.length, across);
        if (next !== null) focusRow(list.current, next, toRow);
        pickBySpace(event, picks);
      }}
    >
      <div ref={list} className={classes.rows} style={{ height }}>
        {rows.map((row) => (
          <ul
            key={row.index}
            className={classes.tiles}
            style={{ transform: `translateY(${topOf(row)}px)`, gridTemplateColumns: `repeat(${across}, 1fr)` }}
          >
            {items.slice(row.index * across, (row.index + 1) * across).map((item, at) => (
              <li
                key={item.id}
                data-index={row.index * across + at}
                data-item={item.id}
                data-picked={(picks !== null && isPicked(picks.picked, item.id)) || undefined}
                className={classes.place}
              >
                {picks ? (
                  <span className={classes.onTile}>
                    <PickBox item={item} picks={picks} />
                  </span>
                ) : null}
                <Link href={place.hrefOf(item.id)} className={classes.tile}>
                  <img
                    src={item.image?.url}
                    alt={nameOf(item)}
                    loading="lazy"
                    decoding="async"
                    style={{ height: Math.round(side) }}
                  />
                  <LabelOf project={project} item={item} />
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </div>
    </section>
  );
}

/** Scrolled to, and drawn by then. */
function focusRow(list: HTMLElement | null, index: number, scrollTo: (index: number) => void) {
  const link = () => list?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  const drawn = link();
  if (drawn) {
    drawn.focus({ preventScroll: true });
    drawn.scrollIntoView({ block: 'nearest' });
    return;
  }
  scrollTo(index);
  requestAnimationFrame(() => requestAnimationFrame(() => link()?.focus({ preventScroll: true })));
}
