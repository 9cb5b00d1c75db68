import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MAX_ADDRESS_CHARS } from '@/shared/api/constants.gen';
import { sourcesOptions } from '@/shared/api/projects';
import { useFirstFocus } from '@/shared/lib/first-focus';
import { Problem } from '@/shared/ui/problem';

interface FromAddressProps {
  project: number;
  /** What stands in the field; null: nobody has asked for one. */
  address: string | null;
  /** Why the last one brought nothing. */
  refused: string | undefined;
  onChange: (address: string | null) => void;
  onFetch: (address: string) => void;
}

/** A file of the web or a part of a bucket in place of a file of one's own. */
export function FromAddress({ address, ...rest }: FromAddressProps) {
  if (address !== null) return <AllowedAddress address={address} {...rest} />;
  return (
    <Group justify="center">
      <Button variant="subtle" size="xs" onClick={() => rest.onChange('')}>
        From an address
      </Button>
    </Group>
  );
}

type AddressProps = FromAddressProps & { address: string };

function AllowedAddress(props: AddressProps) {
  const { data, error } = useQuery(sourcesOptions(props.project));
  return (
    <>
      <Problem error={error} mt={8} />
      {data ? <AddressForm allowed={data.allowed} {...props} /> : null}
    </>
  );
}

function AddressForm({ allowed, address, refused, onChange, onFetch }: AddressProps & { allowed: readonly string[] }) {
  const field = useFirstFocus<HTMLInputElement>();
  if (allowed.length === 0) {
    return (
      <Text size="sm" mt={8} role="status">
        Nothing is fetched from other machines here yet. Whoever runs this installation can allow places by the setting
        ALLOWED_SOURCES, such as https://images.example.org or s3://bucket/prefix.
      </Text>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== '') onFetch(address.trim());
      }}
    >
      <TextInput
        mt={8}
        label="Address"
        description={`A file, or all that lies in a part of a bucket. Allowed: ${allowed.join(', ')}.`}
        placeholder={allowed[0]}
        value={address}
        maxLength={MAX_ADDRESS_CHARS}
        ref={field}
        error={refused}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Group gap={8} mt={8} justify="flex-end">
        <Button variant="default" size="xs" onClick={() => onChange(null)}>
          Close
        </Button>
        <Button type="submit" size="xs" disabled={address.trim() === ''}>
          Fetch and look at it
        </Button>
      </Group>
    </form>
  );
}
