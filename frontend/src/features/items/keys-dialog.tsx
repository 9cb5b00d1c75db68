import { Text } from '@mantine/core';
import type { Binding } from '@/features/items/keys';
import type { Project } from '@/shared/api/schema.gen';
import { colorOf } from '@/shared/items/names';
import { ClassMark } from '@/shared/ui/class-mark';
import { Dialog } from '@/shared/ui/dialog';
import { KeyList } from '@/shared/ui/key-list';

interface KeysDialogProps {
  project: Project;
  bindings: readonly Binding[];
  isOpen: boolean;
  onClose: () => void;
}

/** What the keys do, here and now. */
export function KeysDialog({ project, bindings, isOpen, onClose }: KeysDialogProps) {
  const markOf = ({ action }: Binding) =>
    action.type === 'label' ? <ClassMark name={action.label} color={colorOf(project, action.label)} /> : null;
  return (
    <Dialog opened={isOpen} onClose={onClose} title="Keys" size="xl" zIndex={250}>
      <KeyList bindings={bindings} wordsOf={(binding) => markOf(binding) ?? binding.title} />
      <Text size="sm" c="dimmed" mt="md">
        A label’s key settles the open item with it. Keys do nothing while you type in a field.
      </Text>
    </Dialog>
  );
}
