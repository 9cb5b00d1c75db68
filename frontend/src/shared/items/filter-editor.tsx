import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { HOWS, isHow, parseCondition, writeCondition, type Condition } from '@/shared/items/conditions';
import classes from '@/shared/items/filter-bar.module.css';
import { givenWords } from '@/shared/items/filter-words';
import { filterCalled, type FilterKind, type FilterName } from '@/shared/items/filters';
import { numbersIn, readValue } from '@/shared/items/read-filter';
import { describeError } from '@/shared/api/errors';
import { columnsOptions } from '@/shared/api/projects';
import type { Project } from '@/shared/api/schema.gen';
import { useFirstFocus } from '@/shared/lib/first-focus';
import { toPercent } from '@/shared/lib/format';
import { ROLES, STATES, asOptions } from '@/shared/lib/item-words';

interface FilterEditorProps {
  project: Project;
  name: FilterName;
  /** As the address has it; empty for a new one. */
  value: string;
  people: ReadonlyMap<number, string>;
  onApply: (value: string) => void;
  onCancel: () => void;
}

/** Where a filter gets its value. */
export function FilterEditor({ project, name, value, people, onApply, onCancel }: FilterEditorProps) {
  const { title, kind } = filterCalled(name);
  const options = optionsOf(kind, project, people);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is a key of the fields in it
    <div
      role="group"
      aria-label={`Filter by ${title}`}
      className={classes.editor}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      {options ? (
        <OptionEditor title={title} value={value} options={options} onApply={onApply} />
      ) : kind === 'columns' ? (
        <ColumnEditor project={project.id} value={value} onApply={onApply} />
      ) : (
        <TypedEditor name={name} value={value} onApply={onApply} />
      )}
      <Button variant="subtle" color="gray" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}

interface Option {
  value: string;
  label: string;
}

function optionsOf(kind: FilterKind, project: Project, people: ReadonlyMap<number, string>): Option[] | null {
  if (kind === 'state') return asOptions(STATES);
  if (kind === 'role') return asOptions(ROLES);
  if (kind === 'label') return project.labels.map(({ name }) => ({ value: name, label: name }));
  if (people.size === 0) return null;
  if (kind === 'given') return [...people.keys()].flatMap((user) => labelsOf(user, project, people));
  if (kind !== 'person') return null;
  return [...people].map(([user, name]) => ({ value: String(user), label: name }));
}

function labelsOf(user: number, { labels }: Project, people: ReadonlyMap<number, string>): Option[] {
  return labels.map(({ name }) => {
    const value = `${user}=${name}`;
    return { value, label: givenWords(value, people) };
  });
}

interface OptionEditorProps {
  title: string;
  value: string;
  options: Option[];
  onApply: (value: string) => void;
}

function OptionEditor({ title, value, options, onApply }: OptionEditorProps) {
  const input = useFirstFocus<HTMLInputElement>();
  return (
    <Select
      ref={input}
      label={title}
      placeholder="Choose"
      searchable
      data={options}
      value={value === '' ? null : value}
      onChange={(chosen) => chosen !== null && onApply(chosen)}
      allowDeselect={false}
    />
  );
}

const HINTS: Partial<Record<FilterKind, string>> = {
  count: 'a whole number',
  person: 'the number of an account',
  given: 'NUMBER=LABEL, with that of an account',
  share: 'per cent, from 0 to 100',
  numbers: 'numbers, with commas between',
};

interface TypedEditorProps {
  name: FilterName;
  value: string;
  onApply: (value: string) => void;
}

function TypedEditor({ name, value, onApply }: TypedEditorProps) {
  const { title, kind } = filterCalled(name);
  const input = useFirstFocus<HTMLInputElement>();
  const [typed, setTyped] = useState(() => toTyped(kind, value));
  const [isRefused, setRefused] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const said = fromTyped(kind, typed);
    const parts = kind === 'numbers' ? numbersIn(said) : [said];
    if (parts.length > 0 && parts.every((part) => readValue(name, part) !== null)) onApply(said);
    else setRefused(true);
  };
  const hint = HINTS[kind];
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        ref={input}
        label={title}
        {...(hint && { placeholder: hint })}
        type={kind === 'moment' ? 'datetime-local' : 'text'}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isRefused ? `Say ${hint ?? 'what it is to be'}.` : null}
      />
      <Button type="submit" variant="default">
        Apply
      </Button>
    </form>
  );
}

/** As people type it. */
function toTyped(kind: FilterKind, value: string): string {
  if (value === '') return '';
  if (kind === 'share') return String(toPercent(Number(value)));
  return kind === 'moment' ? localMoment(new Date(value)) : value;
}

/** As the address has it. */
function fromTyped(kind: FilterKind, typed: string): string {
  if (kind === 'share') return /^\d+([.,]\d+)?$/.test(typed.trim()) ? shareOf(typed) : typed;
  if (kind !== 'moment') return typed;
  const moment = new Date(typed);
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
}

const shareOf = (typed: string) => String(Number(typed.replace(',', '.')) / 100);

/** What an input of a date and a time shows: "2026-11-29T10:32". */
function localMoment(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

interface ColumnEditorProps {
  project: number;
  value: string;
  onApply: (value: string) => void;
}

function ColumnEditor({ project, value, onApply }: ColumnEditorProps) {
  const { data, error } = useQuery(columnsOptions(project));
  const [condition, setCondition] = useState<Condition>(
    () => parseCondition(value) ?? { column: '', how: '=', value: '' },
  );
  const column = useFirstFocus<HTMLInputElement>();
  const isWhole = condition.column !== '' && condition.value.trim() !== '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isWhole) onApply(writeCondition(condition));
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <Select
        ref={column}
        label="Column"
        placeholder="Choose a column"
        searchable
        data={namesWith(data?.names ?? [], condition.column)}
        value={condition.column === '' ? null : condition.column}
        onChange={(chosen) => chosen !== null && setCondition({ ...condition, column: chosen })}
        allowDeselect={false}
      />
      <Select
        aria-label="How it is compared"
        className={classes.how}
        data={asOptions(HOWS)}
        value={condition.how}
        allowDeselect={false}
        onChange={(chosen) => chosen !== null && isHow(chosen) && setCondition({ ...condition, how: chosen })}
      />
      <TextInput
        label="Value"
        value={condition.value}
        onChange={(event) => setCondition({ ...condition, value: event.currentTarget.value })}
      />
      <Group gap="sm">
        <Button type="submit" variant="default" disabled={!isWhole}>
          Apply
        </Button>
        {error ? (
          <Text size="sm" c="var(--app-danger)" role="alert">
            The columns could not be loaded. {describeError(error)}
          </Text>
        ) : null}
      </Group>
    </form>
  );
}

const namesWith = (names: readonly string[], chosen: string) => [
  ...new Set([...names, ...(chosen === '' ? [] : [chosen])]),
];
