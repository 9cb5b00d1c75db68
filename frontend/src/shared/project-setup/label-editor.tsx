import { ActionIcon, Alert, Button, ColorInput, Group, TextInput, VisuallyHidden } from '@mantine/core';
import { ArrowDown, ArrowUp, GripVertical, Plus, Trash2 } from 'lucide-react';
import { useEffect, useEffectEvent, useState, type ClipboardEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { LABEL_COLORS, LABEL_KEYS, MAX_LABEL_NAME_CHARS } from '@/shared/api/constants.gen';
import type { LabelLook, Project } from '@/shared/api/schema.gen';
import { useLeaveGuard } from '@/shared/lib/leave-guard';
import classes from '@/shared/project-setup/label-editor.module.css';
import { useFreshKeys, useLabelLooks } from '@/shared/project-setup/label-looks';
import {
  labelProblems,
  labelsFromNames,
  lookOf,
  moveLabel,
  newNames,
  splitNames,
  type LabelDraft,
  type LabelProblems,
} from '@/shared/project-setup/labels';
import { Problem } from '@/shared/ui/problem';

interface LabelEditorProps {
  project: Project;
  labels: LabelDraft[];
  onChange: (labels: LabelDraft[]) => void;
  /** The model knows the labels by their places: they stay, and new labels follow at the end. */
  isOrderFixed?: boolean;
  /** What the server, or the form, says of the list as a whole. */
  error?: string | undefined;
}

/** The classes of a project in the order in which annotators see them. */
export function LabelEditor({ project, labels, onChange, isOrderFixed = false, error }: LabelEditorProps) {
  const [said, setSaid] = useState('');
  const problems = labelProblems(labels);
  const { given, refused } = useLabelLooks(project, labels);
  const words = error ?? refused;
  const move = (from: number, to: number) => {
    if (isOrderFixed || to < 0 || to >= labels.length) return;
    onChange(moveLabel(labels, from, to));
    setSaid(`${labels[from]?.name ?? ''} is now at place ${to + 1} of ${labels.length}.`);
  };
  const [dragged, setDragged] = useRowDrag(move);
  return (
    <div>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {labels.length === 0 ? null : (
        <div className={classes.head} aria-hidden>
          <span className={classes.headName}>Name</span>
          <span>Key</span>
          <span>Colour</span>
        </div>
      )}
      <ol className={classes.list}>
        {labels.map((label, position) => (
          <LabelRow
            key={label.rowKey}
            label={label}
            look={lookOf(label, given)}
            position={position}
            count={labels.length}
            problems={problems[position] ?? {}}
            isOrderFixed={isOrderFixed}
            isDragged={dragged === position}
            onGrab={() => setDragged(position)}
            onChange={(change) => onChange(labels.map((old, at) => (at === position ? { ...old, ...change } : old)))}
            onMove={(step) => move(position, position + step)}
            onRemove={() => onChange(labels.filter((_, at) => at !== position))}
          />
        ))}
      </ol>
      <NewLabels project={project} labels={labels} onChange={onChange} />
      <Problem error={words} mt="sm" />
      <BeyondKeys count={labels.length} />
    </div>
  );
}

interface LabelRowProps {
  label: LabelDraft;
  look: LabelLook;
  position: number;
  count: number;
  problems: LabelProblems;
  isOrderFixed: boolean;
  isDragged: boolean;
  onGrab: () => void;
  onChange: (change: Partial<LabelDraft>) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

function LabelRow(props: LabelRowProps) {
  const { label, look, position, problems, isDragged, onGrab, onChange, onMove } = props;
  const name = label.name || `label ${position + 1}`;
  const moveByKey = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <li className={classes.row} data-position={position} data-dragged={isDragged || undefined}>
      {props.isOrderFixed ? <span aria-hidden /> : <Grip onGrab={onGrab} />}
      <TextInput
        aria-label={`Name of ${name}`}
        value={label.name}
        maxLength={MAX_LABEL_NAME_CHARS}
        error={problems.name}
        onKeyDown={moveByKey}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <KeyInput value={look.key} name={name} error={problems.key} onChange={(key) => onChange({ key })} />
      <div className={classes.foot}>
        <ColorInput
          className={classes.color}
          aria-label={`Colour of ${name}`}
          value={look.color}
          format="hex"
          swatches={[...LABEL_COLORS]}
          swatchesPerRow={8}
          withEyeDropper={false}
          onChange={(color) => onChange({ color: color.toUpperCase() })}
        />
        <RowButtons {...props} name={name} />
      </div>
    </li>
  );
}

/** For the mouse and the finger; the buttons and Alt with the arrows do the same. */
function Grip({ onGrab }: { onGrab: () => void }) {
  const grab = (event: PointerEvent) => {
    event.preventDefault();
    onGrab();
  };
  return (
    <span className={classes.grip} aria-hidden onPointerDown={grab}>
      <GripVertical size={16} />
    </span>
  );
}

/** Follows the pointer over the whole window: the row that is held moves in the page, and would lose it. */
function useRowDrag(onOver: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null);
  const follow = useEffectEvent((event: globalThis.PointerEvent) => {
    const row = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-position]');
    const target = row ? Number(row.getAttribute('data-position')) : dragged;
    if (dragged === null || target === null || target === dragged) return;
    onOver(dragged, target);
    setDragged(target);
  });
  const isDragging = dragged !== null;
  useEffect(() => {
    if (!isDragging) return;
    const move = (event: globalThis.PointerEvent) => follow(event);
    const end = () => setDragged(null);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
    return () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
    };
  }, [isDragging]);
  return [dragged, setDragged] as const;
}

