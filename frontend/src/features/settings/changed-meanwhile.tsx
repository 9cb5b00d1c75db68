import { Alert, Text } from '@mantine/core';
import { FIELD_WORDS } from '@/features/settings/meanwhile';
import type { Meanwhile } from '@/features/settings/use-save';
import { formatMoment } from '@/shared/lib/format';

const listed = new Intl.ListFormat('en-GB');

/** Why nothing was saved yet, and what saving again will do. */
export function ChangedMeanwhile({ meanwhile: { last, both } }: { meanwhile: Meanwhile }) {
  const [first] = last;
  return (
    <Alert color="accent" title="Not saved yet: these settings were changed meanwhile" role="alert" mt="xl">
      {first ? (
        <Text size="sm" mb="sm">
          The last change was by {first.username || 'a command'}, {formatMoment(first.at)}:{' '}
          {last.map(({ sentence }) => sentence).join(' ')}
        </Text>
      ) : null}
      <Text size="sm">
        {both.length === 0
          ? 'Yours are still here, and are about other settings: save again, and both count.'
          : `Yours are still here. Both change ${listed.format(both.map((field) => FIELD_WORDS[field]))}: save again to put yours in place of theirs, or discard yours.`}
      </Text>
    </Alert>
  );
}
