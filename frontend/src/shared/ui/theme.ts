import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// One accent, greys, and the class colours (annotator/label_keys.py). `danger` is for loss and failure only.
const accent: MantineColorsTuple = [
  '#eef1ff',
  '#dce1fb',
  '#bac3f3',
  '#98a5ec',
  '#7b8be6',
  '#6577e0',
  '#5266d6',
  '#4051c0',
  '#3646a8',
  '#2a388c',
];
const gray: MantineColorsTuple = [
  '#f8f8f9',
  '#f1f1f3',
  '#e6e6ea',
  '#d9d9df',
  '#c3c4cc',
  '#a0a2ad',
  '#7d7f8b',
  '#5c5e6a',
  '#3c3e48',
  '#22232a',
];
const dark: MantineColorsTuple = [
  '#d5d6dc',
  '#b4b6c0',
  '#8f919e',
  '#6a6c79',
  '#484a56',
  '#373943',
  '#2a2b33',
  '#1d1e24',
  '#17181d',
  '#111216',
];
const danger: MantineColorsTuple = [
  '#fff0e8',
  '#fcdfd0',
  '#f6bda1',
  '#f0996f',
  '#e97a45',
  '#e0652a',
  '#c74d0d',
  '#b04308',
  '#8f3606',
  '#6c2804',
];

const fontFamily =
  'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

const headerOfItsOwn = { defaultProps: { attributes: { header: { role: 'none' } } } };

export const theme = createTheme({
  colors: { accent, gray, dark, danger },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '16px', lineHeight: '1.4' },
      h4: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  // A dialog's header is no second banner of the page.
  components: { Modal: headerOfItsOwn, Drawer: headerOfItsOwn },
});

/** The text greys of both schemes reach 4.5 : 1 on their backgrounds. */
export const cssVariables: CSSVariablesResolver = (resolved) => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': resolved.colors.gray[9],
    '--mantine-color-dimmed': '#5f616d',
    '--app-surface': '#f8f8f9',
    '--app-line': '#e3e3e8',
    '--app-track': '#e6e6ea',
    '--app-danger': '#b04308',
    '--mantine-color-error': '#b04308',
  },
  dark: {
    '--mantine-color-body': '#17181d',
    '--mantine-color-text': '#e4e5ea',
    '--mantine-color-dimmed': '#9c9eab',
    '--app-surface': '#1d1e24',
    '--app-line': '#2f3039',
    '--app-track': '#2a2b33',
    '--app-danger': '#f0996f',
    '--mantine-color-error': '#f0996f',
  },
});
