import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '@/shared/lib/copy-text';

interface CopyButtonProps {
  text: string;
  label: string;
  /** Where its label alone does not say what is copied. */
  name?: string;
  onCopied?: () => void;
}

/** Copies a text, and says so, or that the browser did not let it. */
export function CopyButton({ text, label, name, onCopied }: CopyButtonProps) {
  const [tried, setTried] = useState<{ text: string; end: string }>();
  const end = tried?.text === text ? tried.end : null;
  const copy = () =>
    copyText(text).then(
      () => {
        setTried({ text, end: 'Copied' });
        onCopied?.();
      },
      () => setTried({ text, end: 'Not copied' }),
    );
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={end === 'Copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {...(name && { 'aria-label': end === null ? name : `${name}: ${end.toLowerCase()}` })}
      onClick={() => void copy()}
    >
      {end ?? label}
    </Button>
  );
}
