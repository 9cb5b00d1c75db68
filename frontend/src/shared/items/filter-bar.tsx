import { ActionIcon, Button, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FilterEditor } from '@/shared/items/filter-editor';
import classes from '@/shared/items/filter-bar.module.css';
import { saidOf, type Said } from '@/shared/items/filter-words';
import { FILTER_NAMES, GROUPS, areSeveral, filterCalled, isFilterName, type FilterName } from '@/shared/items/filters';
import { numbersIn } from '@/shared/items/read-filter';
import type { FilterInUse } from '@/shared/items/use-filter';
import { MAX_COLUMN_CONDITIONS } from '@/shared/api/constants.gen';
import { peopleOptions } from '@/shared/api/people';
import type { Project } from '@/shared/api/schema.gen';

interface FilterBarProps {
  project: Project;
  choice: FilterInUse;
}

/** What is being said: a new filter, or one that is there already. */
interface Editing {
  name: FilterName;
  said: Said | null;
}

/** Which items: all that is chosen must hold. */
export function FilterBar({ project, choice }: FilterBarProps) {
  const people = usePeople(project);
  const [editing, setEditing] = useState<Editing | null>(null);
  const add = useRef<HTMLInputElement>(null);
  const all = saidOf(choice.filter, people);
  const chips = all.filter(({ name }) => name !== 'text');
  const end = () => {
    setEditing(null);
    add.current?.focus();
  };
  const apply = (value: string) => {
    if (editing) choice.set(editing.name, valuesWith(all, editing, value));
    end();
  };
  const takeOut = (said: Said) => {
    choice.set(said.name, valuesWith(all, { name: said.name, said }, null));
    end();
  };
  const begin = (name: FilterName) => {
    if (filterCalled(name).flag) choice.set(name, 'true');
    else setEditing({ name, said: null });
  };
  return (
    <section aria-label="Which items">
      <div className={classes.bar}>
        <Search value={choice.filter.text ?? ''} onChange={(text) => choice.set('text', text, { isTyping: true })} />
        <Select
          ref={add}
          aria-label="Add a filter"
          placeholder="+ filter"
          className={classes.add}
          searchable
          // The focus comes back here after each filter.
          openOnFocus={false}
          data={offered(project, all)}
          value={null}
          onChange={(name) => name !== null && isFilterName(name) && begin(name)}
          comboboxProps={{ width: 240, position: 'bottom-start' }}
        />
        {chips.length > 0 ? (
          <ul className={classes.chips} aria-label="Filters">
            {chips.map((said) => (
              <Chip
                key={`${said.name} ${said.at}`}
                said={said}
                onEdit={() => setEditing({ name: said.name, said })}
                onTakeOut={() => takeOut(said)}
              />
            ))}
          </ul>
        ) : null}
        {all.length > 0 ? (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={choice.clear}>
            All items
          </Button>
        ) : null}
      </div>
      {editing ? (
        <FilterEditor
          key={`${editing.name} ${editing.said?.at ?? 'new'}`}
          project={project}
          name={editing.name}
          value={editing.said?.value ?? ''}
          people={people}
          onApply={apply}
          onCancel={end}
        />
      ) : null}
      {choice.problem !== null ? (
        <Text role="status" size="sm" mt="sm">
          {choice.problem}
        </Text>
      ) : null}
    </section>
  );
}

/** All filters but the words, which have a box of their own, and those that cannot be said once more. */
function offered({ role }: Project, all: readonly Said[]) {
  const isFull = (name: FilterName) => all.filter((said) => said.name === name).length >= MAX_COLUMN_CONDITIONS;
  const names = FILTER_NAMES.filter((name) => {
    const { kind, isForManagers } = filterCalled(name);
    return name !== 'text' && !(areSeveral(kind) && isFull(name)) && (role === 'manager' || !isForManagers);
  });
  return GROUPS.map((group) => ({
    group,
    items: names
      .filter((name) => filterCalled(name).group === group)
      .map((name) => ({ value: name, label: filterCalled(name).title })),
  }));
}

/** All values of a filter after one was said anew, or (null) taken out. */
function valuesWith(all: readonly Said[], { name, said }: Editing, value: string | null): string | string[] | null {
  const { kind } = filterCalled(name);
  if (kind === 'numbers') return value === null ? null : numbersIn(value);
  if (!areSeveral(kind)) return value;
  const values = all.filter((each) => each.name === name).map((each) => each.value);
  const at = said?.at ?? values.length;
  return value === null ? values.toSpliced(at, 1) : values.toSpliced(at, 1, value);
}

/** account -> name; managers alone may know them all. */
function usePeople(project: Project): ReadonlyMap<number, string> {
  const { data } = useQuery({ ...peopleOptions(project.id), enabled: project.role === 'manager' });
  return new Map(data?.map((person) => [person.user, person.username]));
}

interface ChipProps {
  said: Said;
  onEdit: () => void;
  onTakeOut: () => void;
}

function Chip({ said, onEdit, onTakeOut }: ChipProps) {
  const isFlag = filterCalled(said.name).flag !== undefined;
  return (
    <li className={classes.chip}>
      {isFlag ? (
        <span className={classes.words}>{said.words}</span>
      ) : (
        <button type="button" className={classes.words} onClick={onEdit}>
          {said.words}
        </button>
      )}
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={`Take out ${said.words}`} onClick={onTakeOut}>
        <X size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}

const TYPING_MS = 300;

/** Words anywhere in the items; what is typed counts once somebody pauses. */
function Search({ value, onChange }: { value: string; onChange: (value: string | null) => void }) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  // The address changed by another way: back, or a chip.
  if (seen !== value) {
    setSeen(value);
    if (typed.trim() !== value) setTyped(value);
  }
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => change.current(typed.trim() === '' ? null : typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <TextInput
      type="search"
      aria-label="Search the items"
      placeholder="Search text"
      className={classes.search}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
