import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MAX_ADDRESS_CHARS } from '@/shared/api/constants.gen';
import { describeError } from '@/shared/api/errors';
import { sourcesOptions } from '@/shared/api/projects';

interface FromAddressProps {
  project: number;
  onAddress: (address: string) => void;
}

/** A file of the web or a part of a bucket in place of a file of one's own. */
export function FromAddress({ project, onAddress }: FromAddressProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <AddressForm project={project} onAddress={onAddress} onClose={() => setIsOpen(false)} />;
  return (
    <Group justify="center">
      <Button variant="subtle" size="xs" onClick={() => setIsOpen(true)}>
        From an address
      </Button>
    </Group>
  );
}

function AddressForm({ project, onAddress, onClose }: FromAddressProps & { onClose: () => void }) {
  const [address, setAddress] = useState('');
  const { data, error } = useQuery(sourcesOptions(project));
  if (error) {
    return (
      <Text size="sm" c="var(--app-danger)" mt={8} role="alert">
        {describeError(error)}
      </Text>
    );
  }
  if (!data) return null;
  if (data.allowed.length === 0) {
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
        if (address.trim() !== '') onAddress(address.trim());
      }}
    >
      <TextInput
        mt={8}
        label="Address"
        description={`A file, or all that lies in a part of a bucket. Allowed: ${data.allowed.join(', ')}.`}
        placeholder={data.allowed[0]}
        value={address}
        maxLength={MAX_ADDRESS_CHARS}
        data-autofocus
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Group gap={8} mt={8} justify="flex-end">
        <Button variant="default" size="xs" onClick={onClose}>
          Close
        </Button>
        <Button type="submit" size="xs" disabled={address.trim() === ''}>
          Fetch and look at it
        </Button>
      </Group>
    </form>
  );
}
