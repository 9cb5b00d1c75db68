import { Textarea } from '@mantine/core';
import { MAX_COMMENT_CHARS } from '@/shared/api/constants.gen';

interface NoteFieldProps {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
}

/** A few words in a form: Enter sends it, Shift + Enter starts a new line. */
export function NoteField({ onChange, ...props }: NoteFieldProps) {
  return (
    <Textarea
      data-autofocus
      {...props}
      rows={3}
      maxLength={MAX_COMMENT_CHARS}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
