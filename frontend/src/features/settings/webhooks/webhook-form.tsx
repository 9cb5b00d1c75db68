import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EVENTS, type ChosenEvent } from '@/features/settings/webhooks/words';
import { MAX_URL_CHARS } from '@/shared/api/constants.gen';
import { detailFor } from '@/shared/api/errors';
import type { WebhookCreate } from '@/shared/api/schema.gen';
import { useFirstFocus } from '@/shared/lib/first-focus';
import { FIELD_ORDER } from '@/shared/project-setup/field-order';
import { Problem } from '@/shared/ui/problem';

interface WebhookFormProps {
  start?: WebhookCreate;
  /** What the button does. */
  submit: string;
  isSaving: boolean;
  error: unknown;
  onSubmit: (body: WebhookCreate) => void;
  onCancel: () => void;
}

const ALL = EVENTS.map(({ value }) => value);

/** An address and the events that it is told. */
export function WebhookForm({ start, submit, isSaving, error, onSubmit, onCancel }: WebhookFormProps) {
  const first = useFirstFocus<HTMLInputElement>();
  const [url, setUrl] = useState(start?.url ?? '');
  const [events, setEvents] = useState<ChosenEvent[]>(start?.events ?? ALL);
  const [isTried, setTried] = useState(false);
  const ofAddress = detailFor(error, 'url');
  const lacks = { url: url.trim() === '', events: events.length === 0 };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!lacks.url && !lacks.events) onSubmit({ url: url.trim(), events });
      }}
    >
      <TextInput
        label="Address"
        type="url"
        inputWrapperOrder={FIELD_ORDER}
        description="Starts with https://, or with http:// inside your own network."
        placeholder="https://example.org/labels"
        maxLength={MAX_URL_CHARS}
        autoComplete="off"
        ref={first}
        value={url}
        error={isTried && lacks.url ? 'Fill this in.' : ofAddress}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Checkbox.Group
        mt="md"
        label="Events"
        value={events}
        error={isTried && lacks.events ? 'Choose at least one.' : undefined}
        onChange={(chosen) => setEvents(ALL.filter((event) => chosen.includes(event)))}
      >
        {EVENTS.map(({ value, label, description }) => (
          <Checkbox key={value} mt={8} value={value} label={label} description={description || undefined} />
        ))}
      </Checkbox.Group>
      <Problem error={ofAddress ? null : error} mt="md" />
      <Group mt="md" gap={8}>
        <Button type="submit" loading={isSaving}>
          {submit}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
