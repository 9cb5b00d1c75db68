import { Button } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { copyText } from '@/shared/lib/copy-text';

/** Copies a text, and says so. */
export function CopyButton({ text, label, name }: { text: string; label: string; name?: string }) {
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === text;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {...(name && { 'aria-label': isCopied ? `${name}: copied` : name })}
      onClick={() => void copyText(text).then(() => setCopied(text))}
    >
      {isCopied ? 'Copied' : label}
    </Button>
  );
}
