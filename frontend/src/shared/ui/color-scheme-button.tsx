import { ActionIcon, Tooltip, useMantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun } from 'lucide-react';

const NEXT = { light: 'dark', dark: 'auto', auto: 'light' } as const;
const ICONS = { light: Sun, dark: Moon, auto: Monitor };
const NAMES = { light: 'light', dark: 'dark', auto: 'as the system' };

export function ColorSchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = ICONS[colorScheme];
  const label = `Colours: ${NAMES[colorScheme]}. Change to ${NAMES[NEXT[colorScheme]]}.`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(NEXT[colorScheme])}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
