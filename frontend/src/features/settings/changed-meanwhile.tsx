import { Alert, Text } from '@mantine/core';
import { FIELD_WORDS } from '@/features/settings/meanwhile';
import type { Meanwhile } from '@/features/settings/use-save';
import { formatMoment } from '@/shared/lib/format';

const listed = new Intl.ListFormat('en-GB');

/** No more than is read at a glance: the log has them all. */
const SHOWN = 3;

function sentences(last: Meanwhile['last']): string {
  const shown = last.slice(0, SHOWN).map(({ sentence }) => sentence);
  return [...shown, ...(last.length > SHOWN ? [`And ${last.length - SHOWN} more in the log.`] : [])].join(' ');
}

/** Why nothing was saved yet, and what saving again will do. */
export function ChangedMeanwhile({ meanwhile: { last, both } }: { meanwhile: Meanwhile }) {
  const [first] = last;
  return (
    <Alert color="accent" title="Not saved yet: these settings were changed meanwhile" role="alert" mb="sm">
      {first ? (
        <Text size="sm" mb="sm">
          The last change was by {first.username || 'a command'}, {formatMoment(first.at)}: {sentences(last)}
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