interface KeyInputProps {
  value: string;
  name: string;
  error: string | undefined;
  onChange: (key: string) => void;
}

/** One character: the newest one typed replaces the old. */
function KeyInput({ value, name, error, onChange }: KeyInputProps) {
  return (
    <TextInput
      className={classes.key}
      aria-label={`Key of ${name}`}
      value={value}
      placeholder="–"
      error={error}
      onChange={(event) => onChange(event.currentTarget.value.replace(value, '').slice(-1).toLowerCase())}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}

function RowButtons({ name, isOrderFixed, onRemove, ...row }: LabelRowProps & { name: string }) {
  return (
    <Group gap={0} wrap="nowrap" className={classes.buttons}>
      {isOrderFixed ? null : <MoveButtons {...row} name={name} />}
      <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove ${name}`} onClick={onRemove}>
        <Trash2 size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function MoveButtons({
  position,
  count,
  name,
  onMove,
}: Pick<LabelRowProps, 'position' | 'count' | 'onMove'> & { name: string }) {
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Move ${name} up`}
        disabled={position === 0}
        onClick={() => onMove(-1)}
      >
        <ArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Move ${name} down`}
        disabled={position === count - 1}
        onClick={() => onMove(1)}
      >
        <ArrowDown size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}

function NewLabels({ project, labels, onChange }: Pick<LabelEditorProps, 'project' | 'labels' | 'onChange'>) {
  const [text, setText] = useState('');
  const freshKeys = useFreshKeys(project, onChange);
  useLeaveGuard(text.trim() === '' ? null : `The new label “${text.trim()}” is not in the list yet.`);
  const add = (names: string[]) => {
    onChange([...labels, ...labelsFromNames(newNames(labels, names))]);
    setText('');
  };
  const paste = (event: ClipboardEvent) => {
    const names = splitNames(event.clipboardData.getData('text'));
    if (names.length < 2) return;
    event.preventDefault();
    add(names);
  };
  return (
    <div className={classes.add}>
      <TextInput
        className={classes.new}
        label="New label"
        description="A pasted list gives one label per line."
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onPaste={paste}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add(splitNames(text));
        }}
      />
      <Button
        variant="default"
        leftSection={<Plus size={16} aria-hidden />}
        disabled={splitNames(text).length === 0}
        onClick={() => add(splitNames(text))}
      >
        Add label
      </Button>
      {labels.length > 1 ? (
        <Button
          variant="subtle"
          color="gray"
          visibleFrom="sm"
          loading={freshKeys.isPending}
          onClick={() => freshKeys.mutate(labels)}
        >
          Give keys in list order
        </Button>
      ) : null}
    </div>
  );
}

function BeyondKeys({ count }: { count: number }) {
  const beyond = count - LABEL_KEYS.length;
  if (beyond <= 0) return null;
  return (
    <Alert color="gray" mt="md" title={`${beyond} more labels than keys`}>
      There are {LABEL_KEYS.length} keys. Labels without one are chosen by name: press <kbd>/</kbd>, type a few letters,
      press Enter. Put the frequent ones first, so that they get the keys.
    </Alert>
  );
}
