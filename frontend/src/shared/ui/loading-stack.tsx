import { Stack, type StackProps } from '@mantine/core';

interface LoadingStackProps extends StackProps {
  /** Said to those who do not see the grey shapes: “Loading the people”. */
  words: string;
}

/** Grey shapes in the place of what is still being loaded. */
export function LoadingStack({ words, children, ...rest }: LoadingStackProps) {
  return (
    <Stack aria-busy="true" {...rest}>
      <span className="visually-hidden" role="status">
        {words}
      </span>
      {children}
    </Stack>
  );
}
